// press_to_private_hearing: from a facilitator's "Be with them" until the two hear each other in a room of their own. Whoever
// called says yes at once: the time that a person takes to answer is no part of it.
import { randomUUID } from 'node:crypto';
import { circleRoom, type Seat } from '../../src/lib/gathering/types.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { Circle, left, still } from './circle.ts';
import { figure, loadNow, percentile, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import { allHear, bareConnect, speaking } from './pairs.ts';
import type { Servers } from './servers.ts';

const [facilitator, caller] = [1, 4];
const two: Seat[] = [facilitator, caller];
const patienceMs = 10_000;

const withWhom = (seat: Seat): Seat => (seat === facilitator ? caller : facilitator);

/** In the turn of somebody else of eight: the circle pauses, and six stay in it. */
class BeingWith implements Side {
	#servers: Servers;
	#circle: Circle | null = null;
	/** Whoever has been replaced, on their way out. */
	#going: Native[] = [];
	/** Of each sample, in milliseconds: until the yes leads both over, and until both are connected there. */
	readonly led: number[] = [];
	readonly came: number[] = [];

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	async prepare(): Promise<void> {
		const circle = (this.#circle ??= await this.#opens());
		await circle.acts(caller, { type: 'SUPPORT', whom: 'me' });
		await circle.page(facilitator).until((view) => view.facilitation?.signals.length === 1, patienceMs);
	}

	async #opens(): Promise<Circle> {
		const circle = await Circle.open(this.#servers, still);
		for (await circle.held(); two.includes(circle.view.piece.seat!); await circle.held()) await circle.finished();
		return circle;
	}

	async measure(): Promise<number | null> {
		const circle = this.#circle!;
		const signalId = circle.page(facilitator).view!.facilitation!.signals[0]!.id;
		const began = performance.now();
		const since = () => performance.now() - began;
		const [led, came]: [number[], number[]] = [[], []];
		const heard = allHear(
			two.map(async (seat) => {
				await circle.page(seat).until((view) => view.you.room !== circleRoom, patienceMs);
				led.push(since());
				const native = await this.#goesOver(seat, true);
				came.push(since());
				return native.nextVoiceFrom(identityOf(circle, withWhom(seat)), patienceMs);
			})
		);
		// An honest client plays nothing before its own view has opened the gate.
		const gates = Promise.all(
			two.map((seat) =>
				circle
					.page(seat)
					.until((view) => view.you.room !== circleRoom && view.audible.includes(withWhom(seat)), patienceMs)
					.then(since)
			)
		);
		const yes = circle
			.page(caller)
			.until((view) => view.careInvite === facilitator, patienceMs)
			.then(() => circle.acts(caller, { type: 'ACCEPT_CARE' }));
		await Promise.all([circle.acts(facilitator, { type: 'BE_WITH', signalId }), yes]);
		const [last, opened] = [await heard, await gates];
		if (last === null) return null;
		this.led.push(Math.max(...led));
		this.came.push(Math.max(...came));
		return Math.max(last - began, ...opened);
	}

	/** Both come back, the circle goes on, and the call is closed in words. */
	async settle(): Promise<void> {
		const circle = this.#circle!;
		await left(this.#going.splice(0));
		for (const seat of two) await circle.acts(seat, { type: 'CARE_BACK' });
		for (const seat of two) {
			await circle.page(seat).until((view) => view.you.room === circleRoom, patienceMs);
			await this.#goesOver(seat, false);
		}
		await circle.acts(facilitator, {
			type: 'CLOSE_CASE',
			signalId: circle.page(facilitator).view!.facilitation!.signals[0]!.id,
			how: 'spoken'
		});
		await circle.shown(await circle.acts(facilitator, { type: 'RESUME', pauseId: circle.view.hold!.pauseId, mode: 'exact' }));
		await left(this.#going.splice(0));
	}

	async mend(): Promise<void> {
		await this.close();
	}

	async close(): Promise<void> {
		await this.#circle?.close();
		await left(this.#going.splice(0));
		this.#circle = null;
	}

	/** As a page does: connected there first, then gone from where it was. */
	async #goesOver(seat: Seat, speaks: boolean): Promise<Native> {
		const circle = this.#circle!;
		const ticket = await circle.page(seat).over();
		if ('refused' in ticket) throw new Error(`seat ${seat} has no way over: ${ticket.refused}`);
		const native = await Native.connect({ url: ticket.url, token: ticket.token, ...(speaks ? speaking(seat) : still(seat)) });
		if (speaks) native.speak();
		this.#going.push(circle.native(seat));
		circle.natives.set(seat, native);
		return native;
	}
}

const identityOf = (circle: Circle, seat: Seat): string => circle.view.seats.find((one) => one.seat === seat)!.identity!;

/** Two tokens with every permission in them, connect, publish, first voice: nobody asks, and nobody decides. */
class BareTwo implements Side {
	#servers: Servers;
	#natives: Native[] = [];

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	async prepare(): Promise<void> {
		await this.close();
	}

	async measure(): Promise<number | null> {
		const room = randomUUID();
		const names = new Map(two.map((seat) => [seat, randomUUID()]));
		const began = performance.now();
		const last = await allHear(
			two.map(async (seat) => {
				const native = await bareConnect(this.#servers, { room, identity: names.get(seat)!, seat, speaks: true });
				this.#natives.push(native);
				native.speak();
				return native.nextVoiceFrom(names.get(withWhom(seat))!, patienceMs);
			})
		);
		return last === null ? null : last - began;
	}

	async settle(): Promise<void> {
		await this.close();
	}

	async close(): Promise<void> {
		await left(this.#natives.splice(0));
	}
}

export async function beingWith(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const [ours, floor] = [new BeingWith(servers), new BareTwo(servers)];
	try {
		const [a = [], b = []] = await interleaved([ours, floor], pace);
		const half = (of: number[]) => percentile(of.slice(-a.length), 0.5).toFixed(0);
		const notes = [
			`From the press until both pages are led over: ${half(ours.led)} ms; until both are connected there: ${half(ours.came)} ms (half of the samples each). The rest is the microphone: granted once they are there, published, heard.`,
			'The native participants run on this machine too: most of both sides is their library, which in life is the work of two other machines.'
		];
		if (a.length < b.length) notes.push(`${b.length - a.length} samples are lost: somebody's library did not follow.`);
		return { press_to_private_hearing: figure({ unit: 'ms', goal: 'beside it', loadBefore, notes }, a, b, () => null) };
	} finally {
		await Promise.all([ours.close(), floor.close()]);
	}
}
