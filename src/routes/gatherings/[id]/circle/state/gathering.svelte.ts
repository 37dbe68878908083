// The page's line to the app: the newest view by a stream, commands by POST. Knows nothing of video.

import type { View } from '$lib/gathering/viewed';
import type { Command, Instant, Seat } from '$lib/gathering/types';
import type { Ticket } from '$lib/media/room.svelte';
import { answerOf, hasVersion, type Answer } from './answer';
import { awayWords, freshAway } from '../say/away';
import { awayTold, tellAway } from './device';
import { Here, reopenMs as silentMs } from './here';

/** Nothing heard for this long: the line is dead, whatever the browser believes. */
export const deadMs = 12_000;
/** A silent page is lost well within this. */
const lossMs = 60_000;
/** A beat comes every 5 s: one that stays out is told of. */
const quietMs = 6500;
/** A line that breaks and is back within this was not worth a word. */
const briefMs = 2000;
/** Lost again so soon after coming back: it is not over. */
const againMs = 30_000;
const reopenMs = [500, 1000, 2000, 5000];
const resendMs = [300, 700, 1500, 2000];
/** One try of a command waits this long for its answer. */
const answerMs = 8000;
/** A stream without a name holds up nobody's joining for longer. */
const nameMs = 2000;
/** After this no further try is begun. */
const giveUpMs = 9000;

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
	/** A first sign that the line is broken, long before it is given up: for what a person reads, and nothing else. */
	broken = $state(false);
	/** The server answered that this person has no seat here (any more). */
	unknown = $state(false);
	/** The login that opened this page was ended: signed in again, it goes on. */
	signedOut = $state(false);
	/** What whoever was away reads of it when they are back; empty when there is nothing, or it was read. */
	away = $state('');
	/** Called when the page finds that it slept, or reads that it had been lost: before it follows anything newer. */
	onaway = () => {};
	#id: string;
	#here: Here;
	/** The last name of this page's stream: a call for support is taken by it, also when the login has ended. */
	#stream = '';
	#gotName = () => {};
	readonly #hasName = new Promise<void>((resolve) => (this.#gotName = resolve));
	/** Since when no word of this page was accepted, and what it showed then. */
	#absence: { from: number; before: View | null } | null = null;
	#awayTo: Instant | null = null;
	#told: { from: Instant; to: Instant; before: View | null } | null = null;
	#source: EventSource | null = null;
	/** It has said its name. */
	#opened = false;
	#before: EventSource | null = null;
	#heardAt = 0;
	#openedAt = 0;
	#offset = 0;
	#tries = 0;
	#timer: ReturnType<typeof setInterval> | undefined;
	#reopen: ReturnType<typeof setTimeout> | undefined;
	#sign: ReturnType<typeof setTimeout> | undefined;

	constructor(id: string) {
		this.#id = id;
		this.#here = new Here(id, () => this.#again(0), Date.now());
	}

	/** Opens the stream and keeps it open. Returns a function that ends it. */
	open(): () => void {
		this.#heardAt = Date.now();
		this.broken = !navigator.onLine;
		this.#connect();
		this.#timer = setInterval(() => this.#check(), 500);
		const look = () => document.visibilityState === 'visible' && this.#check();
		const now = () => {
			this.#look();
			this.#again(0);
		};
		const off = () => (this.broken = true);
		document.addEventListener('visibilitychange', look);
		window.addEventListener('pageshow', look);
		window.addEventListener('online', now);
		window.addEventListener('offline', off);
		return () => {
			clearInterval(this.#timer);
			clearTimeout(this.#reopen);
			clearTimeout(this.#sign);
			document.removeEventListener('visibilitychange', look);
			window.removeEventListener('pageshow', look);
			window.removeEventListener('online', now);
			window.removeEventListener('offline', off);
			this.#source?.close();
			this.#before?.close();
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
		return this.#post('commands', { commandId: crypto.randomUUID(), command }, hasVersion);
	}

	/** One try of a command whose id its sender keeps. */
	sendOnce(commandId: string, command: Command, signal: AbortSignal): Promise<Answer> {
		return this.#once('commands', { commandId, command }, hasVersion, signal);
	}

	/** The stream has its name first: by that the server knows that it is this page, and no other, which is open for this seat. */
	async join(device: string, moveHere: boolean, camera: boolean) {
		await Promise.race([this.#hasName, new Promise((resolve) => setTimeout(resolve, nameMs))]);
		const joined = (body: object): body is Joined => isTicket(body) && hasVersion(body);
		return this.#post('join', { commandId: crypto.randomUUID(), device, moveHere, camera }, joined);
	}

	/** A way into the room where the seat belongs now. */
	over(device: string, camera: boolean) {
		return this.#post('room', { device, camera }, isTicket);
	}

	/** The whole text so far; a lost one is made good by the next. */
	async write(turnId: string, text: string, revision: number) {
		await fetch(`/api/gatherings/${this.#id}/words`, asJson({ turnId, text, revision })).catch(() => {});
	}

	async #post<Ok extends object>(path: string, body: object, whole: (body: object) => body is Ok): Promise<Answer<Ok>> {
		const began = Date.now();
		for (const wait of [...resendMs, null]) {
			const answer = await this.#once(path, body, whole, AbortSignal.timeout(answerMs));
			if (!('lost' in answer) || answer.lost === 'login' || wait === null || Date.now() - began > giveUpMs) return answer;
			await new Promise((resolve) => setTimeout(resolve, wait));
		}
		return { lost: 'line' };
	}

	async #once<Ok extends object>(
		path: string,
		body: object,
		whole: (body: object) => body is Ok,
		signal: AbortSignal
	): Promise<Answer<Ok>> {
		try {
			const response = await fetch(`/api/gatherings/${this.#id}/${path}`, { ...asJson(body, this.#stream), signal });
			const answer = answerOf(response.status, await response.json().catch(() => (signal.aborted ? Promise.reject() : undefined)), whole);
			if ('lost' in answer && answer.lost === 'login') this.unknown = true;
			return answer;
		} catch {
			return { lost: signal.aborted ? 'silence' : 'line' };
		}
	}

	/** A stream that was open stays so until the next one is: between the two the seat would count as lost. */
	#connect() {
		if (this.#opened) {
			this.#before?.close();
			this.#before = this.#source;
		} else this.#source?.close();
		this.#opened = false;
		const source = new EventSource(`/api/gatherings/${this.#id}/stream`);
		this.#source = source;
		this.#openedAt = Date.now();
		source.addEventListener('stream', (event) => this.#named(source, JSON.parse(event.data) as string));
		source.addEventListener('view', (event) => this.#seen(source, JSON.parse(event.data) as View));
		source.addEventListener('words', (event) => this.#wrote(source, JSON.parse(event.data) as Written));
		source.addEventListener('signed-out', () => (this.unknown = this.signedOut = true));
		source.addEventListener('beat', () => {
			this.#beat(source);
			if (source === this.#source) this.#here.say(Date.now());
		});
		source.addEventListener('error', () => {
			if (source !== this.#source) return;
			this.#sign ??= setTimeout(() => (this.broken = true), briefMs);
			if (source.readyState === EventSource.CLOSED) this.#again();
		});
	}

	#named(source: EventSource, stream: string) {
		this.#beat(source);
		if (source !== this.#source) return;
		this.#opened = true;
		this.#stream = stream;
		this.#gotName();
		this.#before?.close();
		this.#here.opened(stream, Date.now());
	}

	/** First of all in whatever runs here: the page may have been stopped until now. */
	#look() {
		const found = this.#here.look(Date.now());
		if (found === 'here') return;
		if ((this.#absence?.from ?? 0) < this.#here.saidAt) this.#absence = { from: this.#here.saidAt, before: this.view };
		if (found === 'slept') this.onaway();
	}

	#beat(source: EventSource) {
		this.#look();
		if (source !== this.#source) return;
		this.#heardAt = Date.now();
		this.#tries = 0;
		this.alive = true;
		this.broken = false;
		clearTimeout(this.#sign);
		this.#sign = undefined;
	}

	#seen(source: EventSource, view: View) {
		this.#beat(source);
		if (this.view && view.version < this.view.version) return;
		this.unknown = this.signedOut = false;
		this.#offset = view.now - Date.now();
		this.#wasAway(view);
		// A pause keeps what was written beside the circle.
		if (!view.hold) this.written = this.written.filter(({ turnId }) => turnId === view.piece.turnId || turnId === view.page);
		this.view = view;
	}

	/** The circle had lost this seat. How long the page itself knows best, if it is the one that was away. */
	#wasAway(view: View) {
		const away = freshAway(view);
		if (!away || away.to === this.#awayTo) return;
		this.#awayTo = away.to;
		if (awayTold(this.#id) === away.to) return;
		this.onaway();
		// It was this page, if it was silent when the seat was lost; otherwise only the circle's word is known.
		const silent = this.#absence && { from: this.#absence.from + this.#offset, before: this.#absence.before };
		const own = silent && Math.abs(away.from - silent.from) < lossMs ? silent : { from: away.from, before: null };
		// A line that goes once more while it comes back is one absence.
		const one = this.#told && away.from - this.#told.to < againMs ? this.#told : own;
		this.#told = { from: one.from, to: away.to, before: one.before };
		this.away = awayWords(this.#told, one.before, view);
	}

	/** They have read it. */
	awayRead() {
		this.away = '';
		// Whatever comes after it is another absence.
		this.#told = null;
		if (this.#awayTo !== null) tellAway(this.#id, this.#awayTo);
	}

	#wrote(source: EventSource, words: Written) {
		this.#beat(source);
		const same = (one: Written) => one.turnId === words.turnId && one.seat === words.seat;
		if (words.revision < (this.written.find(same)?.revision ?? 0)) return;
		this.written = [...this.written.filter((one) => !same(one)), words];
	}

	#check() {
		this.#look();
		const now = Date.now();
		const unheardMs = now - this.#heardAt;
		if (unheardMs >= quietMs) this.broken = true;
		if (unheardMs >= deadMs) {
			this.alive = false;
			if (now - this.#openedAt >= deadMs) this.#again();
		} else if (now - this.#here.saidAt >= silentMs && now - this.#openedAt >= silentMs) this.#again(0);
		this.#here.say(now);
	}

	#again(wait = reopenMs[Math.min(this.#tries, reopenMs.length - 1)]) {
		this.#tries += 1;
		this.#openedAt = Date.now();
		clearTimeout(this.#reopen);
		this.#reopen = setTimeout(() => this.#connect(), wait);
	}
}

const isTicket = (body: object): body is Ticket & { ok: true } => 'token' in body && typeof body.token === 'string';

const asJson = (body: object, stream = ''): RequestInit => ({
	method: 'POST',
	headers: { 'content-type': 'application/json', ...(stream !== '' && { 'x-stream': stream }) },
	body: JSON.stringify(body)
});
