// What came back for something posted: an answer of ours, or none. Anything else on the line is never taken for one. Pure.

import type { RefusalCode } from '$lib/gathering/types';

/**
 * Why nothing of ours came back. `line`: it was not carried. `silence`: no answer in time. `foreign`: something else
 * answered. `unsaved`: our server could not take it. `media`: the media server does not answer. `login`: our server does not know this browser here (any more).
 */
export type Lost = 'line' | 'silence' | 'foreign' | 'unsaved' | 'media' | 'login';

export interface Refused {
	refused: RefusalCode;
	sentence: string;
}
export type Answer<Ok = { ok: true; version: number }> =
	| Ok
	| Refused
	/** It was not taken, as far as this page knows. Posting it again with the same id is safe. */
	| { lost: Exclude<Lost, 'media'> }
	/** What a person reads while the page tries again. */
	| { lost: 'media'; sentence: string };

/**
 * Reads an answer.
 * @param body as JSON; undefined when it is none
 * @param whole whether an `ok` has what was asked for
 */
export function answerOf<Ok extends object>(status: number, body: unknown, whole: (body: object) => body is Ok): Answer<Ok> {
	if (typeof body !== 'object' || body === null) return { lost: 'foreign' };
	if (status === 200) return 'ok' in body && body.ok === true && whole(body) ? body : { lost: 'foreign' };
	if (!isRefused(body)) return { lost: 'foreign' };
	if (status === 401 && body.refused === 'not-seated') return { lost: 'login' };
	if (status === 503 && (body.refused as string) === 'no-media') return { lost: 'media', sentence: body.sentence };
	if (status >= 500) return { lost: 'unsaved' };
	return status >= 400 ? body : { lost: 'foreign' };
}

const isRefused = (body: object): body is Refused =>
	'refused' in body && typeof body.refused === 'string' && 'sentence' in body && typeof body.sentence === 'string';

export const hasVersion = (body: object): body is { ok: true; version: number } => 'version' in body && typeof body.version === 'number';

/** What a person reads when a press came to nothing; "" where the page itself tells. */
export function lostWords(lost: Lost): string {
	const again = 'If you see no change, please press again.';
	if (lost === 'login' || lost === 'media') return '';
	if (lost === 'unsaved') return 'The circle could not take that just now. Please press again.';
	return lost === 'silence' ? `No answer came from the circle. ${again}` : `That did not reach the circle. ${again}`;
}

/** A press that has no answer by then is told of: whoever pressed reads it within two seconds. */
export const patientMs = 1800;
