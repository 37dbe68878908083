// Eight people, or fewer, around the bare server: a stream and a native participant each, in a room of LiveKit's.
import { randomUUID } from 'node:crypto';
import { AccessToken, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { beginning, decide, type Snapshot } from '../../src/lib/gathering/decide.ts';
import type { Actor, Command } from '../../src/lib/gathering/types.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { eventsOf } from '../../src/lib/server/simulated/stream.ts';
import { left, people, type Cast } from './circle.ts';
import { benchFormat } from './format.ts';
import { calm, until } from './interleave.ts';
import type { Servers } from './servers.ts';

let circles = 0;

/** What is stored: the machine of a real gathering with everybody in it. */
function snapshot(size: number): Snapshot {
	let made = beginning(benchFormat, { startsAt: 0 });
	const goes = (by: Actor, command: Command) => {
		const decided = decide(benchFormat, made, command, by, 1);
		if ('refused' in decided) throw new Error(`${command.type}: ${decided.refused}`);
		made = decided.next;
	};
	const seats = Array.from({ length: size }, (_, index) => index + 1);
	for (const seat of seats)
		goes({ kind: 'house' }, { type: 'SEAT', seat, role: seat === 1 ? 'facilitator' : 'participant', credentialUntil: 2 });
	goes({ kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const seat of seats) goes({ kind: 'seat', seat }, { type: 'JOIN', identity: randomUUID(), device: randomUUID(), moveHere: false });
	goes({ kind: 'seat', seat: 1 }, { type: 'BEGIN' });
	return made;
}

export class Bare {
	readonly natives: Native[] = [];
	readonly room = randomUUID();
	#servers: Servers;
	#no = ++circles;
	#snapshot: Snapshot;
	#rooms: RoomServiceClient;
	#ends = new AbortController();
	#versions: number[] = [];
	#listeners = new Set<() => void>();

	private constructor(servers: Servers, size: number) {
		this.#servers = servers;
		this.#snapshot = snapshot(size);
		const { apiKey, apiSecret } = servers.livekit;
		this.#rooms = new RoomServiceClient(servers.media.url, apiKey, apiSecret);
	}

	/**
	 * @param of.all whether everybody may send voice from the start, as in the closest peer's rooms
	 * @param of.size how many people
	 */
	static async open(servers: Servers, cast: Cast, { all = false, size = people } = {}): Promise<Bare> {
		const bare = new Bare(servers, size);
		for (let index = 0; index < size; index++) {
			await bare.#follows(index);
			bare.natives.push(await Native.connect({ url: servers.livekit.url, token: await bare.#token(all), ...cast(index) }));
		}
		await calm();
		return bare;
	}

	/** Posts to the bare server; returns when it has answered. */
	async post(
		route: '/pass' | '/peer' | '/page',
		about: { revoke?: Native[]; grant?: Native | null; due?: number; outbox?: string }
	): Promise<number> {
		const body = {
			no: this.#no,
			room: this.room,
			actor: 1,
			commandId: randomUUID(),
			data: { turnId: 't12' },
			snapshot: this.#snapshot,
			revoke: (about.revoke ?? []).map((native) => native.identity),
			grant: about.grant?.identity ?? null,
			due: about.due,
			outbox: about.outbox
		};
		const answer = await fetch(`${this.#servers.floor}${route}`, { method: 'POST', body: JSON.stringify(body) });
		const { version } = (await answer.json()) as { version: number };
		return version;
	}

	/** Resolves when every stream has brought something newer than it had when this was called; the time of the last. */
	shown(): Promise<number> {
		const before = [...this.#versions];
		return new Promise((resolve) => {
			const look = () => {
				if (!this.#versions.every((version, index) => version > (before[index] ?? 0))) return;
				this.#listeners.delete(look);
				resolve(performance.now());
			};
			this.#listeners.add(look);
		});
	}

	/** Gives or takes one microphone by one call from here; resolves when LiveKit has answered. */
	async grants(native: Native, mic: boolean): Promise<void> {
		const sources = mic ? [TrackSource.CAMERA, TrackSource.MICROPHONE] : [TrackSource.CAMERA];
		await this.#rooms.updateParticipant(this.room, native.identity, {
			permission: { canSubscribe: true, canPublish: true, canPublishSources: sources }
		});
	}

	/** Resolves when exactly these may send voice, as LiveKit has answered. */
	granted(...who: Native[]): Promise<unknown> {
		return until('the grants of the bare circle', () =>
			this.natives.every((native) => this.#servers.media.mic(native.identity) === who.includes(native))
		);
	}

	/** Resolves when exactly these send voice, silent or not. */
	sending(...who: Native[]): Promise<unknown> {
		const list = (these: Native[]) => these.map((native) => this.natives.indexOf(native)).join(' ') || 'nobody';
		const now = () => this.natives.filter((native) => native.sends('mic'));
		const may = () => this.natives.filter((native) => native.allowed.mic);
		return until(
			() => `only ${list(who)} send, while ${list(now())} sends and ${list(may())} may`,
			() => this.natives.every((native) => native.sends('mic') === who.includes(native))
		);
	}

	async close(): Promise<void> {
		this.#ends.abort();
		await left(this.natives);
	}

	async #token(mic: boolean): Promise<string> {
		const { apiKey, apiSecret } = this.#servers.livekit;
		const token = new AccessToken(apiKey, apiSecret, { identity: randomUUID(), ttl: 600 });
		const sources = mic ? [TrackSource.CAMERA, TrackSource.MICROPHONE] : [TrackSource.CAMERA];
		token.addGrant({ room: this.room, roomJoin: true, canSubscribe: true, canPublish: true, canPublishSources: sources });
		return token.toJwt();
	}

	async #follows(index: number): Promise<void> {
		const answer = await fetch(`${this.#servers.floor}/stream/${this.#no}`, { signal: this.#ends.signal });
		this.#versions[index] = 0;
		const read = async () => {
			for await (const { event, data } of eventsOf(answer.body!)) {
				if (event !== 'view') continue;
				this.#versions[index] = (JSON.parse(data) as { version: number }).version;
				for (const look of [...this.#listeners]) look();
			}
		};
		read().catch(() => {});
	}
}
