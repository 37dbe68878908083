// Coming into the room: the seat gets a fresh identity, the old one is put out, and only then is there a token.

import { desiredGrants } from '../../gathering/grants.ts';
import type { RefusalCode, Seat } from '../../gathering/words.ts';
import { look, send } from '../gatherings/gatherings.ts';
import * as livekit from './livekit.ts';
import { hasAgreed } from '../people/seating.ts';

export interface Joined {
	version: number;
	token: string;
	url: string;
	identity: string;
}

/**
 * Joins the room of a gathering from one device.
 * @param about.moveHere whether to take the seat's place from another device
 * @param about.camera whether the person wants to send a picture; the microphone never comes with a token
 * @returns what to connect with; a coded no (`waiting` while somebody has to let them in); or that the media server
 * does not answer. The seat keeps its place in each case
 */
export async function join(
	gathering: string,
	seat: Seat,
	about: { commandId: string; device: string; moveHere: boolean; camera: boolean }
): Promise<Joined | { refused: RefusalCode } | livekit.Unknown> {
	const { commandId, device, moveHere, camera } = about;
	if (!(await hasAgreed(gathering, seat))) return { refused: 'not-agreed' };
	const before = await look(gathering);
	const identity = crypto.randomUUID();
	const command = { type: 'JOIN', identity, device, moveHere } as const;
	const answer = await send(gathering, { kind: 'seat', seat }, command, commandId);
	if ('refused' in answer) return answer;

	const after = await look(gathering);
	const now = after && desiredGrants(after.state).find((grant) => grant.seat === seat);
	// A repeat of this command finds the identity that its first time made.
	if (!now) return { refused: 'waiting' };
	const old = before?.state.context.seats.find((s) => s.seat === seat)?.identity;
	const [made] = await Promise.all([
		livekit.openRoom(gathering),
		old && old !== now.identity ? livekit.removePerson(gathering, old) : undefined
	]);
	if (livekit.isUnknown(made)) return made;
	const token = await livekit.token({ room: gathering, identity: now.identity, camera: camera && now.camera });
	return { version: answer.version, token, url: livekit.publicUrl(), identity: now.identity };
}
