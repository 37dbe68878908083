// Fetches a part of the page, again and again until it is here. Knows neither what it is nor who waits for it.

/** From a try that failed to the next one. */
export const againMs = 2000;

/**
 * @param load imports the part
 * @param here called once, with the part
 * @param missed called at each try that failed
 * @returns ends it: nothing is tried or told any more
 */
export function fetching<T>(load: () => Promise<T>, here: (it: T) => void, missed: () => void): () => void {
	let over = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const go = () => void load().then(came, again);
	const came = (it: T) => {
		if (!over) here(it);
	};
	const again = () => {
		if (over) return;
		missed();
		timer = setTimeout(go, againMs);
	};
	go();
	return () => {
		over = true;
		clearTimeout(timer);
	};
}
