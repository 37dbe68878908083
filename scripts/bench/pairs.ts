// pairs_to_hearing and return_to_confirmed: from the press that begins the pairs until all hear their partner, and from the
// press that calls them back until each has been seen in the circle. Judged by what the others hear.
import { randomUUID } from 'node:crypto';
import { AccessToken, TrackSource } from 'livekit-server-sdk';
import { minutes } from '../../src/lib/gathering/limits.ts';
import { circleRoom, type Format, type Phase, type Seat } from '../../src/lib/gathering/types.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { voice } from '../../src/lib/server/simulated/sound.ts';
import { inPairs } from '../../tests/support/formats.ts';
import { seated, type Seated } from '../../tests/support/seated.ts';
import { left, still } from './circle.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { calm, interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

/** Two pairs. Seat 1 holds the circle. */
const seats: Seat[] = [2, 3, 4, 5];
/** So often a gathering goes into pairs and back; then another is begun. */
const cycles = 10;
const patienceMs = 10_000;

const [opening, pairs, , closing] = inPairs.phases as [Phase, Phase, Phase, Phase];
const long = minutes(120);
const pairsFormat: Format = {
	...inPairs,
	id: 'bench-pairs',
	phases: [
		{ ...opening, budgetMs: long },
		...Array.from({ length: cycles }, (_, n): Phase[] => [
			{ ...pairs, id: `pairs-${n}`, budgetMs: long },
			{ ...opening, id: `circle-${n}`, budgetMs: long }
		]).flat(),
		closing
	]
};

/** One who speaks and listens, as in a pair. */
export const speaking = (seat: Seat) => ({ sound: voice(90 + 30 * seat), listen: 'voice' as const });

/** All hear whom they are with: the time of the last, or null when somebody hears nobody. */
export async function allHear(waiting: Promise<{ at: number } | null>[]): Promise<number | null> {
	const heard = await Promise.all(waiting);
	return heard.every((one) => one !== null) ? Math.max(...heard.map((one) => one.at)) - performance.timeOrigin : null;
}

class InPairs implements Side {
	#servers: Servers;
	#at: Seated | null = null;
	#pages = new Map<Seat, PageClient>();
	#natives = new Map<Seat, Native>();
	/** Whoever has been replaced, on their way out. */
	#going: Native[] = [];
	readonly returns: number[] = [];

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	async prepare(): Promise<void> {
		if (this.#at && this.#page(1).view!.phase!.id !== `circle-${cycles - 1}`) return;
		await this.close();
		this.#at = await seated(['facilitator', ...seats.map(() => 'participant' as const)], pairsFormat);
		for (const seat of [1, ...seats]) {
			const page = new PageClient({ base: this.#servers.base, origin: this.#servers.origin, cookies: this.#at.cookies.get(seat)! });
			this.#pages.set(seat, page);
			page.follow(this.#at.id);
		}
		await this.#page(1).until((view) => view.lifecycle === 'lobby', patienceMs);
		for (const seat of [1, ...seats]) {
			const joined = await this.#page(seat).join(this.#at.id);
			if ('refused' in joined) throw new Error(`seat ${seat} cannot join: ${joined.refused}`);
			this.#natives.set(seat, await Native.connect({ url: joined.url, token: joined.token, ...still(seat) }));
		}
		await this.#acts(1, { type: 'BEGIN' });
		await this.#page(1).until((view) => view.here === 1 + seats.length, patienceMs);
		await calm();
	}

	async measure(): Promise<number | null> {
		const began = performance.now();
		const heard = allHear(seats.map((seat) => this.#intoPair(seat)));
		await this.#next();
		const last = await heard;
		return last === null ? null : last - began;
	}

	/** As a page does: connected there first, then gone from the circle's room. */
	async #intoPair(seat: Seat): Promise<{ at: number } | null> {
		const view = await this.#page(seat).until((view) => view.pair !== null && view.you.room === view.pair.room, patienceMs);
		const native = await this.#goesOver(seat, true);
		const partner = view.pair!.seats.find((other) => other !== seat);
		return native.nextVoiceFrom(view.seats.find((one) => one.seat === partner)!.identity!, patienceMs);
	}

	async settle(): Promise<void> {
		await this.#gone();
		const began = performance.now();
		const back = this.#page(1)
			.until((view) => view.pairs === null, 3 * patienceMs)
			.then(() => performance.now());
		const arriving = seats.map(async (seat) => {
			await this.#page(seat).until((view) => view.you.room === circleRoom, patienceMs);
			await this.#goesOver(seat, false);
			await this.#acts(seat, { type: 'ARRIVED' });
		});
		await this.#next();
		await Promise.all(arriving);
		this.returns.push((await back) - began);
		await this.#gone();
	}

	async mend(): Promise<void> {
		await this.close();
	}

	async close(): Promise<void> {
		const page = this.#pages.get(1);
		await page?.act({ type: 'CLOSE_WELL', phaseId: page.view?.phase?.id ?? '' }).catch(() => {});
		for (const one of this.#pages.values()) one.unfollow();
		await left([...this.#going, ...this.#natives.values()]);
		this.#going = [];
		this.#natives.clear();
		this.#pages.clear();
		this.#at = null;
	}

	async #goesOver(seat: Seat, speaks: boolean): Promise<Native> {
		const ticket = await this.#page(seat).over();
		if ('refused' in ticket) throw new Error(`seat ${seat} has no way over: ${ticket.refused}`);
		const native = await Native.connect({ url: ticket.url, token: ticket.token, ...(speaks ? speaking(seat) : still(seat)) });
		if (speaks) native.speak();
		this.#going.push(this.#natives.get(seat)!);
		this.#natives.set(seat, native);
		return native;
	}

	async #gone(): Promise<void> {
		await left(this.#going.splice(0));
	}

	#next = () => this.#acts(1, { type: 'NEXT_PHASE', phaseId: this.#page(1).view!.phase!.id });
	#page = (seat: Seat): PageClient => this.#pages.get(seat)!;

	async #acts(seat: Seat, command: Parameters<PageClient['act']>[0]): Promise<void> {
		const said = await this.#page(seat).act(command);
		if ('refused' in said) throw new Error(`${command.type} by seat ${seat} was refused: ${said.refused}`);
	}
}

/** Connect, publish, first voice, with every permission in the token: two rooms of two. Then all of them into one room. */
class BarePairs implements Side {
	#servers: Servers;
	#natives: Native[] = [];
	readonly returns: number[] = [];

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	async prepare(): Promise<void> {
		await this.close();
	}

	async measure(): Promise<number | null> {
		const [one, two] = [randomUUID(), randomUUID()];
		const names = seats.map(() => randomUUID());
		const began = performance.now();
		const last = await allHear(
			seats.map(async (seat, place) => {
				const native = await this.#connects(place < 2 ? one : two, names[place]!, seat);
				native.speak();
				return native.nextVoiceFrom(names[place ^ 1]!, patienceMs);
			})
		);
		return last === null ? null : last - began;
	}

	async settle(): Promise<void> {
		await this.close();
		const room = randomUUID();
		const began = performance.now();
		await Promise.all(seats.map((seat) => this.#connects(room, randomUUID(), seat, false)));
		this.returns.push(performance.now() - began);
	}

	async mend(): Promise<void> {
		await this.close();
	}

	async close(): Promise<void> {
		await left(this.#natives.splice(0));
	}

	async #connects(room: string, identity: string, seat: Seat, speaks = true): Promise<Native> {
		const native = await bareConnect(this.#servers, { room, identity, seat, speaks });
		this.#natives.push(native);
		return native;
	}
}

/** Into a room of LiveKit's, with every permission in the token. */
export async function bareConnect(
	servers: Servers,
	{ room, identity, seat, speaks }: { room: string; identity: string; seat: Seat; speaks: boolean }
): Promise<Native> {
	const { apiKey, apiSecret, url } = servers.livekit;
	const token = new AccessToken(apiKey, apiSecret, { identity, ttl: 600 });
	token.addGrant({
		room,
		roomJoin: true,
		canSubscribe: true,
		canPublish: true,
		canPublishSources: speaks ? [TrackSource.CAMERA, TrackSource.MICROPHONE] : [TrackSource.CAMERA]
	});
	return Native.connect({ url, token: await token.toJwt(), ...(speaks ? speaking(seat) : still(seat)) });
}

export async function pairing(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const ours = new InPairs(servers);
	const floor = new BarePairs(servers);
	try {
		const [a = [], b = []] = await interleaved([ours, floor], pace);
		const notes = [
			'Four people in two pairs, all on this machine: most of both sides is the library of the participants, which in life is the work of four other machines.'
		];
		const about = { unit: 'ms', goal: 'beside it', loadBefore, notes };
		return {
			pairs_to_hearing: figure(about, a, b, () => null),
			return_to_confirmed: figure(about, ours.returns.slice(-a.length), floor.returns.slice(-b.length), () => null)
		};
	} finally {
		await Promise.all([ours.close(), floor.close()]);
	}
}
