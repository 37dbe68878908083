// The one way to a part of the page that comes later: fetched when it may be needed, again until it is here, and known to be
// missing where it should be seen. How it is fetched is in fetching.ts.

import { fetching } from './fetching';

export interface Part<T> {
	/** Null until it is here. */
	readonly it: T | null;
	/** It should be on the screen now, and the last try to fetch it failed: somebody has to be told. */
	readonly lacks: boolean;
}

interface Asked<T> {
	/** Imports it. */
	load: () => Promise<T>;
	/** Whether it may be needed now. */
	wanted: () => boolean;
	/** Whether it should be on the screen now; as soon as it is wanted, when nothing else is said. */
	seen?: () => boolean;
}

/** To be called while a component begins; ends with it. */
export function part<T>({ load, wanted, seen = wanted }: Asked<T>): Part<T> {
	let it = $state.raw<T | null>(null);
	let missed = $state(false);
	/** Each new view asks again; only another answer begins or ends anything. */
	const now = $derived(wanted());
	$effect(() => {
		if (it !== null || !now) return;
		const end = fetching(
			load,
			(module) => (it = module),
			() => (missed = true)
		);
		return () => {
			end();
			missed = false;
		};
	});
	return {
		get it() {
			return it;
		},
		get lacks() {
			return it === null && missed && seen();
		}
	};
}
