// An ordinary client without a browser: the same endpoints, cookies and origin headers as a page has, and nothing more.

import { randomUUID } from 'node:crypto';
import type { View } from '../../gathering/viewed.ts';
import type { Command, RefusalCode } from '../../gathering/types.ts';
import { eventsOf } from './stream.ts';

/** Codes of the endpoints beside the gathering's own. */
export type Refused = RefusalCode | 'not-saved' | 'no-media' | 'too-many' | 'other-site';
export type ClientSaid = { ok: true; version: number } | { refused: Refused; sentence: string };
export type ClientEntered =
	{ ok: true; version: number; room: string; token: string; url: string; identity: string } | { refused: Refused; sentence: string };
export interface Words {
	turnId: string;
	seat: number;
	text: string;
	revision: number;
}

export interface ClientWhose {
	/** Where requests go. */
	base: string;
	/** The origin the instance is known by, as a browser would say it; `base` when absent. */
	origin?: string;
	/** Cookies already held, by their full names. */
	cookies?: Record<string, string>;
}

/** A stream that says nothing for this long is dead; the server's heart beats every 5 s. */
const DEAD_MS = 12_000;
const AGAIN_MS = 500;
const TRIES = 4;

const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export class PageClient {
	readonly device = randomUUID();
	/** The newest view; null before the first. */
	view: View | null = null;
	#whose: ClientWhose;
	#cookies: Map<string, string>;
	#gathering = '';
	#following: AbortController | null = null;
	/** The name of the stream that was opened last. */
	#stream = '';
	#listeners = new Set<(view: View) => void>();
	#readers = new Set<(words: Words) => void>();

	constructor(whose: ClientWhose) {
		this.#whose = whose;
		this.#cookies = new Map(Object.entries(whose.cookies ?? {}));
	}

	/** Any request, as the page would send it; keeps the cookies that come back. Throws when nothing answers. */
	async request(path: string, init: RequestInit = {}): Promise<Response> {
		const headers = new Headers(init.headers);
		headers.set('origin', this.#whose.origin ?? this.#whose.base);
		headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
		const answer = await fetch(new URL(path, this.#whose.base), { redirect: 'manual', ...init, headers });
		for (const line of answer.headers.getSetCookie()) this.#keep(line);
		return answer;
	}

	/** A cookie this client holds, by its full name. */
	cookie(name: string): string | undefined {
		return this.#cookies.get(name);
	}

	/** Sends a plain form, as a page without scripts would. */
	form(path: string, fields: Record<string, string>): Promise<Response> {
		return this.request(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html' } });
	}

	/**
	 * Gives a command. A lost answer is asked for again under the same id, so it happens once.
	 * @param commandId only to repeat a command on purpose
	 */
	act(command: Command, commandId: string = randomUUID()): Promise<ClientSaid> {
		return this.#post('commands', { commandId, command }) as Promise<ClientSaid>;
	}

	/** Takes the seat in this gathering: what is needed to enter its room, or a refusal. */
	join(gathering: string, how: { camera?: boolean; moveHere?: boolean } = {}): Promise<ClientEntered> {
		this.#gathering = gathering;
		const { camera = true, moveHere = false } = how;
		return this.#post('join', { commandId: randomUUID(), device: this.device, camera, moveHere }) as Promise<ClientEntered>;
	}

	/** A way into the room where the seat belongs now: a care room, a pair's, or the circle's. */
	over(camera = true): Promise<ClientEntered> {
		return this.#post('room', { device: this.device, camera }) as Promise<ClientEntered>;
	}

	/** Says part of a turn in writing. */
	async write(words: Omit<Words, 'seat'>): Promise<Response> {
		return this.request(`/api/gatherings/${this.#gathering}/words`, this.#json(words));
	}

	/** Keeps `view` up to date until `unfollow()`; comes back by itself after the stream was lost. */
	follow(gathering: string): void {
		this.#gathering = gathering;
		this.#following?.abort();
		this.#following = new AbortController();
		void this.#streams(this.#following.signal);
	}

	unfollow(): void {
		this.#following?.abort();
		this.#following = null;
	}

	/** Each new view from now on. Returns how to stop. */
	onView(listener: (view: View) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	onWords(reader: (words: Words) => void): () => void {
		this.#readers.add(reader);
		return () => void this.#readers.delete(reader);
	}

	/** The first view, now or later, of which this is true. Throws after `timeoutMs`, saying what was seen instead. */
	until(holds: (view: View) => boolean, timeoutMs: number): Promise<View> {
		if (this.view && holds(this.view)) return Promise.resolve(this.view);
		return new Promise((resolve, reject) => {
			const stop = this.onView((view) => {
				if (!holds(view)) return;
				clearTimeout(timer);
				stop();
				resolve(view);
			});
			const timer = setTimeout(() => {
				stop();
				const { version, lifecycle, phase, piece, hold, seats } = this.view ?? {};
				const connections = seats?.map((s) => s.connection);
				const seen = { version, lifecycle, phase: phase?.id, piece, hold: hold?.kind, connections, holds: holds.toString() };
				reject(new Error(`not seen within ${timeoutMs} ms: ${JSON.stringify(seen)}`));
			}, timeoutMs);
		});
	}

	#json(body: object): RequestInit {
		return {
			method: 'POST',
			body: JSON.stringify(body),
			headers: { 'content-type': 'application/json', ...(this.#stream && { 'x-stream': this.#stream }) }
		};
	}

	/** A refusal is an answer; silence and the server's own failures are worth another try. Throws when nothing answers. */
	async #post(what: string, body: object): Promise<unknown> {
		for (let tries = 1; ; tries++) {
			const answer = await this.request(`/api/gatherings/${this.#gathering}/${what}`, this.#json(body)).catch(() => null);
			if (answer && (answer.status < 500 || tries === TRIES)) return answer.json();
			await answer?.body?.cancel();
			if (tries === TRIES) throw new Error(`${what}: no answer`);
			await nap(AGAIN_MS);
		}
	}

	#keep(line: string): void {
		const [pair = '', ...flags] = line.split(';');
		const [name = '', value = ''] = pair.split(/=(.*)/s);
		if (flags.some((flag) => /^\s*max-age=0$/i.test(flag))) this.#cookies.delete(name.trim());
		else this.#cookies.set(name.trim(), value.trim());
	}

	async #streams(signal: AbortSignal): Promise<void> {
		while (!signal.aborted) {
			await this.#read(signal).catch(() => {});
			if (!signal.aborted) await nap(AGAIN_MS);
		}
	}

	async #read(signal: AbortSignal): Promise<void> {
		const quiet = new AbortController();
		let dead = setTimeout(() => quiet.abort(), DEAD_MS);
		try {
			const answer = await this.request(`/api/gatherings/${this.#gathering}/stream`, {
				signal: AbortSignal.any([signal, quiet.signal]),
				headers: { accept: 'text/event-stream', ...(this.view && { 'last-event-id': String(this.view.version) }) }
			});
			if (!answer.ok || !answer.body) return void (await answer.body?.cancel());
			for await (const { event, data } of eventsOf(answer.body)) {
				clearTimeout(dead);
				dead = setTimeout(() => quiet.abort(), DEAD_MS);
				if (event === 'stream') this.#stream = JSON.parse(data) as string;
				if (event === 'beat') void this.#here(this.#stream).then((known) => known || quiet.abort());
				if (event === 'view') this.#show(JSON.parse(data) as View);
				if (event === 'words') for (const reader of this.#readers) reader(JSON.parse(data) as Words);
			}
		} finally {
			clearTimeout(dead);
		}
	}

	/**
	 * Says that it is here, in answer to a beat. A word that is lost is made good by the next.
	 * @returns false when no node knows the stream
	 */
	async #here(stream: string): Promise<boolean> {
		const init = { method: 'POST', headers: { 'x-stream': stream } };
		const answer = await this.request(`/api/gatherings/${this.#gathering}/here`, init).catch(() => null);
		await answer?.body?.cancel();
		return answer?.status !== 410;
	}

	/** A screen never goes back in version. */
	#show(view: View): void {
		if (this.view && view.gathering === this.view.gathering && view.version < this.view.version) return;
		this.view = view;
		for (const listener of this.#listeners) listener(view);
	}
}
