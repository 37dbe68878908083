// press_to_signal: from the press of "I need support" until the facilitator's screen shows it.
import { Bare } from './bare.ts';
import { Circle, still } from './circle.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

const [facilitator, asking] = [1, 4];

class Asking implements Side {
	#circle: Circle;

	constructor(circle: Circle) {
		this.#circle = circle;
	}

	async prepare(): Promise<void> {}

	async measure(): Promise<number> {
		const circle = this.#circle;
		const began = performance.now();
		const seen = circle
			.page(facilitator)
			.until((view) => (view.facilitation?.signals.length ?? 0) > 0, 10_000)
			.then(() => performance.now());
		await circle.acts(asking, { type: 'SUPPORT', whom: 'me' });
		return (await seen) - began;
	}

	/** Taken back, so that the next press is a new one. */
	async settle(): Promise<void> {
		const circle = this.#circle;
		const signalId = (await circle.page(asking).until((view) => view.signal !== null, 10_000)).signal!.id;
		await circle.acts(asking, { type: 'WITHDRAW_SUPPORT', signalId });
		await circle.page(facilitator).until((view) => view.facilitation?.signals.length === 0, 10_000);
	}
}

/** The same way through the bare server, to all its streams; nobody's microphone is touched. */
class BareAsking implements Side {
	#bare: Bare;

	constructor(bare: Bare) {
		this.#bare = bare;
	}

	async prepare(): Promise<void> {}

	async measure(): Promise<number> {
		const began = performance.now();
		const shown = this.#bare.shown();
		await this.#bare.post('/pass', {});
		return (await shown) - began;
	}
}

export async function asksForSupport(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const circle = await Circle.open(servers, still);
	const bare = await Bare.open(servers, still);
	try {
		const [a = [], b = []] = await interleaved([new Asking(circle), new BareAsking(bare)], pace);
		return { press_to_signal: figure({ unit: 'ms', goal: 'p50 ≤ 2×', loadBefore }, a, b, ({ ratio_p50 }) => ratio_p50! <= 2) };
	} finally {
		await Promise.all([circle.close(), bare.close()]);
	}
}
