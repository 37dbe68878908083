// A part of the page that is fetched when it may be needed, and again until it is here.

const againMs = 2000;

/**
 * To be called while a component begins.
 * @param load imports it
 * @param wanted whether it may be needed now
 * @param onmiss called each time it could not be fetched
 * @returns `it`, null until it is here
 */
export function part<T>(load: () => Promise<T>, wanted: () => boolean, onmiss = () => {}): { readonly it: T | null } {
	let here = $state.raw<T | null>(null);
	let tries = $state(0);
	$effect(() => {
		void tries;
		if (here !== null || !wanted()) return;
		load().then(
			(module) => (here = module),
			() => {
				onmiss();
				setTimeout(() => (tries += 1), againMs);
			}
		);
	});
	return {
		get it() {
			return here;
		}
	};
}
