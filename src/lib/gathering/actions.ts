// Actions: each turns one event into a changed context by calling the module that knows how. Nothing else runs.

import { assign } from 'xstate';
import { openCard } from './cards/cards.ts';
import * as care from './care/transitions.ts';
import * as careRoom from './care-room/transitions.ts';
import { start, shift, stop } from './clocks.ts';
import { mayFacilitate, mustSeat, say, seatIn, type Context } from './context.ts';
import * as course from './course/transitions.ts';
import { cannotHear } from './kept.ts';
import { limits, minutes } from './limits.ts';
import * as pairs from './pairs/transitions.ts';
import * as piece from './piece/transitions.ts';
import * as seats from './seats/transitions.ts';
import type { Sent } from './sent.ts';
import { callerOf } from './signals/attended.ts';
import { followCalls } from './signals/follow.ts';
import * as signals from './signals/transitions.ts';
import type { Actor, Instant, Seat } from './types.ts';

type Event<T extends Sent['type']> = Extract<Sent, { type: T }>;

/** A changed copy; the format is shared, for nobody changes it. */
function changed(context: Context, change: (draft: Context) => void): Context {
	const { format, ...rest } = context;
	const draft = { ...structuredClone(rest), format };
	change(draft);
	return draft;
}

/** For steps that any event may lead to. */
const step = (f: (c: Context, e: Sent) => void) =>
	assign<Context, Sent, undefined, Sent, never>(({ context, event }) => changed(context, (c) => f(c, event)));

/** For steps that belong to one event. */
const on = <T extends Sent['type']>(_: T, f: (c: Context, e: Event<T>) => void) => step((c, e) => f(c, e as Event<T>));

const actor = (by: Actor): Seat => (by.kind === 'seat' ? by.seat : 0);

/** Seen, with a question whether they would like to talk alone. */
function comeTo(c: Context, by: Seat, e: Event<'BE_WITH'>, now: Instant): void {
	signals.answer(c, by, { ...e, answer: 'careRoom' }, now);
	careRoom.invite(c, by, { seat: callerOf(c, e.signalId) });
}

export const actions = {
	seat: on('SEAT', seats.seat),
	unseat: on('UNSEAT', seats.unseat),
	credential: on('CREDENTIAL', seats.credential),
	cover: on('COVER', (c, e) => void (c.covered = e.covered)),
	peers: on('PEERS', (c, e) => void (c.beyondPeers = e.beyond)),
	onCall: on('ON_CALL', (c, e) => void (c.onCall = e.people)),
	reached: on('REACHED', signals.reached),
	join: on('JOIN', (c, e) => seats.join(c, actor(e.by), e, c.host !== null || seats.facilitatorsHere(c, e.now).length > 0, e.now)),
	leave: on('LEAVE', (c, e) => seats.leave(c, actor(e.by))),
	stepOut: on('STEP_OUT', (c, e) => void (mustSeat(c, actor(e.by)).standing = 'resting')),
	stepIn: on('STEP_IN', (c, e) => void (mustSeat(c, actor(e.by)).standing = 'admitted')),
	admit: on('ADMIT', seats.admit),
	deny: on('DENY', (c, e) => seats.shutOut(c, e.seat, 'denied')),
	sendBack: on('SEND_BACK', seats.sendBack),
	remove: on('REMOVE', (c, e) => seats.shutOut(c, e.seat, 'removed')),
	reseat: on('RESEAT', seats.reseat),
	connection: on('CONNECTION', (c, e) => seats.connection(c, e, e.now)),
	signedOut: on('SIGNED_OUT', (c, e) => seats.signedOut(c, e, e.now)),
	outage: on('OUTAGE', (c, e) => {
		shift(c, e.to - e.from);
		seats.outage(c, e.now);
	}),
	listenTonight: on('LISTEN_TONIGHT', (c, e) => void (mustSeat(c, actor(e.by)).listening = e.on)),
	wish: on('WISH', (c, e) => void (mustSeat(c, actor(e.by)).wish = e.wish)),
	typing: on('TYPING', (c, e) => void (mustSeat(c, actor(e.by)).typing = e.on)),
	cannotHear: on('CANNOT_HEAR', (c, e) => cannotHear(c, actor(e.by), e, e.now)),
	watch: step((c, e) => {
		careRoom.watchCare(c, e.now);
		pairs.watchPairs(c, e.now);
		seats.watch(c, e.now);
	}),

	support: on('SUPPORT', (c, e) => signals.support(c, actor(e.by), e, e.now)),
	sayMore: on('SAY_MORE', (c, e) => signals.sayMore(c, e, e.now)),
	callAgain: on('CALL_AGAIN', (c, e) => signals.callAgain(c, e, e.now)),
	lookedAfter: on('LOOKED_AFTER', signals.lookedAfter),
	answerSupport: on('ANSWER_SUPPORT', (c, e) => signals.answer(c, actor(e.by), e, e.now)),
	withdrawSupport: on('WITHDRAW_SUPPORT', signals.withdraw),
	closeCase: on('CLOSE_CASE', signals.closeCase),
	caseClosed: on('CASE_CLOSED', signals.closeCase),
	/** [N11] One press: seen, and asked aside. */
	beWith: on('BE_WITH', (c, e) => comeTo(c, actor(e.by), e, e.now)),
	/** [N11] And where nobody would stay, the circle pauses for them. */
	beWithPausing: on('BE_WITH', (c, e) => {
		care.pauseFor(c, actor(e.by), callerOf(c, e.signalId), e.now);
		comeTo(c, actor(e.by), e, e.now);
	}),
	/** [N11] In a pause whoever leads it goes on caring: the pause is for them from now on. Where its leader is lost, the lead comes with it. */
	beWithInPause: on('BE_WITH', (c, e) => {
		if (c.takeover && c.takeover.leader !== actor(e.by)) care.delegate(c, actor(e.by), actor(e.by), e.now);
		if (c.takeover) c.takeover.inCare ??= callerOf(c, e.signalId);
		comeTo(c, actor(e.by), e, e.now);
	}),
	/** [N11] In a pair one goes to them. */
	beWithInPair: on('BE_WITH', (c, e) => {
		signals.answer(c, actor(e.by), { ...e, answer: 'seen' }, e.now);
		const pair = pairs.pairOf(c, callerOf(c, e.signalId));
		if (pair) pairs.help(c, actor(e.by), pair.room, e.now);
	}),
	followCalls: step((c, e) => followCalls(c, e.now)),
	tryOut: on('SUPPORT', (c, e) => signals.tryOut(c, actor(e.by), e.now)),
	tried: on('TIMER.practice', (c, e) => signals.tried(c, Number(e.name.slice('practice:'.length)))),
	endTry: on('END_TRY', (c, e) => signals.endTry(c, actor(e.by))),
	page: on('TIMER.page', (c, e) => signals.page(c, e.name.slice('page:'.length))),
	signalUnanswered: on('TIMER.signal', (c, e) => signals.unanswered(c, e.name.slice('signal:'.length))),

	reschedule: on('RESCHEDULE', (c, e) => {
		c.startsAt = e.startsAt;
		start(c, 'lobby', e.now, Math.max(0, e.startsAt - limits.lobbyOpensMs - e.now));
	}),
	lobbyOpens: step((c, e) => {
		const end = c.startsAt + minutes(c.format.minutes);
		start(c, 'abandon', e.now, Math.max(0, end - e.now));
	}),
	hand: on('HAND', (c, e) => course.hand(c, actor(e.by), e.up)),
	begin: on('BEGIN', (c, e) => {
		const s = seatIn(c, actor(e.by));
		c.host = s && mayFacilitate(s, e.now) ? s.seat : null;
		c.peerFromStart = c.host === null;
		course.openPhase(c, 0, e.now);
	}),
	stopEverything: step((c) => {
		c.timers = {};
		c.pauseId = null;
		c.takeBack = null;
		c.turn = null;
		c.takeover = null;
		c.bellAsked = null;
		c.careInvite = null;
		c.careDeclined = null;
		careRoom.endCare(c);
		pairs.leavePairs(c);
		c.phaseIndex = c.format.phases.length;
	}),

	nextPhase: on('NEXT_PHASE', (c, e) => course.nextPhase(c, e.now)),
	closeWell: on('CLOSE_WELL', (c, e) => {
		say(c, 'to-closing', e.now, { by: actor(e.by) });
		course.toClosing(c, e.now);
	}),
	openNext: step((c, e) => course.openNext(c, e.now, false)),
	openNextAlone: step((c, e) => course.openNext(c, e.now, !c.peerFromStart)),
	extend: on('EXTEND', (c, e) => course.extend(c, e.phaseId, e.ms, e.now)),
	reorder: on('REORDER', (c, e) => piece.reorder(c, e.order)),
	phaseTimeUp: step((c, e) => course.phaseTimeUp(c, e.now, false)),
	phaseTimeUpAlone: step((c, e) => course.phaseTimeUp(c, e.now, true)),
	unheard: step((c) => void (c.unheardShown = true)),

	offerNext: step((c, e) => piece.offerNext(c, e.now)),
	accept: on('ACCEPT', (c, e) => piece.accept(c, e.now, e.typing)),
	take: on('TAKE', (c, e) => piece.take(c, actor(e.by), e.now)),
	pass: step((c, e) => piece.pass(c, e.now)),
	defer: step((c, e) => piece.defer(c, e.now)),
	move: on('MOVE', (c, e) => piece.move(c, e.code, e.now)),
	moment: on('MOMENT', (c, e) => piece.moment(c, e.now)),
	askAgain: step((c, e) => piece.askAgain(c, e.now)),
	finish: step((c, e) => piece.finish(c, e.now)),
	heard: step((c, e) => piece.heard(c, e.now)),
	notYet: on('NOT_YET', (c, e) => piece.notYet(c, e.now)),
	softTime: step((c) => {
		if (c.turn) c.turn.over = true;
	}),
	awaitReturn: step((c, e) => piece.awaitReturn(c, e.now)),
	returned: step((c, e) => piece.returned(c, e.now)),
	cue: on('CUE', (c, e) => piece.cue(c, e.cue)),
	offerResponse: on('OFFER_RESPONSE', (c, e) => void c.turn?.offers.push(actor(e.by))),
	respond: step((c, e) => piece.respond(c, e.now)),
	waitForAbsent: step((c, e) => piece.waitForAbsent(c, e.now)),
	waitedLongEnough: step((c) => void (c.waited = true)),
	settleAbsent: step((c) => piece.settleAbsent(c)),
	centreOpens: step((c, e) => piece.centreOpens(c, e.now)),
	againOpens: step((c) => void (c.again = true)),

	pairWish: on('PAIR_WISH', (c, e) => void (mustSeat(c, actor(e.by)).pairWish = e.wish)),
	pair: on('PAIR', (c, e) => pairs.begin(c, e, e.now)),
	pairStep: step((c, e) => pairs.nextStep(c, e.now)),
	needMoment: on('NEED_MOMENT', (c, e) => pairs.needMoment(c, actor(e.by), e, e.now)),
	readyAgain: on('READY_AGAIN', (c, e) => pairs.readyAgain(c, e.room)),
	momentOver: on('TIMER.moment', (c, e) => pairs.readyAgain(c, e.name.slice('moment:'.length))),
	partnerLost: on('TIMER.partner', (c, e) => pairs.partnerLost(c, e.name.slice('partner:'.length), e.now)),
	leavePair: on('LEAVE_PAIR', (c, e) => pairs.helped(c, e.room, e.now)),
	apart: on('PAIR_APART', (c, e) => pairs.apart(c, e.room, e.now)),
	arrived: on('ARRIVED', (c, e) => pairs.arrived(c, actor(e.by))),

	takeOver: on('TAKEOVER', (c, e) => care.takeOver(c, actor(e.by), e, e.now)),
	undo: on('UNDO_TAKEOVER', (c, e) => care.undo(c, c.timers.bell !== undefined, actor(e.by), e.now)),
	reviewDue: step((c) => care.reviewDue(c)),
	delegate: on('DELEGATE', (c, e) => care.delegate(c, e.to, actor(e.by), e.now)),
	giveWord: on('GIVE_WORD', (c, e) => care.giveWord(c, e)),
	checkRound: on('CHECK_ROUND', (c, e) => care.checkRound(c, e.now)),
	nextWord: step((c) => care.nextWord(c)),
	takenBack: on('TAKE_BACK', (c, e) => say(c, 'taken-back', e.now, { by: actor(e.by) })),
	noTakingBack: step((c) => void (c.takeBack = null)),
	ground: on('GROUND', (c, e) => care.ground(c, e, e.now)),
	askToJoin: on('ASK_TO_JOIN', (c, e) => care.askToJoin(c, actor(e.by))),
	technicalPause: step((c, e) => care.technicalPause(c, e.now)),
	resume: on('RESUME', (c, e) => care.resume(c, e.mode, c.timers.bell !== undefined, actor(e.by), e.now)),
	inviteToCare: on('INVITE_TO_CARE', (c, e) => careRoom.invite(c, actor(e.by), e)),
	declineCare: step((c) => careRoom.decline(c)),
	enterCare: step((c, e) => careRoom.enter(c, e.now)),
	/** [A2] Nobody stays to hold the circle: it rests meanwhile, and whoever led keeps the place. */
	pauseForCare: step((c, e) => {
		if (c.careInvite) care.pauseFor(c, c.careInvite.companion, c.careInvite.seat, e.now);
	}),
	careBack: on('CARE_BACK', (c, e) => careRoom.back(c, actor(e.by))),
	aftercareWaits: step((c, e) => start(c, 'aftercare', e.now, limits.careWaitsMs)),
	openCard: on('OPEN_CARD', (c, e) => openCard(c, actor(e.by), e.seat, e.now)),
	companionLost: step((c, e) => careRoom.companionLost(c, e.now)),
	bell: on('BELL', (c, e) => care.bell(c, e.ms, e.now)),
	askForBell: on('BELL', (c, e) => care.askForBell(c, actor(e.by), e.ms)),
	askedBell: step((c, e) => care.bell(c, c.bellAsked?.ms ?? 0, e.now)),
	declineBell: step((c) => void (c.bellAsked = null)),
	sayOfPause: on('SAY_OF_PAUSE', (c, e) => care.sayOfPause(c, actor(e.by))),
	endBell: step((c, e) => care.endBell(c, e.now)),

	startGrace: step((c, e) => start(c, 'grace', e.now, limits.graceMs)),
	startSuccession: step((c, e) => start(c, 'succession', e.now, limits.successionMs)),
	endGrace: step((c) => stop(c, 'grace', 'succession')),
	handOver: on('HAND_OVER', (c, e) => void (c.host = e.to)),
	takeHosting: on('TAKE_HOSTING', (c, e) => care.takeHosting(c, actor(e.by))),
	coFacilitatorHosts: step((c, e) => {
		c.host = seats.facilitatorsHere(c, e.now)[0]?.seat ?? null;
	}),
	nobodyHosts: step((c) => {
		c.host = null;
		if (c.timeUp) c.moveOn = true;
		seats.nobodyAtTheDoor(c);
	})
};
