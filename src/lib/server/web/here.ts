// A page says that it is here: how that word looks over HTTP. The stream's name comes in a header: reading a body costs more.

import type { RequestEvent } from '@sveltejs/kit';
import { say } from '../live/presence.ts';

const header = 'x-stream';

export const streamIn = (request: Request): string => request.headers.get(header) ?? '';

/** The word of a page whose stream is at this node: nothing is read or written for it now. False for any other. */
export const saidHere = ({ params, request }: RequestEvent): boolean => say(params.id ?? '', streamIn(request));

/** It counts. */
export const heard = (): Response => new Response(null, { status: 204 });
/** No node knows this stream (any more): the page opens a new one. */
export const gone = (): Response => new Response(null, { status: 410 });
