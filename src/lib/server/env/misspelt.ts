// Whether a name is meant to be one of ours. Pure.

/** Short names lie near too many that are not ours. */
const shortest = 8;

/** How many single steps (a letter more, less, another, or two changed round) lead from one to the other. */
function steps(a: string, b: string): number {
	const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
	for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
	for (let i = 1; i <= a.length; i++) {
		for (let j = 1; j <= b.length; j++) {
			const other = a[i - 1] === b[j - 1] ? 0 : 1;
			let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + other);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
			rows[i]![j] = least;
		}
	}
	return rows[a.length]![b.length]!;
}

/**
 * The one of `ours` that somebody who wrote `name` meant; null where it is one, or near none.
 * @param ours names of which none is set: what is set was meant as it is
 */
export function meantBy(name: string, ours: readonly string[]): string | null {
	const near = ours.filter((one) => one.length >= shortest && Math.abs(one.length - name.length) <= 2);
	return near.find((one) => one !== name && steps(name.toUpperCase(), one) <= (one.length < 12 ? 1 : 2)) ?? null;
}
