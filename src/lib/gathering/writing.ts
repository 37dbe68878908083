// What may be written now instead of spoken, by whom, and who reads it along: a turn at the circle, and beside it a
// page that those in a care room or a pair share. Pure.

import { inRing, seatIn, type Context } from './context.ts';
import { grantOf } from './grants.ts';
import { insidePair } from './pairs/transitions.ts';
import { pauseOf, over, pieceOf, type State } from './state.ts';
import type { RefusalCode, Seat, Standing } from './types.ts';

/** Those of a room beside the circle who belong in it now, in ring order. */
interface Company {
	room: string;
	seats: Seat[];
}

function companies(c: Context): Company[] {
	const there = (standing: Standing, room: string, seats: (Seat | null)[]): Company => ({
		room,
		seats: c.seats.filter((s) => seats.includes(s.seat) && s.standing === standing).map((s) => s.seat)
	});
	const pairs = (c.pairs?.all ?? []).map((pair) => there('admitted', pair.room, insidePair(pair)));
	return c.care ? [there('inCare', c.care.room, [c.care.seat, c.care.companion]), ...pairs] : pairs;
}

/** [W2] Another company has another page: who comes in later reads nothing from before. */
const pageOf = ({ room, seats }: Company): string => `${room}:${seats.join('+')}`;

/** [W3] In a pause whoever may speak may write instead, and everybody in the circle reads it. */
const pausePage = ({ takeover, pauseId }: Context): string[] => (takeover ? [`pause:${pauseId}`] : []);

/** Everything that may stand written now; whatever else was written is gone. */
export function writings(state: State): string[] {
	const { context: c } = state;
	if (over(state)) return [];
	return [...(c.turn ? [c.turn.turnId] : []), ...pausePage(c), ...companies(c).map(pageOf)];
}

/** [W2] The page of those whom this seat is with beside the circle now; in a pause that of the pause; else null at the circle. */
export function pageFor(state: State, seat: Seat): string | null {
	const c = state.context;
	const company = companies(c).find(({ seats }) => seats.includes(seat));
	const s = seatIn(c, seat);
	if (pauseOf(state) !== 'none' && s?.standing !== 'inCare') return s?.standing === 'admitted' ? (pausePage(c)[0] ?? null) : null;
	return company ? pageOf(company) : null;
}

/** Who reads along: the ring what is written in a turn, a room's own company what is written there. */
export function readersOf({ context: c }: State, id: string): Seat[] {
	if (pausePage(c).includes(id)) return c.seats.filter((s) => s.standing === 'admitted').map(({ seat }) => seat);
	if (c.turn?.turnId === id) return c.seats.filter(inRing).map(({ seat }) => seat);
	return companies(c).find((company) => pageOf(company) === id)?.seats ?? [];
}

/**
 * Whether a seat may write here now; a coded no, or null. In a turn: holder or responder, and only who chose to type. In a
 * room beside the circle: whoever may speak there.
 */
export function refuseWriting(state: State, seat: Seat, id: string): RefusalCode | null {
	const { turn } = state.context;
	if (turn?.turnId !== id) {
		if (pageFor(state, seat) !== id) return 'turn-over';
		return grantOf(state, seat)?.mic ? null : 'not-now';
	}
	const hold = pauseOf(state);
	if (hold === 'takeover' || hold === 'technicalPause') return 'held';
	const piece = pieceOf(state);
	const holds = (piece === 'speaking' || piece === 'silent') && turn.seat === seat;
	const asked = seatIn(state.context, turn.seat)?.wish === 'ask' && turn.seat === seat;
	const responds = piece === 'responding' && (turn.responder === seat || asked);
	if (!holds && !responds) return 'not-holder';
	return seatIn(state.context, seat)?.typing ? null : 'not-now';
}
