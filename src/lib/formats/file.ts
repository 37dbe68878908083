// Formats as files: what is written into one, and what of one that somebody brings is believed. Pure.

import type { Draft } from './draft.ts';
import type { Errors } from './gate.ts';
import { formatLimits } from './limits.ts';

/** What a file says of itself; the number changes when an older house could not read it any more. */
const kind = 'evenround-format/1';

/** @param from how the format was named where the file was written, with its version */
export const fileOf = (draft: Draft, from: { format: string; version: number }): string => `${JSON.stringify({ kind, from, ...draft }, null, '\t')}\n`;

/** What a file says of a format, or why it says none. It is read as text; nothing in it is run. What it says has to go through the gate. */
export function fromFile(text: string): { written: object } | { errors: Errors } {
	const no = (why: string) => ({ errors: { '': why } });
	if (text.length > formatLimits.fileChars) return no('This file is larger than a format can be. Nothing was kept.');
	let found: unknown;
	try {
		found = JSON.parse(text);
	} catch {
		return no('This file cannot be read as a format: it is not JSON. Nothing was kept.');
	}
	if (typeof found !== 'object' || found === null || !('kind' in found)) return no('This file does not say that it is a format of Evenround. Nothing was kept.');
	if (found.kind !== kind) return no('This file was written for another version of Evenround, and cannot be read here. Nothing was kept.');
	return { written: found };
}
