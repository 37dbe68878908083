// Eight people, or fewer, in a real gathering: a page's client and a native participant each. Moves it to where a figure begins.
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Native, type Joining } from '../../src/lib/server/simulated/native.ts';
import { voice } from '../../src/lib/server/simulated/sound.ts';
import { seated, type Seated } from '../../tests/support/seated.ts';
import { benchFormat, openPhase } from './format.ts';
import { calm, patiently, until } from './interleave.ts';
import type { MediaWatch } from './media-watch.ts';
import type { Servers } from './servers.ts';

export const people = 8;
/** How each of them sounds and listens, by their place from 0. */
export type Cast = (place: number) => Pick<Joining, 'listen' | 'sound' | 'honest' | 'muted'>;
/**
 * They only sit there, for what is measured at the screens and at LiveKit's answers. Publishing a microphone takes a
 * native participant 90 ms of this machine's processor, which in life is another machine's.
 */
export const still: Cast = () => ({ listen: 'nobody', sound: voice(140), honest: false });
const leaveMs = 15_000;

/** Everybody leaves the room. Whoever's library hangs over it is left behind: the process ends soon. */
export async function left(natives: Native[]): Promise<void> {
	await patiently('leaving', Promise.all(natives.map((native) => native.leave())), leaveMs).catch((error: Error) =>
		console.error(`  ${error.message}`)
	);
}

export class Circle {
	readonly at: Seated;
	readonly seats: Seat[];
	readonly natives = new Map<Seat, Native>();
	#pages = new Map<Seat, PageClient>();
	#media: MediaWatch;

	private constructor(at: Seated, media: MediaWatch) {
		this.at = at;
		this.seats = [...at.cookies.keys()];
		this.#media = media;
	}

	/** A new gathering of so many with everybody in the room, in its open phase. Seat 1 holds it. */
	static async open(servers: Servers, cast: Cast, size = people): Promise<Circle> {
		const roles = Array.from({ length: size }, (_, index) => (index === 0 ? 'facilitator' : 'participant'));
		const circle = new Circle(await seated(roles, benchFormat), servers.media);
		const { seats } = circle;
		for (const seat of seats) {
			const page = new PageClient({ base: servers.base, origin: servers.origin, cookies: circle.at.cookies.get(seat)! });
			circle.#pages.set(seat, page);
			page.follow(circle.at.id);
		}
		await circle.page(1).until((view) => view.lifecycle === 'lobby', 10_000);
		await Promise.all(
			seats.map(async (seat) => {
				const joined = await circle.page(seat).join(circle.at.id);
				if ('refused' in joined) throw new Error(`seat ${seat} cannot join: ${joined.refused}`);
				circle.natives.set(seat, await Native.connect({ url: joined.url, token: joined.token, ...cast(seat - 1) }));
			})
		);
		await circle.acts(1, { type: 'BEGIN' });
		await circle.all((view) => view.phase?.id === openPhase.id && view.here === size);
		await calm();
		return circle;
	}

	page(seat: Seat): PageClient {
		return this.#pages.get(seat)!;
	}

	native(seat: Seat): Native {
		return this.natives.get(seat)!;
	}

	/** What seat 1 sees now. */
	get view(): View {
		return this.page(1).view!;
	}

	/** Gives a command that must be accepted; throws with its refusal otherwise. */
	async acts(seat: Seat, command: Command): Promise<number> {
		const said = await this.page(seat).act(command);
		if ('refused' in said) throw new Error(`${command.type} by seat ${seat} was refused: ${said.refused}`);
		return said.version;
	}

	/** Resolves when every screen shows a view of which this is true, with the time of the last, by performance.now(). */
	async all(holds: (view: View) => boolean): Promise<number> {
		const times = await Promise.all(
			this.seats.map(async (seat) => {
				await this.page(seat).until(holds, 10_000);
				return performance.now();
			})
		);
		return Math.max(...times);
	}

	/** Resolves when exactly these seats may send voice, as LiveKit has answered. */
	granted(...who: Seat[]): Promise<unknown> {
		return until(`only ${who.join(' ')} may speak`, () =>
			this.seats.every((seat) => this.#media.mic(this.native(seat).identity) === who.includes(seat))
		);
	}

	/** Resolves when exactly these seats send voice, silent or not. */
	sending(...who: Seat[]): Promise<unknown> {
		const now = () => this.seats.filter((seat) => this.native(seat).sends('mic'));
		return until(
			() => `only ${who.join(' ')} send, while ${now().join(' ') || 'nobody'} sends`,
			() => String(now()) === String(who.toSorted())
		);
	}

	/**
	 * Brings the piece to a seat that holds it, with another seat to come after it.
	 * @returns false when every phase of this gathering is used up
	 */
	async held(): Promise<boolean> {
		for (;;) {
			const { state, next } = this.view.piece;
			if (state === 'held' && next !== null) return true;
			if (state === 'offered') await this.accepted();
			else if (state === 'held') await this.finished();
			else if (!(await this.nextPhase())) return false;
		}
	}

	/** Brings the piece to a seat to which it is offered; false when every phase is used up. */
	async offered(): Promise<boolean> {
		for (;;) {
			const { state } = this.view.piece;
			if (state === 'offered') return true;
			if (state === 'held') await this.finished();
			else if (!(await this.nextPhase())) return false;
		}
	}

	/** The offered seat takes the piece, its microphone being granted, and every screen shows it. */
	async accepted(): Promise<void> {
		const { seat, turnId } = this.view.piece;
		await this.granted(seat!);
		await this.shown(await this.acts(seat!, { type: 'ACCEPT', turnId: turnId!, typing: false }));
	}

	/** The holder finishes, and every screen shows it. */
	async finished(): Promise<void> {
		const { seat, turnId } = this.view.piece;
		await this.shown(await this.acts(seat!, { type: 'FINISH', turnId: turnId! }));
	}

	/** Goes on to the next phase; false when there is none in which the piece goes round. */
	async nextPhase(): Promise<boolean> {
		const { id, kind } = this.view.phase!;
		if (kind === 'closing' || kind === 'aftercare') return false;
		await this.shown(await this.acts(1, { type: 'NEXT_PHASE', phaseId: id }));
		return true;
	}

	shown(version: number): Promise<number> {
		return this.all((view) => view.version >= version);
	}

	/** Everybody goes, and the gathering ends. */
	async close(): Promise<void> {
		await this.page(1)
			.act({ type: 'END', phaseId: this.view.phase?.id ?? '' })
			.catch(() => {});
		for (const seat of this.seats) this.page(seat).unfollow();
		await left([...this.natives.values()]);
	}
}
