// The helplines of this instance: the shipped ones, with the operator's own file laid over them. Read once, at the start.

import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { env } from '../env/index.ts';
import { shippedLines } from '../../helplines/index.ts';
import type { Line, Listing } from '../../helplines/types.ts';

const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as DE'));
const number = v.pipe(v.string(), v.regex(/^\+?[\d][\d\s()-]*$/, 'a number has digits, spaces and dashes, such as 116 123'));
const date = v.pipe(v.string(), v.isoDate('verifiedAt is a date such as 2026-11-21'));

const line = v.pipe(
	v.strictObject({
		id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'an id has small letters, digits and dashes')),
		country,
		name: v.pipe(v.string(), v.nonEmpty('a line has a name')),
		call: v.optional(v.pipe(v.array(number), v.minLength(1))),
		text: v.optional(v.strictObject({ to: number, word: v.optional(v.string()) })),
		hours: v.nullable(v.string()),
		forWhom: v.pipe(v.array(v.picklist(['suicidal', 'distress', 'psychedelic', 'young'])), v.minLength(1)),
		languages: v.optional(v.array(v.string())),
		sources: v.tupleWithRest([v.pipe(v.string(), v.url())], v.pipe(v.string(), v.url())),
		verifiedAt: date
	}),
	v.check(({ call, text }) => call !== undefined || text !== undefined, 'a line has numbers to call, or one for text messages')
);

const file = v.strictObject({
	/** Rows that replace the shipped one of the same id, or are added. */
	lines: v.optional(v.array(line), []),
	/** Ids of shipped rows that are not to be shown here. */
	remove: v.optional(v.array(v.string()), []),
	/** Emergency numbers by country, which replace the shipped ones or are added. */
	emergency: v.optional(v.record(country, number), {})
});

/**
 * Lays an operator's file over a listing. Its own rows of a country stand before the shipped ones.
 * @param json what the file holds. Returns the listing, or a sentence that says what is wrong with the file and where.
 */
export function laidOver(listing: Listing, json: string): Listing | { refused: 'malformed'; why: string } {
	let given: unknown;
	try {
		given = JSON.parse(json);
	} catch (error) {
		return { refused: 'malformed', why: `it is not JSON: ${(error as Error).message}` };
	}
	if (Array.isArray(given))
		return { refused: 'malformed', why: 'the file is a list, and must be an object with lines, remove or emergency' };
	const read = v.safeParse(file, given);
	if (!read.success) {
		const [issue] = read.issues;
		return { refused: 'malformed', why: `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}` };
	}
	const own = read.output;
	const ids = own.lines.map(({ id }) => id);
	const twice = ids.find((id, index) => ids.indexOf(id) !== index);
	if (twice) return { refused: 'malformed', why: `lines: the id ${twice} stands there twice` };
	const unknown = own.remove.find((id) => !listing.lines.some((one) => one.id === id));
	if (unknown) return { refused: 'malformed', why: `remove: there is no shipped line with the id ${unknown}` };
	const gone = new Set([...ids, ...own.remove]);
	const { emergency } = listing;
	return {
		emergency: { ...emergency, numbers: { ...emergency.numbers, ...own.emergency }, own: Object.keys(own.emergency) },
		lines: [...(own.lines as Line[]), ...listing.lines.filter(({ id }) => !gone.has(id))]
	};
}

let current: Listing = shippedLines;

/** The helplines that this instance shows. */
export const listing = (): Listing => current;

/**
 * Reads the operator's file, if `HELPLINES_FILE` names one. Throws with a clear sentence when it cannot be read or is
 * malformed: an instance must not start with help that its operator did not mean.
 */
export function readHelplines(path = env.HELPLINES_FILE): void {
	if (!path) return;
	let json: string;
	try {
		json = readFileSync(path, 'utf8');
	} catch (error) {
		throw new Error(`HELPLINES_FILE (${path}) cannot be read: ${(error as Error).message}`);
	}
	const read = laidOver(shippedLines, json);
	if ('refused' in read) throw new Error(`HELPLINES_FILE (${path}) is malformed. ${read.why}.`);
	current = read;
}
