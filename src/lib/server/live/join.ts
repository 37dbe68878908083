// Coming into the room: the seat gets a fresh identity, the old one is put out, and only then is there a token.

import { grantOf } from '../../gathering/grants.ts';
import { seatIn } from '../../gathering/context.ts';
import type { Grant, RefusalCode, Seat } from '../../gathering/types.ts';
import { look, send } from '../gatherings/gatherings.ts';
import * as livekit from './livekit.ts';
import { attendsBeside } from './presence.ts';
import { roomName } from './rooms.ts';
import { cameBy, hasAgreed } from '../seats/seating.ts';

/** What to connect with. */
export interface Ticket {
	/** Which of the gathering's rooms it opens. */
	room: string;
	token: string;
	url: string;
	identity: string;
}

export interface Joined extends Ticket {
	version: number;
}

/**
 * Joins the room of a gathering from one device.
 * @param about.moveHere whether to take the seat's place from another device; not asked where no page of that seat is open but this one
 * @param about.stream the name of this page's own stream; null where it has none yet
 * @param about.loginId the login by which they come, which their voice and picture end with; null for a guest
 * @param about.camera whether the person wants to send a picture; the microphone never comes with a token
 * @returns what to connect with; a coded no (`waiting` while somebody has to let them in); or that the media server
 * does not answer. The seat keeps its place in each case
 */
export async function joinRoom(
	gathering: string,
	seat: Seat,
	about: { commandId: string; device: string; moveHere: boolean; camera: boolean; loginId?: string | null; stream?: string | null }
): Promise<Joined | { refused: RefusalCode } | livekit.Unknown> {
	const { commandId, device, moveHere, camera, loginId = null, stream = null } = about;
	if (!(await hasAgreed(gathering, seat))) return { refused: 'not-agreed' };
	const before = await look(gathering);
	const identity = crypto.randomUUID();
	const comes = (moves: boolean) => send(gathering, { kind: 'seat', seat }, { type: 'JOIN', identity, device, moveHere: moves }, commandId);
	let answer = await comes(moveHere);
	// This page itself may be all that keeps the seat from counting as lost.
	if ('refused' in answer && answer.refused === 'second-device' && !(await attendsBeside(gathering, seat, stream)))
		answer = await comes(true);
	if ('refused' in answer) return answer;
	await cameBy(gathering, seat, loginId);

	const after = await look(gathering);
	const now = after && grantOf(after.state, seat);
	// A repeat of this command finds the identity that its first time made.
	if (!now) return { refused: 'waiting' };
	const old = before?.state.context.seats.find((s) => s.seat === seat)?.identity;
	const room = roomName(gathering, now.room);
	const [opened] = await Promise.all([
		ticketTo(room, now, camera),
		old && old !== now.identity ? livekit.removePerson(room, old) : undefined
	]);
	return livekit.isUnknown(opened) ? opened : { version: answer.version, ...opened };
}

/** A way into this room, which is made if it is not there. */
async function ticketTo(room: string, grant: Grant, camera: boolean): Promise<Ticket | livekit.Unknown> {
	const made = await livekit.openRoom(room);
	if (livekit.isUnknown(made)) return made;
	const token = await livekit.token({ room, identity: grant.identity, camera: camera && grant.camera });
	return { token, url: livekit.publicUrl(), identity: grant.identity, room: grant.room };
}

/**
 * A way into the room where a seat belongs now: the circle's or a care room. The seat keeps its identity.
 * @param device the seat's own device; another one is refused
 */
export async function goOver(
	gathering: string,
	seat: Seat,
	about: { device: string; camera: boolean }
): Promise<Ticket | { refused: RefusalCode } | livekit.Unknown> {
	const found = await look(gathering);
	const grant = found && grantOf(found.state, seat);
	if (!grant) return { refused: 'not-now' };
	if (seatIn(found.state.context, seat)?.device !== about.device) return { refused: 'second-device' };
	return ticketTo(roomName(gathering, grant.room), grant, about.camera);
}
