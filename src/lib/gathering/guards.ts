// Guards: what the eventless steps of the machine ask of the context. No rule about who may do what is here.

import { besideCircle, credentialed, here, mayFacilitate, phaseOf, seatIn, type Context } from './context.ts';
import { nobodyStays } from './care-room/transitions.ts';
import { pairOf } from './pairs/transitions.ts';
import { leaderLeft, wordLost } from './seats/transitions.ts';
import { callerOf, gone, inside, isOpen } from './signals/attended.ts';
import { callsMoved } from './signals/follow.ts';
import { complete, nextSeat, waitedFor } from './piece/order.ts';
import { nextResponder, settleMs } from './piece/transitions.ts';
import { isTry } from './signals/transitions.ts';
import type { Sent } from './sent.ts';
import type { Mode, SeatState } from './types.ts';

interface Asked {
	context: Context;
	event: Sent;
}

const mode = (m: Mode) => (asked: Asked) => phaseOf(asked.context)?.mode === m;
const holder = (c: Context): SeatState | undefined => seatIn(c, c.turn?.seat ?? null);
const host = (c: Context): SeatState | undefined => seatIn(c, c.host);
const hasNext = (c: Context): boolean => c.phaseIndex >= 0 && c.phaseIndex < c.format.phases.length - 1;

/** From the first word to the end of the last response; an offer that waits is none. */
const inShare = (c: Context): boolean => c.turn !== null && (c.turn.usedMs > 0 || c.turn.runningSince !== null || c.finishedAt !== null);

export const guards = {
	/** [N6] */
	isTry: ({ context: c, event: e }: Asked) => e.type === 'SUPPORT' && isTry(c, e),
	isOpen: mode('open'),
	isBroadcast: mode('broadcast'),
	isSilence: mode('silence'),
	isPiece: mode('piece'),
	isDyads: mode('dyads'),
	movesOn: ({ context: c }: Asked) => c.moveOn && !c.turn && hasNext(c),
	hasNext: ({ context: c }: Asked) => hasNext(c),

	noTurn: ({ context: c }: Asked) => c.turn === null,
	canOffer: ({ context: c }: Asked) => !c.turn && !c.moveOn && nextSeat(c) !== null,
	isComplete: ({ context: c }: Asked) => complete(c),
	/** Not while the phase is about to be left: then the marks of the next one would be settled. */
	completes: ({ context: c }: Asked) => !c.moveOn && complete(c),
	shouldWait: ({ context: c }: Asked) => phaseOf(c)?.order === 'ring' && !c.moveOn && !c.timers.awaitReturn && waitedFor(c),
	holderGone: ({ context: c }: Asked) => {
		const standing = holder(c)?.standing;
		return standing !== 'admitted' && standing !== 'inCare';
	},
	/** [P8] Lost, or aside in a care room: waited for. */
	holderLost: ({ context: c }: Asked) => holder(c)?.connection === 'lost' || holder(c)?.standing === 'inCare',
	holderHere: ({ context: c }: Asked) => {
		const s = holder(c);
		return !!s && here(s);
	},
	/** [A2] The two go aside, and nobody would stay to hold the circle. */
	nobodyWouldStay: ({ context: c, event: e }: Asked) =>
		c.careInvite !== null && nobodyStays(c, c.careInvite.companion, c.careInvite.seat, e.now),
	/** [N11] Who called is in a pair, and nothing holds the circle. */
	callerInPair: ({ context: c, event: e }: Asked) =>
		e.type === 'BE_WITH' && c.pauseId === null && pairOf(c, callerOf(c, e.signalId)) !== undefined,
	/** [N11] Nobody would stay with the circle when whoever may help goes aside with the one who called. */
	mustPause: ({ context: c, event: e }: Asked) =>
		e.type === 'BE_WITH' && e.by.kind === 'seat' && nobodyStays(c, e.by.seat, callerOf(c, e.signalId), e.now),
	/** [N7] [N8] Somebody came to a caller, went from one, or nobody is left who could. */
	callsMoved: ({ context: c, event: e }: Asked) => callsMoved(c, e.now),
	leaderLeft: ({ context: c }: Asked) => leaderLeft(c),
	wordLost: ({ context: c }: Asked) => wordLost(c),
	/** [A6] Somebody is in the care room, or called and still here: nobody is sent home over that. */
	stillCares: ({ context: c }: Asked) => c.care !== null || c.signals.some((s) => isOpen(s) && inside(s) && !gone(c, s)),
	/** [B2] A share is on: nobody is rung over. */
	inShare: ({ context: c }: Asked) => inShare(c),
	bellWaits: ({ context: c, event: e }: Asked) => e.type === 'BELL' && !e.safety && inShare(c),
	bellAsked: ({ context: c }: Asked) => c.bellAsked !== null,
	holderListens: ({ context: c }: Asked) => holder(c)?.listening === true,
	restsAtOnce: ({ context: c }: Asked) => settleMs(c) === 0 && nextResponder(c) === null,
	hasResponder: ({ context: c }: Asked) => nextResponder(c) !== null,
	responderGone: ({ context: c }: Asked) => {
		const s = seatIn(c, c.turn?.responder ?? null);
		return !s || !here(s);
	},

	exactly: ({ event: e }: Asked) => e.type === 'RESUME' && e.mode === 'exact',

	hasBegun: ({ context: c }: Asked) => c.phaseIndex >= 0,
	hasHost: ({ context: c }: Asked) => c.host !== null,
	/** [H5] Away, or here with a credential that has ended: then nobody holds the circle. Gone on purpose is not away. */
	hostAway: ({ context: c, event: e }: Asked) => {
		const s = host(c);
		return !s || !(mayFacilitate(s, e.now) || besideCircle(s, e.now));
	},
	hostHere: ({ context: c, event: e }: Asked) => {
		const s = host(c);
		return !!s && (mayFacilitate(s, e.now) || besideCircle(s, e.now));
	},
	hostIsFacilitator: ({ context: c }: Asked) => host(c)?.role === 'facilitator',
	toFacilitator: ({ context: c, event: e }: Asked) => e.type === 'HAND_OVER' && seatIn(c, e.to)?.role === 'facilitator',
	coFacilitatorHere: ({ context: c, event: e }: Asked) => c.seats.some((s) => mayFacilitate(s, e.now)),
	successorHere: ({ context: c, event: e }: Asked) => c.seats.some((s) => here(s) && credentialed(s, e.now))
};
