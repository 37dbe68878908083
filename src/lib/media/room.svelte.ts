// The room at the media server, folded into plain values. Views never touch the library; they read these and call verbs.

import {
	ConnectionState,
	DisconnectReason,
	type RemoteTrackPublication,
	Room,
	RoomEvent,
	Track,
	VideoPresets,
	VideoQuality,
	type Participant,
	type RemoteTrack,
	type RoomOptions
} from 'livekit-client';
import type { View } from '../gathering/viewed';
import type { Instant } from '../gathering/types';
import { Camera, type CameraState } from './camera';
import type { Choices } from './choices';
import { Microphone, type MicState } from './microphone';
import { isKept, isPicture, isVoice, pictureOf, voicesOf } from './tracks';
import { Voices } from './voices';
import { carried, floor, heard, micWanted } from './wanted';

/** One person's tracks, as a view needs them. Keyed by identity. */
export interface Face {
	/** A picture is arriving or can be asked for. */
	camera: boolean;
	/** A microphone is published and says it is open; whether it is heard is decided by the gate, not by this. */
	mic: boolean;
	/** They send a voice that their device does not let through to this page. */
	kept: boolean;
	/** 0 to 1, as the media server hears it. */
	level: number;
}

/** What one enters a room with. */
export interface Ticket {
	/** Which of the gathering's rooms. */
	room: string;
	url: string;
	token: string;
	identity: string;
}

/** `cut`: ended for a reason the app has to look at; `elsewhere`: another device or a removal. */
export type Link = 'off' | 'connecting' | 'on' | 'healing' | 'cut' | 'elsewhere';

type Picture = (element: HTMLVideoElement) => (() => void) | undefined;

const lowVideo = { width: 320, height: 180, frameRate: 12 };

export class Media {
	link = $state<Link>('off');
	faces = $state.raw<Record<string, Face>>({});
	mic = $state<MicState>('none');
	/** The person may open and close their microphone in this situation. */
	micFree = $state(false);
	/** The page was away: the microphone stays closed, whatever the view grants, until its person presses. */
	staysClosed = $state(false);
	/** In this situation they have asked for it to be open: it opens as soon as it may. */
	micAsked = $state(false);
	camera = $state<CameraState>('off');
	/** The browser waits for a press before it plays sound. */
	soundBlocked = $state(false);
	identity = $state<string | null>(null);
	/** Which of the gathering's rooms this is; null before the first. */
	room = $state<string | null>(null);

	#room: Room | null = null;
	#microphone: Microphone | null = null;
	#voices = new Voices();
	#choices: Choices;
	#camera: Camera | null = null;
	#going = false;
	/** Presses of the microphone button, by situation. What was closed stays so when its situation comes back. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
	#presses = new Map<string, boolean>();
	#floorKey = '';
	#folding = false;
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- only remembers functions; nothing is drawn from it
	#pictures = new Map<string | null, Picture>();

	constructor(choices: Choices) {
		this.#choices = choices;
		this.#voices.onblocked = (blocked) => (this.soundBlocked = blocked);
		if (choices.speakerId) this.#voices.speaker(choices.speakerId);
	}

	/** Enters the room. Returns false when it could not; the link then says `cut`. */
	async connect(ticket: Ticket): Promise<boolean> {
		await this.leave();
		const room = new Room(this.#options());
		this.#room = room;
		this.identity = ticket.identity;
		this.room = ticket.room;
		this.link = 'connecting';
		this.#listen(room);
		this.#microphone = new Microphone(room, this.#choices.micId, (state) => (this.mic = state));
		this.#camera = new Camera(room, (state) => this.#shown(state));
		try {
			await room.connect(ticket.url, ticket.token, { autoSubscribe: false });
		} catch {
			if (room === this.#room) this.link = 'cut';
			return false;
		}
		if (room !== this.#room) return false;
		this.link = 'on';
		this.#subscribe();
		this.#fold();
		return true;
	}

	/**
	 * Goes over to another room of the gathering: enters it, sends the same microphone and camera there, and only then
	 * leaves. Returns false when it could not enter; then one is where one was.
	 */
	async over(ticket: Ticket): Promise<boolean> {
		const before = this.#room;
		if (!before || this.#going) return false;
		const next = new Room(this.#options());
		this.#listen(next);
		this.#going = true;
		const entered = await next.connect(ticket.url, ticket.token, { autoSubscribe: false }).then(
			() => true,
			() => false
		);
		this.#going = false;
		if (entered && before === this.#room) {
			this.#arrive(next, ticket);
			return true;
		}
		void next.disconnect().catch(() => {});
		// Put out meanwhile, and not in: there is nothing to stay in.
		if (before === this.#room && before.state === ConnectionState.Disconnected) this.link = 'cut';
		return false;
	}

	#arrive(next: Room, ticket: Ticket) {
		const before = this.#room;
		this.#room = next;
		this.room = ticket.room;
		this.identity = ticket.identity;
		this.#pictures.clear();
		this.#voices.clear();
		this.#subscribe();
		this.#microphone?.over(next);
		void this.#camera?.over(next);
		this.link = 'on';
		this.#fold();
		void before?.disconnect(false).catch(() => {});
	}

	/** Leaves the room and lets go of every device. */
	async leave() {
		const room = this.#room;
		this.#room = null;
		this.#microphone?.stop();
		this.#microphone = null;
		this.#camera?.stop();
		this.#camera = null;
		this.#voices.clear();
		this.faces = {};
		this.mic = 'none';
		this.link = 'off';
		await room?.disconnect(true).catch(() => {});
	}

	/**
	 * Follows the newest view: who is heard, and what the own microphone and camera do.
	 * With a dead app stream nobody is heard and nothing new is opened. `away`: nothing in, nothing out.
	 */
	follow(view: View | null, alive: boolean, now: Instant, away: boolean) {
		this.#voices.let(heard(away ? null : view, alive));
		if (!view || !this.#room || (!alive && !away)) return;
		const next = floor(view, now);
		if (next.key !== this.#floorKey) {
			if (this.#presses.get(this.#floorKey)) this.#presses.delete(this.#floorKey);
			if (!this.staysClosed && carried(view, next, this.mic === 'open')) this.#presses.set(next.key, true);
			this.#floorKey = next.key;
		}
		this.#microphone?.look();
		this.micFree = next.free && this.#choices.mic;
		const speaks = this.#choices.mic && !away;
		this.micAsked = speaks && !this.staysClosed && this.#presses.get(next.key) === true;
		this.#microphone?.want(speaks ? micWanted(next, this.#presses.get(next.key), this.staysClosed) : 'none');
		// On the way into another room the picture goes along as it is.
		if (this.#going || view.you.room !== this.room) return;
		const seen = this.#choices.camera && this.#choices.quality !== 'audio' && view.you.camera && !away;
		if (this.link !== 'connecting' && this.link !== 'cut') void this.#camera?.want(seen);
	}

	/** The page was away. What was pressed before it counts no more; what was closed stays so. */
	stayClosed() {
		this.staysClosed = true;
		for (const [key, open] of this.#presses) if (open) this.#presses.delete(key);
		this.#microphone?.close();
	}

	/** Its person is here again, and asks for the word. */
	mayOpen() {
		this.staysClosed = false;
	}

	/** A press of the microphone button. It lasts as long as the situation does. */
	openMic(open: boolean) {
		if (open) this.mayOpen();
		this.#presses.set(this.#floorKey, open);
		if (this.mic === 'gone') this.#microphone?.check();
	}

	/** The circle was paused by this person: their voice follows after the breath. */
	speakInTakeover(since: Instant | null) {
		this.#presses.set(`takeover:${since}`, true);
		this.micAsked = this.#choices.mic;
	}

	/** A press said to talk there: the voice is open in this room beside the circle. */
	speakIn(room: string) {
		this.#presses.set(room, true);
	}

	/** New choices, applied without leaving. */
	async choose(next: Choices) {
		const before = this.#choices;
		this.#choices = next;
		if (next.speakerId !== before.speakerId) this.#voices.speaker(next.speakerId);
		if (next.quality !== before.quality) this.#subscribe();
		if (next.micId !== before.micId) await this.#microphone?.device(next.micId);
		if (next.cameraId !== before.cameraId) await this.#camera?.device(next.cameraId);
	}

	/** Front to back and back, on a phone. */
	async flip(front: boolean) {
		await this.#camera?.flip(front);
	}

	/** After a press: plays what the browser held back. */
	startSound() {
		this.#voices.start();
		void this.#room?.startAudio();
	}

	/**
	 * For `{@attach}` on a video element: shows a person's picture while the element lives.
	 * The same function for the same identity, so that a new view does not take the picture away and bring it back.
	 */
	picture(identity: string | null): Picture {
		// In another room the same person has another picture.
		void this.room;
		const known = this.#pictures.get(identity);
		if (known) return known;
		const picture: Picture = (element) => {
			const track = pictureOf(this.#participant(identity))?.track;
			if (!track) return;
			track.attach(element);
			return () => void track.detach(element);
		};
		this.#pictures.set(identity, picture);
		return picture;
	}

	#options(): Partial<RoomOptions> {
		const low = this.#choices.quality === 'low';
		return {
			adaptiveStream: true,
			dynacast: true,
			// What a room takes back goes along into the next one; leaving ends it.
			stopLocalTrackOnUnpublish: false,
			videoCaptureDefaults: {
				deviceId: this.#choices.cameraId || undefined,
				resolution: low ? lowVideo : VideoPresets.h360.resolution
			},
			publishDefaults: {
				simulcast: !low,
				videoSimulcastLayers: [VideoPresets.h180],
				videoEncoding: low ? { maxBitrate: 90_000, maxFramerate: 12 } : VideoPresets.h360.encoding,
				stopMicTrackOnMute: false
			}
		};
	}

	#listen(room: Room) {
		const mine = (change: () => void) => () => room === this.#room && change();
		const fold = mine(() => this.#fold());
		for (const event of [
			RoomEvent.ParticipantConnected,
			RoomEvent.ParticipantDisconnected,
			RoomEvent.TrackPublished,
			RoomEvent.TrackUnpublished,
			RoomEvent.TrackMuted,
			RoomEvent.TrackUnmuted,
			RoomEvent.TrackSubscriptionPermissionChanged,
			RoomEvent.LocalTrackPublished,
			RoomEvent.ActiveSpeakersChanged
		] as const) {
			room.on(event, fold);
		}
		room
			.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
				if (room !== this.#room) return;
				if (isVoice(publication)) this.#voices.add(track.sid ?? publication.trackSid, participant.identity, track.mediaStreamTrack);
				this.#fold();
			})
			.on(RoomEvent.TrackUnsubscribed, (track: RemoteTrack, publication) => {
				if (room !== this.#room) return;
				this.#voices.remove(track.sid ?? publication.trackSid);
				this.#fold();
			})
			.on(
				RoomEvent.TrackPublished,
				mine(() => this.#subscribe())
			)
			.on(RoomEvent.LocalTrackUnpublished, (publication) => {
				if (room !== this.#room) return;
				if (publication.source === Track.Source.Microphone) this.#microphone?.check();
				// While the line heals, the library itself takes the picture back and sends it anew.
				if (publication.source === Track.Source.Camera && this.link === 'on')
					this.#camera?.taken(publication.track?.mediaStreamTrack ?? null);
				this.#fold();
			})
			.on(
				RoomEvent.SignalReconnecting,
				mine(() => (this.link = 'healing'))
			)
			.on(
				RoomEvent.Reconnecting,
				mine(() => (this.link = 'healing'))
			)
			.on(
				RoomEvent.Reconnected,
				mine(() => {
					this.link = 'on';
					this.#subscribe();
				})
			)
			.on(RoomEvent.Disconnected, (reason) => {
				// Being put out on the way into another room is as it should be.
				if (room === this.#room && !this.#going) this.#ended(reason);
			});
	}

	#ended(reason: DisconnectReason | undefined) {
		this.#voices.clear();
		this.faces = {};
		const moved = reason === DisconnectReason.DUPLICATE_IDENTITY || reason === DisconnectReason.PARTICIPANT_REMOVED;
		this.link = moved ? 'elsewhere' : 'cut';
	}

	/** Asks for microphones and cameras, and for nothing else that somebody may send. */
	#subscribe() {
		const { quality } = this.#choices;
		for (const participant of this.#room?.remoteParticipants.values() ?? []) {
			for (const publication of participant.trackPublications.values() as Iterable<RemoteTrackPublication>) {
				const wanted = isVoice(publication) || (isPicture(publication) && quality !== 'audio');
				// Asking again would forget that the sender does not let it through.
				if (publication.isDesired !== wanted) publication.setSubscribed(wanted);
				if (quality === 'low' && isPicture(publication) && publication.isSubscribed) publication.setVideoQuality(VideoQuality.LOW);
			}
		}
	}

	#shown(state: CameraState) {
		this.camera = state;
		this.#fold();
	}

	#participant(identity: string | null): Participant | undefined {
		if (identity === null) return undefined;
		return identity === this.identity ? this.#room?.localParticipant : this.#room?.remoteParticipants.get(identity);
	}

	/** Many events come together; one fold serves them all. */
	#fold() {
		if (this.#folding) return;
		this.#folding = true;
		queueMicrotask(() => {
			this.#folding = false;
			const room = this.#room;
			if (!room) return;
			const people = [room.localParticipant, ...room.remoteParticipants.values()];
			this.faces = Object.fromEntries(people.map((person) => [person.identity, face(person)]));
		});
	}
}

function face(person: Participant): Face {
	const camera = pictureOf(person);
	const voices = voicesOf(person);
	return {
		camera: !!camera?.track && !camera.isMuted,
		mic: voices.some((voice) => !voice.isMuted),
		kept: voices.some(isKept),
		level: person.isSpeaking ? person.audioLevel : 0
	};
}
