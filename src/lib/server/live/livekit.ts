// All calls to the media server live here, nowhere else. "No answer" is a value of its own and never means "nobody".

import {
	AccessToken,
	ParticipantInfo_State,
	RoomServiceClient,
	TrackSource,
	TrackType,
	TwirpError,
	WebhookReceiver,
	type TrackInfo,
	type VideoGrant
} from 'livekit-server-sdk';
import { env } from '../env/index.ts';
import { mediaAsked } from '../metrics/index.ts';
import { isFresh } from './freshness.ts';

/** The media server did not answer, or not in words we know: nothing may be concluded from it. */
export interface Unknown {
	unknown: true;
}
/** What a person may send. */
export interface Allowed {
	mic: boolean;
	camera: boolean;
}
export interface Listed extends Allowed {
	identity: string;
	/** The connection stands: it was established, and did not end. */
	here: boolean;
	/** What they send under these rights is something else: the server looks at a track's label, never at its kind. */
	misused: Allowed;
}
export interface RoomEvent {
	room: string;
	identity: string | null;
	/** `stray`: something was sent that is no voice as a microphone and no picture as a camera, for everybody to hear and see. */
	kind: 'joined' | 'left' | 'stray' | 'other';
}

/** A call that takes longer is given up; the next tick tries again. */
const callSeconds = 2;
/** Long enough to connect once; re-joining asks for a new one. */
const tokenLife = '2m';
/** An empty room stays this long, in seconds: a whole circle may lose its network at once. */
const emptySeconds = 600;

interface Keys {
	url: string;
	key: string;
	secret: string;
}

function keys(): Keys {
	const { LIVEKIT_URL: outer, LIVEKIT_INTERNAL_URL: url = outer, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = env;
	if (!url || !key || !secret) throw new Error('LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be set');
	return { url, key, secret };
}

/** The library signs a right for ten minutes. It is used for less, because signing costs more than asking. */
const rightUsedMs = 5 * 60_000;
/** Rights of rooms that nobody asked about since are let go. */
const rightsKept = 2000;

/** The library's own client, but that it signs once for many calls. */
class Rooms extends RoomServiceClient {
	readonly #rights = new Map<string, { headers: Promise<Record<string, string>>; at: number }>();

	override authHeader(grant: VideoGrant): Promise<Record<string, string>> {
		const what = JSON.stringify(grant);
		const had = this.#rights.get(what);
		// By the clock it was signed by: should that be set anew, it is signed anew.
		const age = had ? Date.now() - had.at : -1;
		if (had && age >= 0 && age < rightUsedMs) return had.headers;
		this.#rights.delete(what);
		if (this.#rights.size >= rightsKept) this.#rights.delete(this.#rights.keys().next().value!);
		const headers = super.authHeader(grant);
		this.#rights.set(what, { headers, at: Date.now() });
		return headers;
	}
}

let open: { rooms: Rooms; receiver: WebhookReceiver } | undefined;

function clients() {
	if (open) return open;
	const { url, key, secret } = keys();
	open = {
		rooms: new Rooms(url, key, secret, { requestTimeout: callSeconds, failover: false }),
		receiver: new WebhookReceiver(key, secret)
	};
	return open;
}

const isMissing = (error: unknown): boolean => error instanceof TwirpError && error.code === 'not_found';

/** What the server answers, "missing" for a room or person it does not have, or that it is not known. */
async function ask<T, M>(call: () => Promise<T>, missing: M): Promise<T | M | Unknown> {
	try {
		const answer = await call();
		mediaAsked(true);
		return answer;
	} catch (error) {
		mediaAsked(isMissing(error));
		return isMissing(error) ? missing : { unknown: true };
	}
}

export const isUnknown = (answer: unknown): answer is Unknown => typeof answer === 'object' && answer !== null && 'unknown' in answer;

/** Where browsers connect to. */
export const publicUrl = (): string => env.LIVEKIT_URL ?? keys().url;

/**
 * The rights a person has. An empty list of sources would mean every source, so silence is `canPublish: false`.
 */
function rights(allowed: Allowed) {
	const sources: TrackSource[] = [];
	if (allowed.camera) sources.push(TrackSource.CAMERA);
	if (allowed.mic) sources.push(TrackSource.MICROPHONE);
	return {
		canSubscribe: true,
		canPublish: sources.length > 0,
		...(sources.length > 0 && { canPublishSources: sources }),
		canPublishData: false,
		canUpdateMetadata: false
	};
}

/**
 * A short-lived token to join one room. It never carries the microphone: a token outlives the grant in it.
 * @returns the signed token; throws only when the keys are not set
 */
export async function token(about: { room: string; identity: string; camera: boolean }): Promise<string> {
	const { key, secret } = keys();
	const { canUpdateMetadata, ...may } = rights({ mic: false, camera: about.camera });
	const grant: VideoGrant = { roomJoin: true, room: about.room, ...may, canUpdateOwnMetadata: canUpdateMetadata };
	const made = new AccessToken(key, secret, { identity: about.identity, ttl: tokenLife });
	made.addGrant(grant);
	return made.toJwt();
}

/** Makes sure that the room exists. Idempotent. */
export async function openRoom(room: string): Promise<{ ok: true } | Unknown> {
	const made = await ask(
		() => clients().rooms.createRoom({ name: room, emptyTimeout: emptySeconds, departureTimeout: emptySeconds }),
		null
	);
	return made === null || isUnknown(made) ? { unknown: true } : { ok: true };
}

type Track = Pick<TrackInfo, 'type' | 'source' | 'encryption'>;
/** Whoever encrypts what they send chooses who understands it. */
const isPlain = ({ encryption }: Track) => encryption === 0;
const isVoice = (track: Track) => isPlain(track) && track.type === TrackType.AUDIO && track.source === TrackSource.MICROPHONE;
const isPicture = (track: Track) => isPlain(track) && track.type === TrackType.VIDEO && track.source === TrackSource.CAMERA;

/** The rights that carry what they are not for; both, where what is sent belongs to neither. */
function misuse(tracks: Track[], data: number): Allowed {
	const strays = tracks.filter((track) => !isVoice(track) && !isPicture(track));
	const under = (source: TrackSource) => strays.some((track) => track.source === source);
	const neither = data > 0 || strays.some(({ source }) => source !== TrackSource.MICROPHONE && source !== TrackSource.CAMERA);
	return { mic: neither || under(TrackSource.MICROPHONE), camera: neither || under(TrackSource.CAMERA) };
}

/** Sets what a person may send. `absent`: nobody of that identity is in the room, so nothing can be sent. */
export async function setGrant(room: string, identity: string, allowed: Allowed): Promise<{ ok: true } | { absent: true } | Unknown> {
	const permission = rights(allowed);
	const done = await ask(() => clients().rooms.updateParticipant(room, identity, { permission }), null);
	if (done === null) return { absent: true };
	return isUnknown(done) ? done : { ok: true };
}

/** Who is in the room now and what they may send; `missing` when the server has no such room. */
export async function list(room: string): Promise<Listed[] | { missing: true } | Unknown> {
	const people = await ask(() => clients().rooms.listParticipants(room), { missing: true } as const);
	if (!Array.isArray(people)) return people;
	return people.map((p) => {
		const sources = p.permission?.canPublishSources ?? [];
		const may = (source: TrackSource) => (p.permission?.canPublish ?? false) && (sources.length === 0 || sources.includes(source));
		return {
			identity: p.identity,
			here: p.state === ParticipantInfo_State.JOINED || p.state === ParticipantInfo_State.ACTIVE,
			mic: may(TrackSource.MICROPHONE),
			camera: may(TrackSource.CAMERA),
			misused: misuse(p.tracks, p.dataTracks.length)
		};
	});
}

/** Ends a person's connection; somebody who is not there needs no ending. */
export async function removePerson(room: string, identity: string): Promise<{ ok: true } | Unknown> {
	const done = await ask(() => clients().rooms.removeParticipant(room, identity), undefined);
	return isUnknown(done) ? done : { ok: true };
}

/** Ends every connection and the room itself. */
export async function closeRoom(room: string): Promise<{ ok: true } | Unknown> {
	const done = await ask(() => clients().rooms.deleteRoom(room), undefined);
	return isUnknown(done) ? done : { ok: true };
}

/** Whether the media server answers at all. */
export async function answers(): Promise<boolean> {
	return !isUnknown(await ask(() => clients().rooms.listRooms(['none']), []));
}

/** Whether the media server answers, and knows our keys. */
export async function videoHealth(): Promise<'ok' | 'wrong-keys' | 'silent'> {
	try {
		await clients().rooms.listRooms(['none']);
		return 'ok';
	} catch (error) {
		return error instanceof TwirpError && (error.status === 401 || error.status === 403) ? 'wrong-keys' : 'silent';
	}
}

/**
 * Reads a webhook: signature and the hash of the body, freshness, and each event once.
 * @param raw the body as it came
 * @param header its Authorization header
 * @returns what happened; `forged` when it is not the media server's word; `stale` when it is old or was heard already
 */
export async function webhook(raw: string, header: string | null): Promise<RoomEvent | { forged: true } | { stale: true }> {
	let event;
	try {
		event = await clients().receiver.receive(raw, header ?? undefined);
	} catch {
		return { forged: true };
	}
	if (!isFresh(event.id, Number(event.createdAt) * 1000, Date.now())) return { stale: true };
	const kind = kindOf(event.event, event.track);
	return { room: event.room?.name ?? '', identity: event.participant?.identity ?? null, kind };
}

function kindOf(event: string, track: Track | undefined): RoomEvent['kind'] {
	if (event === 'participant_joined') return 'joined';
	if (event === 'participant_left') return 'left';
	return event === 'track_published' && track && !isVoice(track) && !isPicture(track) ? 'stray' : 'other';
}
