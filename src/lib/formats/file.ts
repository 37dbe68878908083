// Formats as files: what is written into one, and what of one that somebody brings is believed. Pure.

import * as v from 'valibot';
import type { Draft } from './draft.ts';
import type { Errors } from './gate.ts';
import { plainText } from './hidden.ts';
import { formatLimits } from './limits.ts';
import type { Format } from '../gathering/types.ts';

/** What a file says of itself; the number changes when an older house could not read it any more. */
const kind = 'evenround-format/1';

/** What a format asks for beforehand, and of what it is a part: not written in the editor, and kept through it and through files. */
export type Belongs = Pick<Format, 'wantsBefore' | 'series'>;

/** The same of a format, and nothing else of it. */
export const belongsOf = ({ wantsBefore, series }: Belongs): Belongs => ({
	...(wantsBefore && { wantsBefore }),
	...(series && { series })
});

/** @param from how the format was named where the file was written, with its version */
export const fileOf = (draft: Draft, from: { format: string; version: number }, belongs: Belongs): string =>
	`${JSON.stringify({ kind, from, ...belongsOf(belongs), ...draft }, null, '\t')}\n`;

const part = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(52));
const BelongsTo = v.object({
	wantsBefore: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))), v.maxLength(6))),
	series: v.optional(
		v.object({
			id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
			title: v.pipe(v.string(), v.transform(plainText), v.minLength(1), v.maxLength(formatLimits.titleChars)),
			part,
			of: part
		})
	)
});

/** What a file says of a format, and what it belongs to; or why it says none. It is read as text; nothing in it is run. What is written has to go through the gate. */
export function fromFile(text: string): { written: object; belongs: Belongs } | { errors: Errors } {
	const no = (why: string) => ({ errors: { '': why } });
	if (text.length > formatLimits.fileChars) return no('This file is larger than a format can be. Nothing was kept.');
	let found: unknown;
	try {
		found = JSON.parse(text);
	} catch {
		return no('This file cannot be read as a format: it is not JSON. Nothing was kept.');
	}
	if (typeof found !== 'object' || found === null || !('kind' in found))
		return no('This file does not say that it is a format of Evenround. Nothing was kept.');
	if (found.kind !== kind) return no('This file was written for another version of Evenround, and cannot be read here. Nothing was kept.');
	const belongs = v.safeParse(BelongsTo, found);
	return belongs.success
		? { written: found, belongs: belongs.output as Belongs }
		: no('What this format asks for beforehand cannot be read. Nothing was kept.');
}
