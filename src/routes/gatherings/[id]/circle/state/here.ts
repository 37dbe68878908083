// The page's own word that it is here: said in time, in answer to the stream's beats, and at once on waking. Knows for how long
// none was accepted. Touches nothing but its one endpoint.

/**
 * While the page is in view it looks every second. Where a browser slows the clocks of a page that is not looked at, the beats,
 * which come every 5 s, carry the word: every second one.
 */
const everyMs = 9000;
const againMs = 2000;
const limitMs = 5000;
/** No word accepted for so long: a new stream, which is a word too, may find a way where this one does not. */
export const reopenMs = 15_000;
/** No word accepted for so long: the page was away. */
export const awayMs = 20_000;
/** Nothing ran here for so long: it was frozen, or the machine slept. */
const sleptMs = 10_000;

export type Found = 'here' | 'away' | 'slept';

export class Here {
	/** When a word was last accepted, by this page's clock. */
	saidAt: number;
	#ranAt: number;
	#path: string;
	#stream: string | null = null;
	#word: AbortController | null = null;
	#triedAt = 0;
	#ongone: () => void;

	/** @param ongone the server knows no such stream: a new one is needed */
	constructor(gathering: string, ongone: () => void, now: number) {
		this.#path = `/api/gatherings/${gathering}/here`;
		this.#ongone = ongone;
		this.saidAt = this.#ranAt = now;
	}

	/** A new stream is open: that was a word, and the next ones name it. */
	opened(stream: string, now: number) {
		this.#word?.abort();
		this.#word = null;
		this.#stream = stream;
		this.saidAt = now;
	}

	/** To be asked first of all by whatever runs in the page: whether it was away until now, and whether it slept meanwhile. */
	look(now: number): Found {
		const slept = now - this.#ranAt >= sleptMs;
		this.#ranAt = now;
		// What was on its way when the machine fell asleep does not arrive.
		if (slept) this.#word?.abort();
		if (now - this.saidAt < awayMs) return 'here';
		return slept ? 'slept' : 'away';
	}

	/** Says it if it is time to: at least every 10 s. */
	say(now: number) {
		if (now - this.saidAt < everyMs || now - this.#triedAt < againMs) return;
		if (this.#stream === null || (this.#word && !this.#word.signal.aborted)) return;
		this.#triedAt = now;
		void this.#send(this.#stream, (this.#word = new AbortController()));
	}

	async #send(stream: string, word: AbortController) {
		const limit = setTimeout(() => word.abort(), limitMs);
		const init = { method: 'POST', headers: { 'x-stream': stream }, signal: word.signal };
		const status = await fetch(this.#path, init).then(
			(answer) => answer.status,
			() => null
		);
		clearTimeout(limit);
		if (word !== this.#word) return;
		this.#word = null;
		if (status === 204) this.saidAt = Date.now();
		if (status !== 410) return;
		this.#stream = null;
		this.#ongone();
	}
}
