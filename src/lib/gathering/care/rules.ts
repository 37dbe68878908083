// Refusals about holding the circle: a takeover is refused only to those who may not lead one.

import { running } from '../clocks.ts';
import { besideCircle, here, inRing, mayFacilitate, seatIn } from '../context.ts';
import type { Asking, No, Of, Rules } from '../asking.ts';
import { limits } from '../limits.ts';
import { heldNow, pauseOf, live, pieceOf, type State } from '../state.ts';
import type { Command, ResumeMode } from '../types.ts';

/** [K2] Credentialed and present; one takeover at a time; a person cared for sits in this circle. */
function refuseTakeover({ state, me, now }: Asking, e: Of<'TAKEOVER'>): No {
	if (!live(state)) return 'not-live';
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	if (pauseOf(state) === 'takeover') return 'already-held';
	if (e.seat === null) return null;
	if (e.kind === 'safety') return 'bad-request';
	const other = seatIn(state.context, e.seat);
	if (!other || !inRing(other)) return 'no-such-seat';
	return other.seat === me.seat ? 'not-in-person' : null;
}

/** [K13] What is about another pause than the one that is on changes nothing. */
function refuseOther(state: State, pauseId: string): No {
	if (pauseOf(state) !== 'takeover') return 'not-held';
	return state.context.pauseId === pauseId ? null : 'pause-over';
}

function refuseInTakeover({ state, me, now }: Asking, pauseId: string): No {
	return refuseOther(state, pauseId) ?? (mayFacilitate(me, now) ? null : 'not-credentialed');
}

function refuseDelegate(asking: Asking, { pauseId, to }: Of<'DELEGATE'>): No {
	const no = refuseInTakeover(asking, pauseId);
	if (no) return no;
	const other = seatIn(asking.state.context, to);
	if (!other) return 'no-such-seat';
	if (other.seat === asking.state.context.takeover?.leader) return 'nothing-to-do';
	return mayFacilitate(other, asking.now) ? null : 'not-credentialed';
}

/** [K3] Four of the five ways back need a turn to go back to, or a closing still ahead. */
function possible({ state }: Asking, mode: ResumeMode): No {
	const c = state.context;
	const begun = heldNow(state);
	if (mode === 'returnTurn' || mode === 'restartTurn') return begun ? null : 'not-now';
	if (mode === 'nextSeat') return begun || pieceOf(state) === 'offered' ? null : 'not-now';
	if (mode !== 'toClosing') return null;
	const closing = c.format.phases.findIndex((p) => p.kind === 'closing');
	return c.phaseIndex < closing ? null : 'not-now';
}

/**
 * [K5] With nobody credentialed left, those present may go on or close after a technical pause; and where whoever leads is
 * with somebody and nobody else may hold the circle, after it has rested a while.
 */
function peersMayGoOn({ state, me, now }: Asking): boolean {
	if (!here(me)) return false;
	const c = state.context;
	if (pauseOf(state) === 'technicalPause') return state.value.hosting === 'peerHosted';
	const leader = c.takeover && seatIn(c, c.takeover.leader);
	const nobody = !c.seats.some((s) => mayFacilitate(s, now));
	return !!leader && besideCircle(leader, now) && nobody && c.care !== null && now - c.care.since >= limits.restMs;
}

function refuseResume(asking: Asking, { pauseId, mode }: Of<'RESUME'>): No {
	const { state, me, now } = asking;
	const held = pauseOf(state);
	if (held !== 'takeover' && held !== 'technicalPause') return 'not-held';
	if (state.context.pauseId !== pauseId) return 'pause-over';
	if (!mayFacilitate(me, now) && !peersMayGoOn(asking)) return 'not-credentialed';
	return possible(asking, mode);
}

function refuseUndo(asking: Asking, pauseId: string): No {
	const no = refuseInTakeover(asking, pauseId);
	if (no) return no;
	const c = asking.state.context;
	if (c.takeover?.leader !== asking.me.seat) return 'not-yours';
	return running(c.timers.undo) ? null : 'too-late';
}

/** [K8] */
function refuseGround(asking: Asking, { pauseId, on }: Of<'GROUND'>): No {
	const no = refuseAsLeader(asking, pauseId);
	if (no) return no;
	return (asking.state.context.takeover?.grounding != null) === on ? 'nothing-to-do' : null;
}

/** [K6] A takeover is led, and rests without a leader only when nobody is there to lead it. */
function refusePause({ state, me, now }: Asking): No {
	if (!live(state)) return 'not-live';
	if (!mayFacilitate(me, now)) return 'not-credentialed';
	return ['takeover', 'technicalPause'].includes(pauseOf(state)) ? 'already-held' : null;
}

/** Whoever leads, and what they saw is still on. */
function refuseAsLeader(asking: Asking, pauseId: string): No {
	const no = refuseInTakeover(asking, pauseId);
	if (no) return no;
	return asking.state.context.takeover?.leader === asking.me.seat ? null : 'not-yours';
}

/** [K10] One person's microphone beside the leader's: somebody who sits here, and whose line stands. */
function refuseGiveWord(asking: Asking, e: Of<'GIVE_WORD'>): No {
	const no = refuseAsLeader(asking, e.pauseId);
	if (no) return no;
	const { takeover } = asking.state.context;
	if ((takeover?.voice === e.seat) === e.on) return 'nothing-to-do';
	const other = seatIn(asking.state.context, e.seat);
	if (!other) return 'no-such-seat';
	if (other.seat === asking.me.seat) return 'not-in-person';
	return !e.on || here(other) ? null : 'not-now';
}

/** [K11] */
function refuseRound(asking: Asking, pauseId: string): No {
	const no = refuseAsLeader(asking, pauseId);
	if (no) return no;
	const c = asking.state.context;
	if (c.takeover?.round) return 'nothing-to-do';
	return c.seats.some((s) => here(s) && s.seat !== asking.me.seat) ? null : 'not-now';
}

/** [K10] [K11] */
function refuseWordDone({ state, me }: Asking, pauseId: string): No {
	const no = refuseOther(state, pauseId);
	if (no) return no;
	return state.context.takeover?.voice === me.seat ? null : 'not-yours';
}

function refuseAskToJoin(asking: Asking, pauseId: string): No {
	const { takeover } = asking.state.context;
	const known = takeover?.leader === asking.me.seat || takeover?.asked.includes(asking.me.seat);
	return refuseInTakeover(asking, pauseId) ?? (known ? 'nothing-to-do' : null);
}

/** [K12] By whoever did it, or another who may hold the circle; while nobody went into a care room since. */
function refuseTakeBack({ state, me, now }: Asking, stepId: string): No {
	if (!live(state)) return 'not-live';
	const { takeBack, care } = state.context;
	if (takeBack?.id !== stepId) return 'too-late';
	const before = takeBack.before.context as { care?: { room: string } | null };
	if ((before.care?.room ?? null) !== (care?.room ?? null)) return 'too-late';
	return here(me) && (takeBack.by === me.seat || mayFacilitate(me, now)) ? null : 'not-permitted';
}

export const careRules = {
	TAKEOVER: refuseTakeover,
	UNDO_TAKEOVER: (asking, e) => refuseUndo(asking, e.pauseId),
	DELEGATE: refuseDelegate,
	GROUND: refuseGround,
	ASK_TO_JOIN: (asking, e) => refuseAskToJoin(asking, e.pauseId),
	GIVE_WORD: refuseGiveWord,
	CHECK_ROUND: (asking, e) => refuseRound(asking, e.pauseId),
	WORD_DONE: (asking, e) => refuseWordDone(asking, e.pauseId),
	TECHNICAL_PAUSE: refusePause,
	SAY_OF_PAUSE: ({ state, me }) => (state.context.lastPause?.asked.includes(me.seat) ? null : 'nothing-to-do'),
	RESUME: refuseResume,
	TAKE_BACK: (asking, e) => refuseTakeBack(asking, e.stepId)
} satisfies Partial<Rules<Command['type']>>;
