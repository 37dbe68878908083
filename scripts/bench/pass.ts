// pass_to_all and pass_vs_totem_shape: from the holder's "that's all" to the last screen, the silence and the next voice.
import { voice } from '../../src/lib/server/simulated/sound.ts';
import { Bare } from './bare.ts';
import { Circle, still } from './circle.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

const farMs = 10;
const peersNote = 'The floor is the peer’s sequence in Node, one connection kept open, without the time its screens take.';

/** One hand-over in the product; opens a new gathering whenever the one before has no turn left. */
export class Passing implements Side {
	#servers: Servers;
	circle: Circle | null = null;

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	async prepare(): Promise<void> {
		while (!(await this.circle?.held())) {
			await this.circle?.close();
			this.circle = await Circle.open(this.#servers, still);
		}
		await this.circle!.granted(this.circle!.view.piece.seat!);
	}

	async measure(): Promise<number> {
		const circle = this.circle!;
		const { seat, next, turnId } = circle.view.piece;
		const { media } = this.#servers;
		const began = performance.now();
		const ends = [
			media.answer(circle.native(seat!).identity, false),
			media.answer(circle.native(next!).identity, true),
			circle.all((view) => view.piece.state === 'offered' && view.piece.seat === next)
		];
		await circle.acts(seat!, { type: 'FINISH', turnId: turnId! });
		return Math.max(...(await Promise.all(ends))) - began;
	}
}

/** The same through the bare server. */
class BarePassing implements Side {
	#servers: Servers;
	#bare: Bare;
	#turn = 0;

	constructor(servers: Servers, bare: Bare) {
		this.#servers = servers;
		this.#bare = bare;
	}

	get #holder() {
		return this.#bare.natives[this.#turn % this.#bare.natives.length]!;
	}

	async prepare(): Promise<void> {
		if (this.#turn === 0) await this.#bare.grants(this.#holder, true);
		await this.#bare.granted(this.#holder);
	}

	async measure(): Promise<number> {
		const { media } = this.#servers;
		const from = this.#holder;
		this.#turn++;
		const began = performance.now();
		const ends = [media.answer(from.identity, false), media.answer(this.#holder.identity, true), this.#bare.shown()];
		await this.#bare.post('/pass', { revoke: [from], grant: this.#holder });
		return Math.max(...(await Promise.all(ends))) - began;
	}
}

/** The closest peer's calls, until the last of them is answered; when its screens know is left out, in its favour. */
class PeerPassing implements Side {
	#bare: Bare;
	#turn = 0;

	constructor(bare: Bare) {
		this.#bare = bare;
	}

	prepare(): Promise<void> {
		return this.#bare.sending(...this.#bare.natives).then(() => {});
	}

	async measure(): Promise<number> {
		const began = performance.now();
		await this.#bare.post('/peer', { grant: this.#bare.natives[this.#turn++ % this.#bare.natives.length]! });
		return performance.now() - began;
	}
}

export async function passing(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const ours = new Passing(servers);
	const bare = await Bare.open(servers, still);
	const peer = await Bare.open(servers, () => ({ listen: 'nobody', sound: voice(140), muted: true }), { all: true });
	try {
		const [a = [], b = [], c = []] = await interleaved([ours, new BarePassing(servers, bare), new PeerPassing(peer)], pace);
		const about = { unit: 'ms', loadBefore };
		return {
			pass_to_all: figure({ ...about, goal: 'p50 ≤ 2×, p99 ≤ 3×' }, a, b, ({ ratio_p50, ratio_p99 }) => ratio_p50! <= 2 && ratio_p99! <= 3),
			pass_vs_totem_shape: figure({ ...about, goal: 'p50 ≤ 0.9×', notes: [peersNote] }, a, c, ({ ratio_p50 }) => ratio_p50! <= 0.9)
		};
	} finally {
		await Promise.all([ours.circle?.close(), bare.close(), peer.close()]);
	}
}

/** The same against the peer where application and media server are two machines, 10 ms apart each way, as people host them. */
export async function passingFar(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const ours = new Passing(servers);
	const peer = await Bare.open(servers, () => ({ listen: 'nobody', sound: voice(140), muted: true }), { all: true });
	servers.media.far(farMs);
	try {
		const [a = [], b = []] = await interleaved([ours, new PeerPassing(peer)], pace);
		return {
			pass_vs_totem_shape_far: figure(
				{ unit: 'ms', loadBefore, goal: 'p50 ≤ 0.5×', notes: [peersNote] },
				a,
				b,
				({ ratio_p50 }) => ratio_p50! <= 0.5
			)
		};
	} finally {
		servers.media.far(0);
		await Promise.all([ours.circle?.close(), peer.close()]);
	}
}
