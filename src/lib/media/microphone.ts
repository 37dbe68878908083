// The own microphone at the media server: one change at a time, retried, so that a stuck publish never strands a turn.

import { createLocalAudioTrack, LocalAudioTrack, ParticipantEvent, Track, type Room } from 'livekit-client';
import type { Mic } from './wanted';

const publishTimeoutMs = 4000;
const retryMs = [300, 800, 1500, 3000];
/** A device that is gone is looked for this often, where the browser does not say that it is back. */
const lookMs = 3000;

/** `gone`: it was there, and hears nothing any more: unplugged, taken by another app, silenced by the system. */
export type MicState = Mic | 'starting' | 'failing' | 'blocked' | 'missing' | 'gone';

/** Ended, or kept silent by the system: whatever one says into it, nothing comes out. */
const deaf = (track: MediaStreamTrack): boolean => track.readyState === 'ended' || track.muted;

/** Keeps the microphone at the media server equal to what is wanted. */
export class Microphone {
	#room: Room;
	#wanted: Mic = 'none';
	#track: LocalAudioTrack | null = null;
	#running = false;
	/** Counts what is asked of it: whatever changes while it works is worked on next. */
	#asked = 0;
	#failures = 0;
	/** It was there, and is gone. */
	#gone = false;
	/** How many looks in a row found it deaf: the library tries another device by itself at first. */
	#deaf = 0;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#deviceId: string;
	#onstate: (state: MicState) => void;

	constructor(room: Room, deviceId: string, onstate: (state: MicState) => void) {
		this.#room = room;
		this.#deviceId = deviceId;
		this.#onstate = onstate;
		// The grant arrives a moment before or after the view that speaks of it.
		room.localParticipant.on(ParticipantEvent.ParticipantPermissionsChanged, this.#again);
		navigator.mediaDevices?.addEventListener('devicechange', this.#again);
	}

	/** Looks whether it still hears anything; to be called twice a second. */
	look() {
		const track = this.#track?.mediaStreamTrack;
		if (!track) return;
		this.#deaf = deaf(track) ? this.#deaf + 1 : 0;
		if (this.#deaf === 2) {
			this.#gone = true;
			this.#onstate('gone');
			this.#again();
		} else if (this.#gone && this.#deaf === 0) this.#again();
	}

	/** What is wanted from now on. Closing takes effect at once, whatever is under way. */
	want(mic: Mic) {
		if (mic !== 'open') this.#silence();
		if (mic === this.#wanted) return;
		this.#wanted = mic;
		this.#failures = 0;
		this.#again();
	}

	/** Whatever is open is closed, at once. */
	close() {
		if (this.#wanted === 'open') this.want('warm');
	}

	/** Goes on in another room with what is captured already, open or closed as it was. */
	over(room: Room) {
		this.#room.localParticipant.off(ParticipantEvent.ParticipantPermissionsChanged, this.#again);
		this.#room = room;
		room.localParticipant.on(ParticipantEvent.ParticipantPermissionsChanged, this.#again);
		// The old room ends with its own wrapping of the device, which must not end the device.
		if (this.#track) this.#track = new LocalAudioTrack(this.#track.mediaStreamTrack, undefined, false);
		this.#failures = 0;
		this.#again();
	}

	/** Speaks through another device, without leaving. */
	async device(id: string) {
		this.#deviceId = id;
		await this.#track?.setDeviceId(id);
	}

	/** The samples, for a level meter; null while nothing is captured. */
	get samples(): MediaStreamTrack | null {
		return this.#track?.mediaStreamTrack ?? null;
	}

	stop() {
		clearTimeout(this.#retry);
		this.#wanted = 'none';
		this.#room.localParticipant.off(ParticipantEvent.ParticipantPermissionsChanged, this.#again);
		navigator.mediaDevices?.removeEventListener('devicechange', this.#again);
		this.#track?.stop();
		this.#track = null;
	}

	/** Looks again whether what is published is what is wanted. */
	check() {
		this.#again();
	}

	#again = () => {
		this.#asked += 1;
		void this.#settle();
	};

	#silence() {
		if (this.#track) this.#track.mediaStreamTrack.enabled = false;
	}

	#allowed(): boolean {
		const permissions = this.#room.localParticipant.permissions;
		if (!permissions?.canPublish) return false;
		const sources = permissions.canPublishSources;
		// livekit's protocol number of a microphone; an empty list means every source.
		return sources.length === 0 || sources.includes(2);
	}

	get #published() {
		return this.#room.localParticipant.getTrackPublication(Track.Source.Microphone);
	}

	async #settle() {
		if (this.#running) return;
		this.#running = true;
		try {
			for (let before; before !== this.#asked;) {
				before = this.#asked;
				await this.#step(this.#wanted);
			}
			this.#failures = 0;
		} catch (error) {
			this.#failed(error as Error);
		} finally {
			this.#running = false;
		}
	}

	async #step(wanted: Mic) {
		if (wanted === 'none') {
			this.#gone = false;
			return await this.#close();
		}
		// Unplugged, or taken by a call.
		if (this.#track?.mediaStreamTrack.readyState === 'ended') {
			this.#gone = true;
			this.#onstate('gone');
			await this.#close();
		}
		if (!this.#track) {
			if (!this.#gone) this.#onstate('starting');
			this.#track = await createLocalAudioTrack({ deviceId: this.#deviceId || undefined });
			this.#deaf = 0;
		}
		if (!this.#allowed()) return;
		if (!this.#published) {
			await this.#track.mute();
			const options = { source: Track.Source.Microphone, dtx: true, red: true };
			await within(publishTimeoutMs, this.#room.localParticipant.publishTrack(this.#track, options));
		}
		if (this.#wanted !== wanted) return;
		if (wanted === 'open') {
			await this.#track.unmute();
			// Closing at once had silenced the samples; a quick reopening must not leave them so.
			if (this.#wanted === 'open') this.#track.mediaStreamTrack.enabled = true;
		} else await this.#track.mute();
		this.#gone &&= deaf(this.#track.mediaStreamTrack);
		this.#onstate(this.#gone ? 'gone' : wanted);
	}

	async #close() {
		const track = this.#track;
		this.#track = null;
		if (!this.#gone) this.#onstate('none');
		if (!track) return;
		track.stop();
		await within(publishTimeoutMs, this.#room.localParticipant.unpublishTrack(track, true)).catch(() => {});
	}

	#failed(error: Error) {
		if (error.name === 'NotAllowedError') return this.#onstate('blocked');
		clearTimeout(this.#retry);
		if (this.#gone) {
			this.#onstate('gone');
			this.#retry = setTimeout(this.#again, lookMs);
			return;
		}
		if (error.name === 'NotFoundError') return this.#onstate('missing');
		this.#failures += 1;
		if (this.#failures > 1) this.#onstate('failing');
		const wait = retryMs[Math.min(this.#failures - 1, retryMs.length - 1)];
		this.#retry = setTimeout(this.#again, wait);
	}
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('timeout')), ms);
		work.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}
