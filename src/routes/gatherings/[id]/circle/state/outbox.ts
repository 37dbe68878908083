// Sends the calls for support of one page, and nothing else: again and again until each is through, refused or taken back.

import type { View } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import type { Answer } from './answer';
import { keptUnder } from './kept-under';
import { added, changed, keptNew, read, seen, takenBack, tried, waiting, waitMs, written, type Call, type Kept } from './kept-call';

/** So long a first try may take before its owner reads that it is not through. */
export const slowMs = 1200;
/** One try is given up after this, and the next one begins. */
export const tryMs = 4000;

export interface Ways {
	/** One try. Never throws. */
	post(commandId: string, call: Call, signal: AbortSignal): Promise<Answer>;
	withdraw(signalId: string): void;
	/** Tells the page what is kept now. */
	changed(kept: Kept[]): void;
}

export class Outbox {
	#kept: Kept[] = [];
	#key: string;
	#seat: Seat;
	#ways: Ways;
	#tries = new Map<string, AbortController>();
	#timers = new Map<string, ReturnType<typeof setTimeout>>();

	constructor(gathering: string, seat: Seat, ways: Ways) {
		this.#key = keptUnder(gathering);
		this.#seat = seat;
		this.#ways = ways;
	}

	/** Takes up what a reload left. Returns a function that ends the tries, and keeps what is not through. */
	open(): () => void {
		const changedElsewhere = ({ key }: StorageEvent) => key === this.#key && this.#takeUp();
		const now = () => this.hurry();
		window.addEventListener('storage', changedElsewhere);
		window.addEventListener('online', now);
		this.#takeUp();
		return () => {
			window.removeEventListener('storage', changedElsewhere);
			window.removeEventListener('online', now);
			for (const one of this.#kept) this.#stop(one.commandId);
		};
	}

	/** Keeps a call and sends it. Resolves with what its first try came to. */
	call(call: Call): Promise<Answer> {
		const one = keptNew(crypto.randomUUID(), call, this.#seat, Date.now());
		this.#keep(added(this.#kept, one));
		if (!this.#kept.includes(one)) this.hurry();
		return this.#kept.includes(one) ? this.#try(one.commandId) : Promise.resolve({ lost: 'silence' });
	}

	takeBack(commandId: string) {
		this.#stop(commandId);
		this.#keep(takenBack(this.#kept, commandId));
	}

	/** The line seems to be back: what waits for its next try goes out now. */
	hurry() {
		for (const one of this.#kept) if (waiting(one) && !this.#tries.has(one.commandId)) void this.#try(one.commandId);
	}

	/** The page sees a newer view: what it shows is settled, and the line seems to be there. */
	seen(view: View) {
		this.settle(view);
		this.hurry();
	}

	/** What the view that is shown says already is settled. Sends no call: that has its own time. */
	settle(view: View) {
		if (this.#kept.length === 0) return;
		const { left, withdraw } = seen(this.#kept, view, Date.now());
		if (left !== this.#kept) this.#keep(left);
		withdraw.forEach((id) => this.#ways.withdraw(id));
	}

	async #try(commandId: string): Promise<Answer> {
		const given = new AbortController();
		this.#tries.set(commandId, given);
		clearTimeout(this.#timers.get(commandId));
		this.#change(commandId, (one) => ({ tries: one.tries + 1, triedAt: Date.now() }));
		const slow = setTimeout(() => this.#change(commandId, (one) => ({ why: one.why ?? 'silence' })), slowMs);
		const late = setTimeout(() => given.abort(), tryMs);
		const answer = await this.#ways.post(commandId, this.#one(commandId)!.call, given.signal);
		clearTimeout(slow);
		clearTimeout(late);
		// Taken back, ended or begun anew meanwhile.
		if (this.#tries.get(commandId) !== given) return { lost: 'silence' };
		this.#tries.delete(commandId);
		this.#keep(tried(this.#kept, commandId, answer));
		const one = this.#one(commandId);
		if (one && waiting(one))
			this.#timers.set(
				commandId,
				setTimeout(() => void this.#try(commandId), waitMs(one.tries))
			);
		return answer;
	}

	#one = (commandId: string): Kept | undefined => this.#kept.find((one) => one.commandId === commandId);

	#change(commandId: string, change: (one: Kept) => Partial<Kept>) {
		const one = this.#one(commandId);
		if (one) this.#keep(changed(this.#kept, commandId, change(one)));
	}

	#stop(commandId: string) {
		this.#tries.get(commandId)?.abort();
		this.#tries.delete(commandId);
		clearTimeout(this.#timers.get(commandId));
		this.#timers.delete(commandId);
	}

	#takeUp() {
		let found: Kept[] = [];
		try {
			found = read(localStorage.getItem(this.#key), this.#seat, Date.now());
		} catch {
			// Storage is closed: only what this page itself keeps goes out.
			return;
		}
		const here = new Map(this.#kept.map((one) => [one.commandId, one]));
		for (const one of this.#kept)
			if (waiting(one) && !found.some(({ commandId, back }) => commandId === one.commandId && !back)) this.#stop(one.commandId);
		this.#kept = [
			...found.map((one) => (one.back ? one : (here.get(one.commandId) ?? one))),
			...this.#kept.filter((one) => one.through !== null || one.refused !== null)
		];
		this.#ways.changed(this.#kept);
		this.hurry();
	}

	#keep(kept: Kept[]) {
		this.#kept = kept;
		try {
			if (written(kept) === '[]') localStorage.removeItem(this.#key);
			else localStorage.setItem(this.#key, written(kept));
		} catch {
			// Storage is closed: it goes out from this page as long as it stands.
		}
		this.#ways.changed(kept);
	}
}
