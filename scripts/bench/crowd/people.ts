// Many gatherings of eight in one application: seated, begun, each with eight open pages, and handing the piece on.
import { setTimeout as nap } from 'node:timers/promises';
import type { Seat } from '../../../src/lib/gathering/types.ts';
import { send } from '../../../src/lib/server/gatherings/gatherings.ts';
import { seated, sitting, type Seated } from '../../../tests/support/seated.ts';
import { benchFormat } from '../format.ts';
import { Page } from './page.ts';

export const eight = 8;
const roles = Array.from({ length: eight }, (_, index) => (index === 0 ? ('facilitator' as const) : ('participant' as const)));
const round = benchFormat.phases.find((phase) => phase.mode === 'piece')!.id;

export interface Place {
	base: URL;
	/** Where the double is told who is there. */
	double: URL;
}

export class Gathering {
	readonly at: Seated;
	readonly pages: Page[];
	readonly #place: Place;

	private constructor(place: Place, at: Seated) {
		this.#place = place;
		this.at = at;
		this.pages = [...at.cookies.values()].map(
			(cookies) =>
				new Page(
					place.base,
					at.id,
					Object.entries(cookies)
						.map(([name, value]) => `${name}=${value}`)
						.join('; ')
				)
		);
	}

	/** A new gathering in its first round, with everybody in the room and before their page. */
	static async open(place: Place): Promise<Gathering> {
		const gathering = new Gathering(place, await seated(roles, benchFormat));
		await sitting(gathering.at, round);
		await gathering.media(true);
		await Promise.all(gathering.pages.map((page) => page.open()));
		await gathering.whole();
		return gathering;
	}

	/** Everybody's media connection comes, or goes. */
	async media(here: boolean): Promise<void> {
		const identities = here ? roles.map((_, index) => `identity-${index + 1}`) : [];
		await fetch(new URL('/people', this.#place.double), { method: 'POST', body: JSON.stringify({ room: this.at.id, identities }) });
	}

	/** Resolves when every screen shows everybody as present. */
	async whole(): Promise<void> {
		const all = (page: Page) => page.view.seats.every((seat) => seat.connection === 'present');
		await Promise.all(this.pages.map((page) => page.until(all)));
	}

	page(seat: Seat): Page {
		return this.pages[seat - 1]!;
	}

	/** Resolves when every screen shows this version, or a newer one. */
	async shown(version: number): Promise<void> {
		await Promise.all(this.pages.map((page) => page.until((one) => one.version >= version)));
	}

	/** Milliseconds from the press to the last screen. Throws with a refusal. */
	async press(seat: Seat, command: Parameters<Page['acts']>[0]): Promise<number> {
		const began = performance.now();
		const said = await this.page(seat).acts(command);
		if (typeof said === 'string') throw new Error(`${command.type} was refused: ${said}`);
		await this.shown(said);
		return performance.now() - began;
	}

	/** Hands the piece on once: whoever holds it ends, and the next one accepts. Milliseconds until the last screen shows the first of it. */
	async passes(): Promise<number> {
		await this.accepted();
		const { seat, turnId } = this.page(1).view.piece;
		const took = await this.press(seat!, { type: 'FINISH', turnId: turnId! });
		await this.accepted();
		return took;
	}

	/** Brings the piece into somebody's hands; what goes before it is not measured. */
	private async accepted(): Promise<void> {
		for (;;) {
			const { piece, phase } = this.page(1).view;
			if (piece.state === 'held') return;
			if (piece.state === 'offered') await this.press(piece.seat!, { type: 'ACCEPT', turnId: piece.turnId!, typing: false });
			else await this.press(1, { type: 'NEXT_PHASE', phaseId: phase!.id });
		}
	}

	/** It is over, and its pages close. */
	async close(): Promise<void> {
		for (const page of this.pages) page.drop();
		await send(this.at.id, { kind: 'seat', seat: 1 }, { type: 'END', phaseId: this.page(1).view.phase!.id });
	}
}

/** Does something `count` times in a stretch of time, each a little off its step; returns what came of each. */
export async function spread<T>(count: number, overMs: number, act: (index: number) => Promise<T>): Promise<T[]> {
	const step = overMs / count;
	return Promise.all(
		Array.from({ length: count }, async (_, index) => {
			await nap(index * step + Math.random() * step);
			return act(index);
		})
	);
}
