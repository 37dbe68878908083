// How the server's answers look over HTTP. A no is an answer with a code and a sentence, not an error.

import { sentence } from '../../gathering/sentences.ts';
import type { RefusalCode } from '../../gathering/types.ts';
import { Unreadable } from '../gatherings/readable.ts';
import { videoComing } from '../live/video-coming.ts';
import { logFailure } from '../ground/log.ts';
import { inPieces } from './pieces.ts';
import { impossibleWithin } from '../forms/posted.ts';
import type { TooMany } from '../rates/rates.ts';

/** It was done. */
export const done = (body: object): Response => Response.json({ ok: true, ...body });

/** A coded no, with what a person reads. */
export const no = (refused: RefusalCode, status = 409): Response => Response.json({ refused, sentence: sentence(refused) }, { status });

export const badRequest = (): Response => no('bad-request', 400);

/** Nobody known, or no seat here: the same words, so that nothing is told about other people's gatherings. */
export const noSeat = (): Response => no('not-seated', 401);

export const tooMany = ({ refused, seconds }: TooMany): Response =>
	Response.json(
		{ refused, sentence: 'That was a lot at once. Please wait a moment.' },
		{ status: 429, headers: { 'retry-after': String(seconds) } }
	);

const laterWords = 'This could not be saved just now. It is safe to try again.';

/** This node is cut off from what happens: nothing was stored, and it says so at once. */
export const unsure = (): Response =>
	Response.json(
		{ refused: 'not-saved', sentence: laterWords },
		{ status: 503, headers: { 'retry-after': '1', 'cache-control': 'no-store' } }
	);

/** It was not stored, and the page must not believe it was. Posting the same command again is safe. */
export function notSaved(route: string, error: unknown): Response {
	logFailure(route, error);
	if (error instanceof Unreadable) {
		const sentence = 'This gathering cannot be opened just now. Whoever runs this place sees that; what was said and done is kept.';
		return Response.json({ refused: 'unreadable', sentence }, { status: 503 });
	}
	return Response.json({ refused: 'not-saved', sentence: laterWords }, { status: 503 });
}

/** The media server does not answer; the seat is kept, and its page tries again. */
export const noMedia = (): Response =>
	Response.json(
		{
			refused: 'no-media',
			sentence: `${videoComing() ?? 'Sound and picture are not reachable just now.'} Your seat is kept; sound and picture come by themselves.`
		},
		{ status: 503 }
	);

/** The body as JSON; undefined when it is none, longer than `maxChars`, or holds what no text can hold. */
export async function bodyOf(request: Request, maxChars = 16_384): Promise<unknown> {
	if (Number(request.headers.get('content-length')) > maxChars * 4) return undefined;
	const text = await request.text();
	if (text.length > maxChars) return undefined;
	try {
		const read: unknown = JSON.parse(text);
		return impossibleWithin(read) ? undefined : read;
	} catch {
		return undefined;
	}
}

/** A calendar file. Nobody in between keeps it: it is one person's. */
export const calendarFile = (text: string): Response =>
	new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="evenround.ics"',
			'cache-control': 'private, no-store'
		}
	});

/** A file to be kept, made while it is handed out, which no cache in between holds on to. */
export const asFile = (parts: Iterable<string> | AsyncIterable<string>, name: string, type: string): Response =>
	new Response(inPieces(parts), {
		headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store' }
	});
