// Who may send what, and who may be heard: media follows from state, and from nothing else.

import { inRing, phaseOf, seatIn, type Context } from './context.ts';
import { holdOf, pieceOf, type State } from './state.ts';
import { circleRoom, type Grant, type Seat, type SeatState } from './words.ts';

const inRoom = (state: State): boolean =>
	state.value.lifecycle === 'lobby' || state.value.lifecycle === 'live';

const leads = (s: SeatState): boolean => s.role === 'facilitator' || s.role === 'coFacilitator';

/** [G3] Speaker, and in "ask me something" also the one who answers. */
function turnVoices(c: Context, at: ReturnType<typeof pieceOf>): Seat[] {
	const turn = c.turn;
	if (!turn) return [];
	const wish = seatIn(c, turn.seat)?.wish;
	if (at === 'speaking' || at === 'silent' || at === 'offered') return [turn.seat];
	if (at !== 'responding' || turn.responder === null) return [];
	return wish === 'ask' ? [turn.responder, turn.seat] : [turn.responder];
}

/** [G2] Seats whose microphone the media server lets through. Silence when in doubt. */
function voices(state: State): Seat[] {
	const c = state.context;
	const ring = c.seats.filter(inRing);
	if (state.value.lifecycle === 'lobby') return ring.map((s) => s.seat);
	const hold = holdOf(state);
	if (hold === 'takeover' && c.takeover)
		return c.takeover.inCare === null ? [c.takeover.leader] : [c.takeover.leader, c.takeover.inCare];
	if (hold !== 'none') return [];
	const phase = phaseOf(c);
	if (phase?.mode === 'open') return ring.map((s) => s.seat);
	if (phase?.mode === 'broadcast')
		return ring.filter((s) => state.value.hosting === 'peerHosted' || leads(s)).map((s) => s.seat);
	return phase?.mode === 'piece' ? turnVoices(c, pieceOf(state)) : [];
}

/** [G5] In the care room both may speak; at the circle they keep their place in silence, until they have gone over. */
function inCareRoom(c: Context, s: SeatState, identity: string): Grant[] {
	const circle = { seat: s.seat, room: circleRoom, identity, mic: false, camera: false };
	return c.care ? [{ seat: s.seat, room: c.care.room, identity, mic: true, camera: true }, circle] : [circle];
}

/**
 * [G1] What the media server should allow, seat by seat; whoever is not in it should not be in the room.
 * Who speaks by typing or has stepped out sends no voice; in a takeover whoever wrote may speak.
 */
export function desiredGrants(state: State): Grant[] {
	if (!inRoom(state)) return [];
	const speaking = new Set(voices(state));
	return state.context.seats.flatMap((s): Grant[] => {
		if (!inRing(s) || s.identity === null) return [];
		if (s.standing === 'inCare') return inCareRoom(state.context, s, s.identity);
		const writes = s.typing && holdOf(state) === 'none';
		const mic = speaking.has(s.seat) && s.standing === 'admitted' && !writes;
		return [{ seat: s.seat, room: circleRoom, identity: s.identity, mic, camera: true }];
	});
}

/** Every room this gathering has or had, for the shell to look after. */
export const roomsOf = ({ context: c }: State): string[] => [circleRoom, ...(c.care ? [c.care.room] : []), ...c.pastRooms];

/** Where a seat belongs now: the first of its grants. */
export const grantOf = (state: State, seat: Seat): Grant | undefined => desiredGrants(state).find((g) => g.seat === seat);

/** [G4] The listener's gate: an honest client plays these microphones and no others. Never an offered seat's. */
export function audible(state: State, room: string = circleRoom): Seat[] {
	const offered = holdOf(state) === 'none' && pieceOf(state) === 'offered';
	return desiredGrants(state)
		.filter((g) => g.mic && g.room === room && !(offered && room === circleRoom && g.seat === state.context.turn?.seat))
		.map((g) => g.seat);
}
