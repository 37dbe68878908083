// Who was heard, and when: turns incoming sound into values. Voice is counted by loudness, never by packets.

import { capturedAt, CLEAR_FROM, loudness, VOICE_FROM } from './sound.ts';

export interface Heard {
	identity: string;
	/** When it arrived, milliseconds since the epoch with fractions. */
	at: number;
	/** RMS, full scale = 1. */
	level: number;
	/** When it was captured, if the sound tells; else null. */
	capturedAt: number | null;
}

/** Voice within this time counts as being heard: longer than the gap between two syllables. */
const LATELY_MS = 500;

interface Arriving {
	data: Int16Array;
	sampleRate: number;
}

export class Ears {
	#timed: boolean;
	#last = new Map<string, Heard>();
	/** How many sounds of each person have begun to arrive and did not end. */
	#arriving = new Map<string, number>();
	#listeners = new Set<(heard: Heard) => void>();
	#streams = new Set<ReadableStreamDefaultReader<Arriving>>();

	/** @param timed whether to read the time out of what is heard (see `timed()`) */
	constructor(timed: boolean) {
		this.#timed = timed;
	}

	/** Everything voiced from now on, frame by frame (10 ms). Returns how to stop. */
	onVoice(listener: (heard: Heard) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** True while sound of this person arrives, silence included: their microphone is warm here. */
	warm(identity: string): boolean {
		return (this.#arriving.get(identity) ?? 0) > 0;
	}

	/** The last voice of this person; null if there was none. */
	last(identity: string): Heard | null {
		return this.#last.get(identity) ?? null;
	}

	hears(identity: string, now: number): boolean {
		const last = this.#last.get(identity);
		return last !== undefined && now - last.at < LATELY_MS;
	}

	/** The next voice of this person, or null after `timeoutMs`. */
	next(identity: string, timeoutMs: number): Promise<Heard | null> {
		return new Promise((resolve) => {
			const done = (heard: Heard | null) => {
				clearTimeout(timer);
				stop();
				resolve(heard);
			};
			const timer = setTimeout(() => done(null), timeoutMs);
			const stop = this.onVoice((heard) => heard.identity === identity && done(heard));
		});
	}

	/** Listens to one person until their sound ends. */
	async listen(identity: string, sound: ReadableStream<Arriving>, clock: () => number): Promise<void> {
		const reader = sound.getReader();
		this.#streams.add(reader);
		let arrives = false;
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			if (!arrives) this.#arriving.set(identity, (this.#arriving.get(identity) ?? 0) + 1);
			arrives = true;
			const level = loudness(value.data);
			if (level < VOICE_FROM) continue;
			const at = clock();
			const clear = this.#timed && level >= CLEAR_FROM;
			const heard = { identity, at, level, capturedAt: clear ? capturedAt(value.data, value.sampleRate, at) : null };
			this.#last.set(identity, heard);
			for (const listener of this.#listeners) listener(heard);
		}
		if (arrives) this.#arriving.set(identity, (this.#arriving.get(identity) ?? 0) - 1);
		this.#streams.delete(reader);
	}

	close(): void {
		for (const reader of this.#streams) void reader.cancel();
		this.#streams.clear();
	}
}
