// takeover_to_silence: from the facilitator's press until no other microphone is on and every screen says so.
import { Bare } from './bare.ts';
import { Circle, still } from './circle.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

const leader = 1;

class TakingOver implements Side {
	#servers: Servers;
	#circle: Circle;

	constructor(servers: Servers, circle: Circle) {
		this.#servers = servers;
		this.#circle = circle;
	}

	/** Seats whose microphone is on. */
	get #voices(): number[] {
		return this.#circle.view.audible;
	}

	async prepare(): Promise<void> {
		await this.#circle.granted(...this.#voices);
	}

	async measure(): Promise<number> {
		const circle = this.#circle;
		const others = this.#voices.filter((seat) => seat !== leader);
		const began = performance.now();
		const ends = [
			...others.map((seat) => this.#servers.media.answer(circle.native(seat).identity, false)),
			circle.all((view) => view.hold?.kind === 'takeover')
		];
		await circle.acts(leader, { type: 'TAKEOVER', kind: 'safety', seat: null });
		return Math.max(...(await Promise.all(ends))) - began;
	}

	/** The circle goes on exactly where it was. */
	async settle(): Promise<void> {
		await this.#circle.granted(leader);
		await this.#circle.shown(
			await this.#circle.acts(leader, { type: 'RESUME', pauseId: this.#circle.view.hold?.pauseId ?? '', mode: 'exact' })
		);
		await this.#circle.granted(...this.#voices);
	}
}

/** The same through the bare server; nobody gets a microphone afterwards. */
class BareTakingOver implements Side {
	#servers: Servers;
	#bare: Bare;
	#others: number;

	/** @param others how many microphones are taken away */
	constructor(servers: Servers, bare: Bare, others: number) {
		this.#servers = servers;
		this.#bare = bare;
		this.#others = others;
	}

	get #voices() {
		return this.#bare.natives.slice(0, this.#others);
	}

	async prepare(): Promise<void> {
		await Promise.all(this.#voices.map((native) => this.#bare.grants(native, true)));
		await this.#bare.granted(...this.#voices);
	}

	async measure(): Promise<number> {
		const began = performance.now();
		const ends = [...this.#voices.map(({ identity }) => this.#servers.media.answer(identity, false)), this.#bare.shown()];
		await this.#bare.post('/pass', { revoke: this.#voices });
		return Math.max(...(await Promise.all(ends))) - began;
	}

	async settle(): Promise<void> {
		await this.#bare.granted();
	}
}

const goal = 'p50 ≤ 2×, p99 ≤ 100 ms';

async function compared(servers: Servers, pace: Pace, heldTurn: boolean): Promise<{ a: number[]; b: number[] }> {
	const circle = await Circle.open(servers, still);
	const bare = await Bare.open(servers, still);
	try {
		if (heldTurn) await circle.held();
		// Not in a turn of the leader's own: that would take nothing from anybody.
		if (circle.view.piece.seat === leader) {
			await circle.finished();
			await circle.held();
		}
		const others = heldTurn ? 1 : circle.seats.length - 1;
		const [a = [], b = []] = await interleaved([new TakingOver(servers, circle), new BareTakingOver(servers, bare, others)], pace);
		return { a, b };
	} finally {
		await Promise.all([circle.close(), bare.close()]);
	}
}

export async function takingOver(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const { a, b } = await compared(servers, pace, true);
	return {
		takeover_to_silence: figure({ unit: 'ms', goal, loadBefore }, a, b, ({ ratio_p50, p99 }) => ratio_p50! <= 2 && p99 <= 100)
	};
}

/** The same out of an open phase in which all eight speak. Reported beside the figure; no goal is set for it. */
export async function takingOverAll(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const { a, b } = await compared(servers, pace, false);
	const notes = ['Seven microphones are taken away at once; the floor does the same.'];
	return { takeover_to_silence_open_phase: figure({ unit: 'ms', goal: 'beside it', loadBefore, notes }, a, b, () => null) };
}
