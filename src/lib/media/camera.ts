// The own camera at the media server: on or off as it is wanted, and the same picture in the next room.

import { LocalVideoTrack, Track, type Room } from 'livekit-client';
import { troubleOf } from './trouble';

export type CameraState = 'off' | 'starting' | 'on' | 'blocked' | 'missing' | 'busy';

/** Keeps the camera at the media server equal to what is wanted. */
export class Camera {
	state: CameraState = 'off';
	#room: Room;
	/** What a room took back: it goes along into the next one. */
	#kept: MediaStreamTrack | null = null;
	#onstate: (state: CameraState) => void;

	constructor(room: Room, onstate: (state: CameraState) => void) {
		this.#room = room;
		this.#onstate = onstate;
		onstate('off');
	}

	/** Shows or hides the person. What the browser refused is not asked for again until it was off. */
	async want(on: boolean) {
		if (on ? this.state !== 'off' : this.state === 'off' || this.state === 'starting') return;
		const room = this.#room;
		this.#is(on ? 'starting' : 'off');
		try {
			await room.localParticipant.setCameraEnabled(on);
			if (room === this.#room && on) this.#is('on');
		} catch (error) {
			if (room === this.#room) this.#is(on ? troubleOf(error as Error) : 'off');
		}
	}

	/** Sends the same picture in another room; one that was only beginning begins anew. */
	async over(room: Room) {
		const film = this.#sent?.mediaStreamTrack ?? this.#kept;
		this.#room = room;
		this.#kept = null;
		if (this.state === 'starting') this.#is('off');
		if (this.state !== 'on') return;
		if (film?.readyState !== 'live') return this.#is('off');
		this.#is('starting');
		// The old room ends with its own wrapping of the device, which must not end the device.
		const sent = room.localParticipant.publishTrack(new LocalVideoTrack(film, undefined, false), { source: Track.Source.Camera });
		const state = await sent.then(
			() => 'on' as const,
			() => 'off' as const
		);
		if (room === this.#room) this.#is(state);
	}

	/** The picture is not sent any more: another app took the camera, or the room took the picture back. */
	taken(film: MediaStreamTrack | null) {
		this.#kept = film;
		if (this.state === 'on' && film?.readyState !== 'live') this.#is('busy');
	}

	/** Shows the person by another camera, without leaving. */
	async device(id: string) {
		if (this.state === 'on') await this.#room.switchActiveDevice('videoinput', id).catch(() => false);
	}

	/** Front to back and back, on a phone. */
	async flip(front: boolean) {
		await this.#sent?.restartTrack({ facingMode: front ? 'user' : 'environment' });
	}

	/** Lets go of the device. */
	stop() {
		this.#sent?.mediaStreamTrack.stop();
		this.#kept?.stop();
		this.#is('off');
	}

	get #sent(): LocalVideoTrack | undefined {
		return this.#room.localParticipant.getTrackPublication(Track.Source.Camera)?.track as LocalVideoTrack | undefined;
	}

	#is(state: CameraState) {
		this.state = state;
		this.#onstate(state);
	}
}
