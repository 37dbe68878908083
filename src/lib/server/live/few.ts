// A few at a time. Knows nothing of what is done.

/** A gate that lets so many through at once; the rest wait in the order they came. */
export function few(atOnce: number): <T>(act: () => Promise<T>) => Promise<T> {
	let free = atOnce;
	const waiting: (() => void)[] = [];
	return async (act) => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await act();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}
