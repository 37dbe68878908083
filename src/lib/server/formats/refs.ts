// How a format is named in forms, addresses and rows: a shipped one by its id, one of somebody's own by id and version.

import { formatById, formats } from '../../gathering/formats/index.ts';
import type { Format } from '../../gathering/types.ts';
import { isId } from '../access/index.ts';

export interface OwnRef {
	id: string;
	/** Null: the newest. */
	version: number | null;
}

/** A version of an own format, as circles and addresses name it. */
export const refOf = (id: string, version: number): string => `${id}@${version}`;

/** A shipped format by its name; null for anything else. Rehearsals are not offered. */
export const shippedOf = (ref: string): Format | null => formats.find((format) => format === formatById(ref)) ?? null;

/** Which own format a text names, or null when it can name none. */
export function ownRefOf(ref: string): OwnRef | null {
	const [id = '', version, ...more] = ref.split('@');
	if (!isId(id) || more.length > 0) return null;
	if (version === undefined) return { id, version: null };
	return /^[1-9]\d{0,5}$/.test(version) ? { id, version: Number(version) } : null;
}
