// People at a running application: a page's stream over HTTP and a native in the room, who come back when either is lost.
import { setTimeout as nap } from 'node:timers/promises';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { voice, type Waveform } from '../../src/lib/server/simulated/sound.ts';
import type { Seated } from './seated.ts';

const againMs = 300;
/** Whose microphone was offered and taken back in a moment hears of nothing for ten seconds (see native.ts). */
const hearMs = 15_000;

export class Guest {
	readonly seat: Seat;
	readonly client: PageClient;
	native: Native | null = null;
	#at: Pick<Seated, 'id' | 'cookies'>;
	#left = false;
	#sound: Waveform;

	constructor(at: Pick<Seated, 'id' | 'cookies'>, seat: Seat, base: string, sound: Waveform = voice(90 + 30 * seat)) {
		this.#sound = sound;
		this.#at = at;
		this.seat = seat;
		this.client = new PageClient({ base, cookies: at.cookies.get(seat)! });
	}

	get view(): View | null {
		return this.client.view;
	}

	get identity(): string {
		return this.native?.identity ?? '';
	}

	/** Opens the page's stream and enters the room; resolves when both stand. */
	async comes(): Promise<this> {
		this.client.follow(this.#at.id);
		await this.#enters();
		return this;
	}

	/** Gives a command that must be accepted. */
	async does(command: Command): Promise<number> {
		const said = await this.client.act(command);
		if ('refused' in said) throw new Error(`${command.type} was refused: ${said.refused}`);
		return said.version;
	}

	/** Goes over to the room where they belong now, as a page does: connected there first. Returns which it is. */
	async goesOver(): Promise<string> {
		const entered = await this.client.over();
		if ('refused' in entered) throw new Error(`no way over: ${entered.refused}`);
		const before = this.native;
		const { url, token } = entered;
		this.native = await Native.connect({ url, token, sound: this.#sound, onGone: () => void this.#enters() });
		this.native.speak();
		await before?.leave();
		return entered.room;
	}

	/** Everything they send sounds from now on, whenever they may. */
	speaks(): void {
		this.native?.speak();
	}

	async leaves(): Promise<void> {
		this.#left = true;
		this.client.unfollow();
		await this.native?.leave();
	}

	async #enters(): Promise<void> {
		while (!this.#left) {
			try {
				const entered = await this.client.join(this.#at.id);
				if ('ok' in entered) {
					const { url, token } = entered;
					const native = await Native.connect({ url, token, sound: this.#sound, onGone: () => void this.#enters() });
					native.speak();
					this.native = native;
					return;
				}
			} catch {
				// The application or the media server is away: as a page does, try again.
			}
			await nap(againMs);
		}
	}
}

/**
 * Opens the doors, brings every seat in, begins, and has the piece held in check-in by this seat, whom the others hear.
 * Returns the turn.
 */
export async function comeTogether(at: Seated, base: string, holder: Seat): Promise<{ guests: Guest[]; turnId: string }> {
	const guests = [...at.cookies.keys()].map((seat) => new Guest(at, seat, base));
	const first = guests[0]!;
	first.client.follow(at.id);
	await first.client.until((view) => view.lifecycle === 'lobby', 5000);
	for (const guest of guests) await guest.comes();
	await Promise.all(guests.map((g) => g.client.until((v) => v.seats.every((s) => s.connection === 'present'), 10_000)));
	await first.does({ type: 'BEGIN' });
	const opening = await first.client.until((view) => view.phase !== null, 3000);
	await first.does({ type: 'NEXT_PHASE', phaseId: opening.phase!.id });
	for (;;) {
		const { piece } = await first.client.until((view) => view.piece.state === 'offered', 5000);
		const turnId = piece.turnId!;
		const offered = guests.find((g) => g.seat === piece.seat)!;
		if (offered.seat === holder) {
			await offered.does({ type: 'ACCEPT', turnId, typing: false });
			for (const guest of guests)
				if (guest !== offered && !(await guest.native!.nextVoiceFrom(offered.identity, hearMs)))
					throw new Error(`seat ${guest.seat} does not hear seat ${holder}`);
			return { guests, turnId };
		}
		const version = await offered.does({ type: 'PASS', turnId });
		await first.client.until((view) => view.version >= version, 3000);
	}
}
