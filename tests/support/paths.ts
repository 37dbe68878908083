// Every path of a value at which something is said, with `[]` for the members of a list, and the member it is about.

export interface Told {
	/** As `facilitation.signals[].urgency`. */
	path: string;
	/** The innermost member of a list around it, or the value itself. */
	about: unknown;
}

/** Null, no, nothing and none say nothing. */
const silent = (value: unknown): boolean => value == null || value === false || value === '' || value === 0 || value === 'none';

/** @param apart paths whose values are told apart, because some are nobody's business */
export function told(value: unknown, apart: readonly string[] = [], path = '', about: unknown = value): Told[] {
	if (silent(value)) return [];
	if (Array.isArray(value)) return value.flatMap((one) => told(one, apart, `${path}[]`, typeof one === 'object' ? one : about));
	if (typeof value !== 'object') return [{ path: apart.includes(path) ? `${path}=${String(value)}` : path, about }];
	return Object.entries(value as object).flatMap(([key, one]) => told(one, apart, path === '' ? key : `${path}.${key}`, about));
}
