// accept_to_voice and overlap: judged by what the others hear. The sound tells when it was captured, through the codec.
import { setTimeout as nap } from 'node:timers/promises';
import { sql } from '../../src/lib/server/db/index.ts';
import { minutes } from '../../src/lib/gathering/limits.ts';
import { timed } from '../../src/lib/server/simulated/sound.ts';
import type { Heard } from '../../src/lib/server/simulated/ears.ts';
import type { Native } from '../../src/lib/server/simulated/native.ts';
import { Bare } from './bare.ts';
import { Circle, type Cast } from './circle.ts';
import { figure, loadNow, percentile, type Figure } from './figures.ts';
import { interleaved, until, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

/** Reading the time out of a sound is work: only as many do it as are needed for one of them to be a listener. */
const speaking: Cast = (place) => ({ listen: place < 2 ? 'timed' : 'voice', sound: timed() });
const hearing: Cast = () => ({ listen: 'voice', sound: timed() });
/** So many frames of 10 ms are heard before the holder finishes. */
const talkFrames = 15;
/** So long after it the last of their voice is waited for. */
const tailMs = 150;
/** Frames that claim to be younger than their fellows by more than this are misread. */
const misreadMs = 20;
const patienceMs = 5000;
/** One speaks, one is next, two listen: each native participant is a whole machine of somebody's, and here all of them are this one. */
const size = 4;

/** Milliseconds since the epoch by this process's own steady clock, as the ears use it. */
const clock = (): number => performance.timeOrigin + performance.now();

/** How far the system's clock, which the database uses, is ahead of that clock, in milliseconds. */
function systemAhead(): number {
	let most = -Infinity;
	for (const end = performance.now() + 20; performance.now() < end;) most = Math.max(most, Date.now() - clock());
	return most;
}

/** The moment the last of them heard the first voice of this identity; null when somebody heard none. */
async function lastFirstVoice(listeners: Native[], identity: string): Promise<number | null> {
	const heard = await Promise.all(listeners.map((native) => native.nextVoiceFrom(identity, patienceMs)));
	const times = heard.flatMap((one) => one?.at ?? []);
	return times.length === listeners.length ? Math.max(...times) : null;
}

class Accepting implements Side {
	#servers: Servers;
	circle: Circle | null = null;
	/** From the commit to the capture of the last voice heard: without the gate, and behind it. */
	readonly overlaps: number[] = [];
	readonly gated: number[] = [];
	/** From the offer on the screens to the warm microphone at the last listener. */
	readonly warming: number[] = [];

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	async prepare(): Promise<void> {
		const hold = this.circle?.view.hold;
		if (this.circle && hold) await this.circle.shown(await this.circle.acts(1, { type: 'END_BELL', pauseId: hold.pauseId }));
		while (!(await this.circle?.offered())) {
			await this.circle?.close();
			this.circle = await Circle.open(this.#servers, speaking, size);
		}
		const circle = this.circle!;
		const { seat } = circle.view.piece;
		const { identity } = circle.native(seat!);
		// A person takes longer to answer than a microphone to get warm; how long that is, is told beside the figure.
		const offered = performance.now();
		await until('the offered microphone is warm', () =>
			circle.seats.every((other) => other === seat || circle.native(other).ears.warm(identity))
		);
		this.warming.push(performance.now() - offered);
	}

	async measure(): Promise<number | null> {
		const circle = this.circle!;
		const { seat, turnId } = circle.view.piece;
		const speaker = circle.native(seat!);
		const others = circle.seats.filter((other) => other !== seat);
		const began = clock();
		const gates = circle.all((view) => view.audible.includes(seat!));
		const voice = lastFirstVoice(
			others.map((other) => circle.native(other)),
			speaker.identity
		);
		const speaks = circle
			.page(seat!)
			.until((view) => view.audible.includes(seat!), patienceMs)
			.then(() => speaker.speak());
		await circle.acts(seat!, { type: 'ACCEPT', turnId: turnId!, typing: false });
		await speaks;
		// An honest client plays nothing before its own view has opened the gate.
		const [last, opened] = [await voice, performance.timeOrigin + (await gates)];
		return last === null ? null : Math.max(last, opened) - began;
	}

	/** The warm microphone of whoever is next is heard by all others, if only as silence: not while the floor is measured. */
	async rest(): Promise<void> {
		const { circle } = this;
		if (!circle) return;
		// Taken back while it is being sent, it would deafen that native for ten seconds.
		const { seat } = circle.view.piece;
		if (seat !== null) await circle.sending(seat);
		await circle.shown(await circle.acts(1, { type: 'BELL', ms: minutes(5), safety: true }));
		await circle.sending();
	}

	async mend(): Promise<void> {
		await this.circle?.close();
		this.circle = null;
	}

	/** The holder speaks on through the press, as somebody whose client does not stop; whoever listens without a gate hears how long. */
	async settle(): Promise<void> {
		const circle = this.circle!;
		const { seat, turnId } = circle.view.piece;
		const speaker = circle.native(seat!);
		const listener = circle.seats.find((other) => other !== seat)!;
		const frames: Heard[] = [];
		const stop = circle.native(listener).ears.onVoice((heard) => heard.identity === speaker.identity && frames.push(heard));
		await until('the listener hears the holder', () => frames.length >= talkFrames);
		const version = await circle.acts(seat!, { type: 'FINISH', turnId: turnId! });
		await circle.page(listener).until((view) => view.version >= version, patienceMs);
		const shut = clock();
		await nap(tailMs);
		speaker.hush();
		stop();
		const [row] = await sql()<{ at: number }[]>`
			select (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at
			from events where gathering = ${circle.at.no} and stamp = ${version}`;
		const committed = row!.at - systemAhead();
		this.overlaps.push(lastCaptured(frames) - committed);
		this.gated.push(Math.max(0, lastCaptured(frames.filter(({ at }) => at < shut)) - committed));
	}
}

/** When the youngest of these frames was captured, leaving out what cannot be read or is misread. */
function lastCaptured(frames: Heard[]): number {
	const read = frames.flatMap(({ at, capturedAt }) => (capturedAt === null ? [] : [{ capturedAt, age: at - capturedAt }]));
	const usual = percentile(
		read.map(({ age }) => age),
		0.5
	);
	return Math.max(...read.filter(({ age }) => age > usual - misreadMs).map(({ capturedAt }) => capturedAt));
}

/** Grant, publish, first voice: what it takes where no microphone is warm. */
class BareGranting implements Side {
	#servers: Servers;
	#turn = -1;
	bare: Bare | null = null;

	constructor(servers: Servers) {
		this.#servers = servers;
	}

	get #speaker(): Native {
		const { natives } = this.bare!;
		return natives[this.#turn % natives.length]!;
	}

	async prepare(): Promise<void> {
		this.bare ??= await Bare.open(this.#servers, hearing, { size });
		this.#turn++;
		await this.bare.sending();
	}

	async mend(): Promise<void> {
		await this.bare?.close();
		this.bare = null;
	}

	async measure(): Promise<number | null> {
		const speaker = this.#speaker;
		speaker.speak();
		const began = clock();
		const voice = lastFirstVoice(
			this.bare!.natives.filter((native) => native !== speaker),
			speaker.identity
		);
		await this.bare!.grants(speaker, true);
		const last = await voice;
		return last === null ? null : last - began;
	}

	async settle(): Promise<void> {
		await this.bare!.sending(this.#speaker);
		this.#speaker.hush();
		await this.bare!.grants(this.#speaker, false);
		await this.bare!.sending();
		await nap(tailMs);
	}
}

export async function voices(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const ours = new Accepting(servers);
	const floor = new BareGranting(servers);
	try {
		const [a = [], b = []] = await interleaved([ours, floor], pace);
		const lost = pace.n - Math.min(a.length, b.length);
		const notes = [
			`The offered microphone is warm at every listener ${percentile(ours.warming, 0.5).toFixed(0)} ms after the offer (p99 ${percentile(ours.warming, 0.99).toFixed(0)} ms); whoever accepts sooner waits for it.`,
			`${size} people.`
		];
		if (lost > 0)
			notes.push(`${lost} of ${pace.n} samples are missing: a participant's library did not follow its grant, or the time was up.`);
		const gated = Math.max(...ours.gated);
		return {
			accept_to_voice: figure(
				{ unit: 'ms', goal: 'p50 ≤ 0.8×, p99 ≤ 1.5×', loadBefore, notes },
				a,
				b,
				({ ratio_p50, ratio_p99 }) => ratio_p50! <= 0.8 && ratio_p99! <= 1.5
			),
			overlap: figure(
				{
					unit: 'ms',
					goal: 'p99 ≤ 20 ms, 0 with the gate',
					loadBefore,
					notes: [
						`At a client with the gate: ${gated.toFixed(1)} ms at most. The capture time is good to about 5 ms; below 0 the voice ended before the commit did.`
					]
				},
				ours.overlaps.slice(-a.length),
				null,
				({ p99 }) => p99 <= 20 && gated === 0
			)
		};
	} finally {
		await Promise.all([ours.circle?.close(), floor.bare?.close()]);
	}
}
