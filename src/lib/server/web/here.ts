// A page says that it is here: how that word looks over HTTP. The stream's name comes in a header: reading a body costs more.

import type { RequestEvent } from '@sveltejs/kit';
import type { Seat } from '../../gathering/types.ts';
import { sayPresent, seatOfStream } from '../live/presence.ts';
import { isId } from '../access/index.ts';

const header = 'x-stream';

export const streamIn = (request: Request): string => request.headers.get(header) ?? '';

/** The word of a page whose stream is at this node: nothing is read or written for it now. False for any other. */
export const saidHere = ({ params, request }: RequestEvent): boolean => sayPresent(params.id ?? '', streamIn(request));

/** Whose call for support this is where the login has ended under the page: it is taken by the name of the stream that stood open. */
export async function callerOf({ params, request }: RequestEvent): Promise<Seat | null> {
	const stream = streamIn(request);
	return isId(params.id ?? '') && isId(stream) ? seatOfStream(params.id!, stream) : null;
}

/** It counts. */
export const heardAnswer = (): Response => new Response(null, { status: 204 });
/** No node knows this stream (any more): the page opens a new one. */
export const goneAnswer = (): Response => new Response(null, { status: 410 });
