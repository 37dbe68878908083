// One page's stream of server-sent events: its name, views by version, what is being written, and a beat for as long as this node
// knows what happens. That it is open proves nothing about who is at its other end: the page answers the beats by its own word.

import { subscribe } from './changes.ts';
import { isCurrent } from './current.ts';
import { now } from '../db/clock.ts';
import { streamLeft } from '../metrics/index.ts';
import type { Place } from '../access/index.ts';

const beatMs = 5000;
/** A page that left this much unread does not take anything in, and loses its stream. */
const maxUnread = 64;

/** The streams that are open here. */
const opened = new Set<ReadableStreamDefaultController<Uint8Array>>();

/** How many streams are open here, and how many events the one that takes least has not taken. */
export const unread = (): { open: number; most: number } => ({
	open: opened.size,
	most: Math.max(0, ...[...opened].map((page) => -(page.desiredSize ?? 0)))
});

const encoder = new TextEncoder();
const told = (name: string, data: string, id?: number): Uint8Array =>
	encoder.encode(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`);
const event = (name: string, data: unknown): Uint8Array => told(name, JSON.stringify(data));

/**
 * The stream of one seat's page. Sends the name by which the page says that it is here (`stream`), the newest view at once, then
 * every newer one, and a beat every 5 s while this node is not cut off from what happens.
 * It ends when the seat is gone, or somebody else's, and with the login that opened it: then it says so.
 * @param loginId the login that opens it; null for a guest
 * @param since the version in the page's Last-Event-ID, or 0
 */
export function streamOf(gathering: string, { seat, owner }: Place, loginId: string | null, since: number): Response {
	let end = () => {};
	const body = new ReadableStream<Uint8Array>(
		{
			start(page) {
				const put = (bytes: Uint8Array) => {
					if ((page.desiredSize ?? 0) < -maxUnread) return (streamLeft(), close());
					page.enqueue(bytes);
				};
				let ended = false;
				const close = () => {
					if (ended) return;
					end();
					page.close();
				};
				const beat = setInterval(() => isCurrent() && put(event('beat', now())), beatMs);
				const subscribed = subscribe(
					gathering,
					seat,
					(version, view) => put(told('view', view, version)),
					({ turnId, seat, text, revision }) => put(event('words', { turnId, seat, text, revision })),
					{
						...{ since, owner, loginId },
						onGone(why) {
							if (why === 'signed-out') put(event(why, null));
							close();
						}
					}
				);
				opened.add(page);
				end = () => {
					ended = true;
					opened.delete(page);
					clearInterval(beat);
					subscribed.end();
				};
				put(event('stream', subscribed.stream));
				put(event('beat', now()));
			},
			cancel: () => end()
		},
		{ highWaterMark: 1 }
	);
	return new Response(body, {
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store, no-transform',
			'x-accel-buffering': 'no'
		}
	});
}
