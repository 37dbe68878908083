// Who may send what, and who may be heard: media follows from state, and from nothing else.

import { inRing, phaseOf, seatIn, type Context } from './context.ts';
import { insidePair, pairHere, speakerOf } from './pairs/transitions.ts';
import { pauseOf, pieceOf, roomsOpen, type State } from './state.ts';
import { circleRoom, type Grant, type Pair, type Seat, type SeatState } from './types.ts';

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

/** [G2] [G7] Seats whose microphone the media server lets through. Silence when in doubt. */
function voices(state: State): Seat[] {
	const c = state.context;
	const ring = c.seats.filter(inRing);
	if (state.value.lifecycle === 'lobby') return ring.map((s) => s.seat);
	const hold = pauseOf(state);
	if (hold === 'takeover' && c.takeover) return c.takeover.voice === null ? [c.takeover.leader] : [c.takeover.leader, c.takeover.voice];
	if (hold !== 'none') return [];
	const phase = phaseOf(c);
	if (phase?.mode === 'open' || phase?.mode === 'dyads') return ring.map((s) => s.seat);
	if (phase?.mode === 'broadcast') return ring.filter((s) => state.value.hosting === 'peerHosted' || leads(s)).map((s) => s.seat);
	if (phase?.mode !== 'piece') return [];
	const teller = phase.tellerSpeaks && c.teller !== null ? [c.teller] : [];
	return [...turnVoices(c, pieceOf(state)), ...teller];
}

/** [G6] Whose microphone is open in a pair: by the step both, or the one who speaks; in a moment of quiet only the helper's. */
function pairVoices(c: Context, pair: Pair): Seat[] {
	const step = c.pairs?.step ?? 'returning';
	const helper = pair.helper === null ? [] : [pair.helper];
	if (pair.alone !== null) return insidePair(pair);
	if (pair.moment) return helper;
	const speaker = speakerOf(step, pair);
	if (speaker === null) return [...pair.seats, ...helper];
	return phaseOf(c)?.listenerSpeaks ? [...pair.seats.slice(0, 2), ...helper] : [speaker, ...helper];
}

/**
 * [G5] The room beside the circle where a seat belongs now: a care room, or that of its pair while nothing holds the
 * circle.
 */
function besideRoom(state: State, s: SeatState): { room: string; mic: boolean } | null {
	const c = state.context;
	if (s.standing === 'inCare') return c.care && { room: c.care.room, mic: true };
	const pair = pauseOf(state) === 'none' && s.standing === 'admitted' ? pairHere(c, s.seat) : undefined;
	return pair ? { room: pair.room, mic: pairVoices(c, pair).includes(s.seat) } : null;
}

/**
 * [G1] What the media server should allow, seat by seat; whoever is not in it should not be in the room.
 * Who speaks by typing or has stepped out sends no voice; in a takeover whoever wrote may speak. [G8] Nor does whoever keeps
 * theirs from somebody who holds the circle.
 */
export function desiredGrants(state: State): Grant[] {
	if (!roomsOpen(state.value.lifecycle)) return [];
	const speaking = new Set(voices(state));
	return state.context.seats.flatMap((s): Grant[] => {
		if (!inRing(s) || s.identity === null) return [];
		const { seat, identity } = s;
		const away = besideRoom(state, s);
		// At the circle they keep their place in silence, until they have gone over.
		const silent = { seat, room: circleRoom, identity, mic: false, camera: false };
		if (away) return [{ seat, ...away, mic: away.mic && !s.voiceEnded, identity, camera: true }, silent];
		const writes = s.typing && pauseOf(state) === 'none';
		const mic = speaking.has(seat) && s.standing === 'admitted' && !writes && !s.voiceEnded;
		return [{ ...silent, mic, camera: true }];
	});
}

/** Every room this gathering has or had, for the shell to look after. */
export const roomsOf = ({ context: c }: State): string[] => [
	circleRoom,
	...(c.care ? [c.care.room] : []),
	...(c.pairs?.all.map((pair) => pair.room) ?? []),
	...c.pastRooms
];

/** Where a seat belongs now: the first of its grants. */
export const grantOf = (state: State, seat: Seat): Grant | undefined => desiredGrants(state).find((g) => g.seat === seat);

/** [G4] The listener's gate: an honest client plays these microphones and no others. Never an offered seat's. */
export function audible(state: State, room: string = circleRoom): Seat[] {
	const offered = pauseOf(state) === 'none' && pieceOf(state) === 'offered';
	return desiredGrants(state)
		.filter((g) => g.mic && g.room === room && !(offered && room === circleRoom && g.seat === state.context.turn?.seat))
		.map((g) => g.seat);
}
