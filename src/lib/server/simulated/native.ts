// The only module with @livekit/rtc-node: a participant without a browser, who is heard, seen, and hears.

import {
	AudioFrame,
	AudioSource,
	AudioStream,
	dispose,
	LocalAudioTrack,
	LocalVideoTrack,
	type RemoteTrackPublication,
	Room,
	RoomEvent,
	TrackPublishOptions,
	TrackSource,
	VideoBufferType,
	VideoFrame,
	VideoSource
} from '@livekit/rtc-node';
import { setTimeout as nap } from 'node:timers/promises';
import { Ears, type Heard } from './ears.ts';
import { FPS, HEIGHT, type Picture, WIDTH } from './picture.ts';
import { FRAME, RATE, type Waveform } from './sound.ts';

export interface Joining {
	url: string;
	token: string;
	/** How they sound; `voice(pitchHz)` or `timed()`. */
	sound: Waveform;
	/** How they look; without one no camera is ever sent. */
	picture?: Picture;
	/** What they listen to: everyone (default), everyone with the time the tone tells, or nobody. */
	listen?: 'voice' | 'timed' | 'nobody';
	/** False for one who sends what they please: nothing is sent or stopped by itself then. */
	honest?: boolean;
	/** A microphone that is sent and stays off: not even silence goes through it. */
	muted?: boolean;
	/** The connection ended, and not by `leave()`. */
	onGone?: () => void;
}

const LISTEN_RATE = 16_000;
const TICK_MS = 10;
/** More than this behind (a busy machine): the rest is skipped, not sent in a rush. */
const MAX_BEHIND_MS = 200;

/** A server that has not said by then that a track is gone does not say it any more. */
const UNSENT_MS = 2000;

const clock = (): number => performance.timeOrigin + performance.now();

type Kind = 'mic' | 'camera';
const kinds = ['mic', 'camera'] as const;
interface Sent {
	sid: string;
	stop: () => Promise<void>;
}

export class Native {
	readonly ears: Ears;
	#room = new Room();
	#joining: Joining;
	#sent: Partial<Record<Kind, Sent>> = {};
	/** Revoked since it was sent: the track is dead, even if the grant has come back meanwhile. */
	#cut = new Set<Kind>();
	#refreshed = 0;
	/** When they speak. A frame that is sent late still holds what was there to hear at its own time. */
	#voice = { from: 0, until: 0 };
	#gone = false;
	#settling: Promise<void> | null = null;

	private constructor(joining: Joining) {
		this.#joining = joining;
		this.ears = new Ears(joining.listen === 'timed');
	}

	/** Enters the room. Throws when the media server does not let them in or does not answer. */
	static async connect(joining: Joining): Promise<Native> {
		const native = new Native(joining);
		await native.#enter();
		return native;
	}

	get identity(): string {
		return this.#room.localParticipant?.identity ?? '';
	}

	get connected(): boolean {
		return !this.#gone && this.#room.isConnected;
	}

	/** The newest token the media server handed out: a fresh one comes with each change of a grant. */
	get token(): string {
		return this.#room.token ?? '';
	}

	/** What the media server lets them send now, as the newest token says. */
	get allowed(): Record<Kind, boolean> {
		const { video } = JSON.parse(Buffer.from(this.token.split('.')[1] ?? '', 'base64url').toString() || '{}') as {
			video?: { canPublish?: boolean; canPublishSources?: string[] };
		};
		const may = (source: string) =>
			video?.canPublish !== false && (!video?.canPublishSources?.length || video.canPublishSources.includes(source));
		return { mic: may('microphone'), camera: may('camera') };
	}

	/** True while they send it, silent or not. */
	sends(kind: Kind): boolean {
		return this.#sent[kind] !== undefined;
	}

	/** From now on the microphone carries their voice; before that, and after `hush()`, silence. */
	speak(): void {
		if (!this.#speaking) this.#voice = { from: clock(), until: Infinity };
	}

	hush(): void {
		if (this.#speaking) this.#voice.until = clock();
	}

	get #speaking(): boolean {
		return this.#voice.until === Infinity;
	}

	/** Whether this person was heard within the last half second. */
	hears(identity: string): boolean {
		return this.ears.hears(identity, clock());
	}

	/** The first voice of this person that arrives from now on; null after `timeoutMs`. */
	nextVoiceFrom(identity: string, timeoutMs: number): Promise<Heard | null> {
		return this.ears.next(identity, timeoutMs);
	}

	/**
	 * Sends microphone or camera whether it is granted or not.
	 * @returns false when the media server refuses; without a grant (or with one that is gone by the time it is asked)
	 * that takes the library 10 s, in which this person also hears of nothing new
	 */
	async send(kind: Kind): Promise<boolean> {
		if (this.#sent[kind]) return true;
		try {
			const sent = kind === 'mic' ? await this.#sendMic() : await this.#sendCamera();
			if (this.#gone) await sent?.stop();
			else if (sent) this.#sent[kind] = sent;
			return sent !== null;
		} catch {
			return false;
		}
	}

	/** Stops sending it. */
	async unsend(kind: Kind): Promise<void> {
		const sent = this.#sent[kind];
		delete this.#sent[kind];
		if (!sent) return;
		// A revoked track stays with the library as published until it is taken back here; leaving with one crashes it.
		// Where no server answers any more it never says that this is done.
		const me = this.#room.isConnected ? this.#room.localParticipant : undefined;
		const unpublished = me?.unpublishTrack(sent.sid, false).catch(() => {});
		await Promise.race([unpublished, nap(UNSENT_MS, undefined, { ref: false })]);
		await sent.stop();
	}

	/** Goes, and leaves nothing running. */
	async leave(): Promise<void> {
		this.#gone = true;
		await this.#settling;
		await this.unsend('mic');
		await this.unsend('camera');
		this.ears.close();
		await Promise.race([this.#room.disconnect(), nap(UNSENT_MS, undefined, { ref: false })]);
	}

	async #enter(): Promise<void> {
		const room = this.#room;
		room.on(RoomEvent.TrackPublished, (publication) => this.#subscribe(publication));
		room.on(RoomEvent.TrackSubscribed, (track, publication, who) => {
			if (publication.source !== TrackSource.SOURCE_MICROPHONE) return;
			try {
				const stream = new AudioStream(track, { sampleRate: LISTEN_RATE, numChannels: 1, frameSizeMs: TICK_MS });
				void this.ears.listen(who.identity, stream, clock);
			} catch {
				// The library let go of this track before it told of it: what is published by now is asked for anew.
				publication.setSubscribed(false);
				this.#subscribe(publication);
			}
		});
		room.on(RoomEvent.Reconnected, () => this.#subscribeToAll());
		room.on(RoomEvent.TokenRefreshed, () => {
			this.#refreshed++;
			for (const kind of kinds) if (!this.allowed[kind]) this.#cut.add(kind);
			this.#settle();
		});
		room.on(RoomEvent.Disconnected, () => {
			if (this.#gone) return;
			void this.leave();
			this.#joining.onGone?.();
		});
		await room.connect(this.#joining.url, this.#joining.token, { autoSubscribe: false, dynacast: false });
		this.#subscribeToAll();
		this.#settle();
	}

	/** What was published before one came, or came back, is told by no event. */
	#subscribeToAll(): void {
		for (const who of this.#room.remoteParticipants.values())
			for (const publication of who.trackPublications.values()) this.#subscribe(publication);
	}

	#subscribe(publication: RemoteTrackPublication): void {
		const wanted = this.#joining.listen !== 'nobody' && publication.source === TrackSource.SOURCE_MICROPHONE;
		if (wanted) publication.setSubscribed(true);
	}

	/** Makes what is sent equal to what is granted, one change after the other. */
	#settle(): void {
		if (this.#joining.honest === false || this.#settling) return;
		const may = (kind: Kind) => this.allowed[kind] && (kind === 'mic' || !!this.#joining.picture);
		const kind = kinds.find((kind) => (this.sends(kind) ? this.#cut.has(kind) : may(kind)));
		if (!kind || !this.connected) return;
		const sends = this.sends(kind);
		this.#cut.delete(kind);
		const change = sends ? this.unsend(kind).then(() => true) : this.send(kind);
		const refreshed = this.#refreshed;
		this.#settling = change.then((done) => {
			this.#settling = null;
			// A refusal waits for the next change of the grant, which may have come meanwhile.
			if (done || this.#refreshed !== refreshed) this.#settle();
		});
	}

	async #sendMic(): Promise<Sent | null> {
		const source = new AudioSource(RATE, 1, 0);
		const track = LocalAudioTrack.createAudioTrack('voice', source);
		const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
		const sid = await this.#publish(track, options);
		if (!sid) return null;
		if (this.#joining.muted) return { sid, stop: () => track.close() };
		let captured = clock();
		const pump = setInterval(() => {
			const now = clock();
			if (now - captured > MAX_BEHIND_MS) captured = now - TICK_MS;
			for (; captured + TICK_MS <= now; captured += TICK_MS) {
				const frame = new Int16Array(FRAME);
				const { from, until } = this.#voice;
				if (captured >= from && captured < until) this.#joining.sound(frame, captured);
				source.captureFrame(new AudioFrame(frame, RATE, 1, FRAME)).catch(() => {});
			}
		}, TICK_MS);
		return {
			sid,
			stop: async () => {
				clearInterval(pump);
				await track.close();
			}
		};
	}

	async #sendCamera(): Promise<Sent | null> {
		const picture = this.#joining.picture;
		if (!picture) return null;
		const source = new VideoSource(WIDTH, HEIGHT);
		const track = LocalVideoTrack.createVideoTrack('face', source);
		const options = new TrackPublishOptions({
			source: TrackSource.SOURCE_CAMERA,
			simulcast: false,
			videoEncoding: { maxBitrate: 120_000n, maxFramerate: FPS }
		});
		const sid = await this.#publish(track, options);
		if (!sid) return null;
		let n = 0;
		const pump = setInterval(() => {
			source.captureFrame(new VideoFrame(picture(n++, this.#speaking), WIDTH, HEIGHT, VideoBufferType.I420));
		}, 1000 / FPS);
		return {
			sid,
			stop: async () => {
				clearInterval(pump);
				await track.close();
			}
		};
	}

	async #publish(track: LocalAudioTrack | LocalVideoTrack, options: TrackPublishOptions): Promise<string | null> {
		try {
			return (await this.#room.localParticipant?.publishTrack(track, options))?.sid ?? null;
		} catch {
			await track.close();
			return null;
		}
	}
}

/** Lets go of the media library, which otherwise keeps the process alive. Only when every native has left. */
export async function releaseNative(): Promise<void> {
	if (!globalThis._ffiClientInstance) return;
	void dispose();
	delete globalThis._ffiClientInstance;
}
