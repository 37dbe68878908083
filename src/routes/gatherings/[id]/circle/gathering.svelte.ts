// The page's line to the app: the newest view by a stream, commands by POST. Knows nothing of video.

import type { View } from '$lib/gathering/viewed';
import type { Command, Instant, RefusalCode, Seat } from '$lib/gathering/words';
import type { Ticket } from '$lib/media/room.svelte';

/** Nothing heard for this long: the line is dead, whatever the browser believes. */
export const deadMs = 12_000;
const reopenMs = [500, 1000, 2000, 5000];
const resendMs = [300, 700, 1500, 3000];

export type Answer =
	| { ok: true; version: number }
	| { refused: RefusalCode; sentence: string }
	/** The network did not carry it; nothing is known. */
	| { lost: true };

export interface Joined extends Ticket {
	ok: true;
	version: number;
}

/** Words being written in a turn, or in a room beside the circle, live. */
export interface Written {
	turnId: string;
	seat: Seat;
	text: string;
	revision: number;
}

export class Gathering {
	view = $state.raw<View | null>(null);
	/** What stands written now, the newest last. */
	written = $state.raw<Written[]>([]);
	alive = $state(true);
	/** The server answered that this person has no seat here (any more). */
	unknown = $state(false);
	#id: string;
	#source: EventSource | null = null;
	#heardAt = 0;
	#offset = 0;
	#tries = 0;
	#timer: ReturnType<typeof setInterval> | undefined;
	#reopen: ReturnType<typeof setTimeout> | undefined;

	constructor(id: string) {
		this.#id = id;
	}

	/** Opens the stream and keeps it open. Returns a function that ends it. */
	open(): () => void {
		this.#connect();
		this.#timer = setInterval(() => this.#check(), 1000);
		const look = () => document.visibilityState === 'visible' && this.#check();
		const now = () => this.#again(0);
		document.addEventListener('visibilitychange', look);
		window.addEventListener('online', now);
		return () => {
			clearInterval(this.#timer);
			clearTimeout(this.#reopen);
			document.removeEventListener('visibilitychange', look);
			window.removeEventListener('online', now);
			this.#source?.close();
		};
	}

	/** The server's time now, as well as this page knows it. */
	now(): Instant {
		return Date.now() + this.#offset;
	}

	/**
	 * Sends a command. A lost network is tried again with the same id, so that it happens once;
	 * a refusal is final, and never repeated.
	 */
	send(command: Command): Promise<Answer> {
		return this.#post<{ ok: true; version: number }>('commands', { commandId: crypto.randomUUID(), command });
	}

	join(device: string, moveHere: boolean, camera: boolean) {
		return this.#post<Joined>('join', { commandId: crypto.randomUUID(), device, moveHere, camera });
	}

	/** A way into the room where the seat belongs now. */
	over(device: string, camera: boolean) {
		return this.#post<Ticket & { ok: true }>('room', { device, camera });
	}

	/** The whole text so far; a lost one is made good by the next. */
	async write(turnId: string, text: string, revision: number) {
		await fetch(`/api/gatherings/${this.#id}/words`, asJson({ turnId, text, revision })).catch(() => {});
	}

	async #post<Ok extends { ok: true }>(path: string, body: object) {
		for (const wait of [...resendMs, null]) {
			const answer = await fetch(`/api/gatherings/${this.#id}/${path}`, asJson(body)).catch(() => null);
			if (answer?.status === 401) this.unknown = true;
			if (answer && answer.status < 500) {
				return (await answer.json()) as Ok | { refused: RefusalCode; sentence: string };
			}
			if (wait !== null) await new Promise((resolve) => setTimeout(resolve, wait));
		}
		return { lost: true as const };
	}

	#connect() {
		this.#source?.close();
		const source = new EventSource(`/api/gatherings/${this.#id}/stream`);
		this.#source = source;
		this.#heardAt = Date.now();
		source.addEventListener('view', (event) => this.#seen(source, JSON.parse(event.data) as View));
		source.addEventListener('words', (event) => this.#wrote(source, JSON.parse(event.data) as Written));
		source.addEventListener('beat', () => this.#beat(source));
		source.addEventListener('error', () => {
			if (source === this.#source && source.readyState === EventSource.CLOSED) this.#again();
		});
	}

	#beat(source: EventSource) {
		if (source !== this.#source) return;
		this.#heardAt = Date.now();
		this.#tries = 0;
		this.alive = true;
	}

	#seen(source: EventSource, view: View) {
		this.#beat(source);
		if (this.view && view.version < this.view.version) return;
		this.unknown = false;
		this.#offset = view.now - Date.now();
		// A pause keeps what was written beside the circle.
		if (!view.hold) this.written = this.written.filter(({ turnId }) => turnId === view.piece.turnId || turnId === view.page);
		this.view = view;
	}

	#wrote(source: EventSource, words: Written) {
		this.#beat(source);
		const same = (one: Written) => one.turnId === words.turnId && one.seat === words.seat;
		if (words.revision < (this.written.find(same)?.revision ?? 0)) return;
		this.written = [...this.written.filter((one) => !same(one)), words];
	}

	#check() {
		if (Date.now() - this.#heardAt < deadMs) return;
		this.alive = false;
		this.#again();
	}

	#again(wait = reopenMs[Math.min(this.#tries, reopenMs.length - 1)]) {
		this.#tries += 1;
		this.#heardAt = Date.now();
		clearTimeout(this.#reopen);
		this.#reopen = setTimeout(() => this.#connect(), wait);
	}
}

const asJson = (body: object): RequestInit => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
});
