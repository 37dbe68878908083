// Moments of gatherings on paper, each with a name: what screens show in them is looked at by more than one test.
// Seats 1 facilitator, 2 co-facilitator (alone: a participant), 3 guardian, 4 to 7 participants; 8 waits at the door, 9 was removed,
// 10 left, 11 never came, 12 was denied.

import {
	firstEvening,
	holdingSpace,
	partsSideBySide,
	roundTheCircle,
	shortCheckIn,
	thoseWhoHold
} from '../../src/lib/gathering/formats/index.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Format, Role } from '../../src/lib/gathering/types.ts';
import { inPairs } from './formats.ts';
import { Table } from './table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'guardian', ...Array<Role>(9).fill('participant')];
const one: Role[] = ['facilitator', 'participant', 'guardian', ...Array<Role>(9).fill('participant')];

const lobby = (roles = two, format: Format = roundTheCircle): Table =>
	new Table(format).seats(roles).after(minutes(20)).joins(1, 2, 3, 4, 5, 6, 7, 9, 10);

function begun(roles = two, format: Format = roundTheCircle): Table {
	const t = lobby(roles, format).after(minutes(10)).does(1, 'BEGIN').joins(8, 12);
	return t.does(1, { type: 'DENY', seat: 12 }, { type: 'REMOVE', seat: 9 }).does(10, 'LEAVE');
}
function at(phase: string, roles = two, format: Format = roundTheCircle): Table {
	const t = begun(roles, format);
	while (t.phase !== phase) t.does(1, 'NEXT_PHASE');
	return t;
}
/** Seat 4 speaks in the first round, having wished to be asked. */
const held = (roles = two): Table =>
	at('round-1', roles).does(1, 'PASS').does(2, 'PASS').does(3, 'DEFER').does(4, 'ACCEPT').after(seconds(20));
/** Seat 5 has called. */
const called = (roles = two, whom: 'me' | 'someone' | 'facilitator' | 'aside' = 'me'): Table =>
	held(roles).does(5, { type: 'SUPPORT', whom });
const pausedFor = (roles = two): Table => held(roles).does(1, { type: 'TAKEOVER', seat: 5 });
const careRoom = (): Table => held().does(2, { type: 'INVITE_TO_CARE', seat: 5 }).does(5, 'ACCEPT_CARE');
/** The only one who holds the circle is with seat 5. */
const leaderAside = (): Table => called(one).does(1, 'BE_WITH').does(5, 'ACCEPT_CARE');
function pairs(roles = two): Table {
	const t = at('pairs', roles, inPairs);
	t.house({
		type: 'PAIR',
		pairs: [
			[4, 5],
			[6, 7]
		]
	});
	return t.after(minutes(3));
}
const helped = (): Table => pairs().does(5, { type: 'SUPPORT', whom: 'me' }).does(2, 'BE_WITH');
const room = (t: Table, n = 0): string => t.c.pairs!.all[n]!.room;
const paging = (t: Table, reach = { people: 2, reached: 1, seen: 1, coming: 1 }): Table => {
	t.after(seconds(25)).house({ type: 'REACHED', signalId: t.c.signals.at(-1)!.id, ...reach });
	return t;
};
function ended(t: Table): Table {
	if (t.phase !== 'closing' && t.phase !== 'aftercare') t.does(1, 'CLOSE_WELL');
	return t.does(1, 'END');
}
/** The device of seat 4 lets their voice through to some only. */
function keptVoice(): Table {
	const t = held();
	return t.does(1, { type: 'CANNOT_HEAR', seat: 4, identity: t.seat(4).identity!, so: true });
}
const covered = (t: Table): Table => {
	t.house({ type: 'ON_CALL', people: 2 });
	return t;
};

export const states: Record<string, () => Table> = {
	'nobody has come yet': () => new Table(roundTheCircle).seats(two),
	'the lobby': () => covered(lobby()),
	'a call in the lobby': () => lobby().does(5, { type: 'SUPPORT', whom: 'me' }),
	'the opening, with somebody at the door': () => begun(),
	'let in, and not seated yet': () => held().does(1, { type: 'ADMIT', seat: 8 }),
	'who waits at the door calls': () => begun().does(8, { type: 'SUPPORT', whom: 'me' }),
	'a voice is kept from who holds the circle': () => keptVoice(),
	'the piece is offered': () => at('round-1').does(1, 'PASS').does(2, 'PASS'),
	'offered and asked again': () => at('round-1').does(1, 'PASS').after(seconds(31)),
	'somebody speaks': () => held(),
	'writes instead': () => held().does(4, { type: 'TYPING', on: true }),
	'in silence, after a cue': () => held().does(1, { type: 'CUE', cue: 'ending' }).does(4, 'HOLD_SILENCE'),
	'the soft bell was heard': () => held().after(minutes(40)),
	'just finished': () => held().does(4, { type: 'WISH', wish: 'ask' }, 'FINISH'),
	'a response is offered': () => held().does(4, { type: 'WISH', wish: 'ask' }).does(6, 'OFFER_RESPONSE'),
	'held by those who sit in it, from the start': () =>
		new Table(shortCheckIn)
			.seats(['guardian', 'participant', 'participant'])
			.after(minutes(20))
			.joins(1, 2, 3)
			.after(minutes(10))
			.does(2, 'BEGIN'),
	'somebody responds': () => held().does(4, { type: 'WISH', wish: 'ask' }).does(6, 'OFFER_RESPONSE').does(4, 'FINISH').after(seconds(12)),
	'the piece was moved on': () => held().does(1, { type: 'MOVE', code: 'time' }),
	'deferred, passed and missed': () => {
		const t = at('round-1')
			.does(1, 'PASS')
			.does(2, 'DEFER')
			.does(3, 'PASS')
			.does(4, 'ACCEPT')
			.after(minutes(1))
			.does(4, 'FINISH')
			.after(seconds(12));
		return t.does(5, 'DEFER').does(6, 'PASS').does(7, 'PASS').does(2, 'DEFER');
	},
	'two have spoken': () => {
		const t = held().does(4, 'FINISH').after(seconds(12));
		return t.does(5, 'ACCEPT').after(minutes(1)).does(5, 'FINISH').after(seconds(12));
	},
	'only listens': () => held().does(6, { type: 'LISTEN_TONIGHT', on: true }),
	'the holder is lost': () => held().drops(4),
	'somebody was lost, and is back': () => held().drops(6).after(minutes(2)).returns(6),
	'somebody is sent back to the door': () => held().does(1, { type: 'SEND_BACK', seat: 6 }),
	'somebody stepped out': () => held().does(6, 'STEP_OUT'),
	'the piece rests in the middle': () => at('open-ground', two, holdingSpace),
	'anyone who has not yet': () => at('open-ground', two, holdingSpace).after(seconds(50)),
	'taken from the middle': () => at('open-ground', two, holdingSpace).does(6, 'TAKE'),
	'somebody tells': () => at('telling', two, thoseWhoHold).does(4, 'TAKE'),
	'an open phase, with a hand up': () => at('agreements', two, firstEvening).does(6, { type: 'HAND', up: true }),
	'support is tried out': () =>
		at('hands-on', two, firstEvening).does(5, { type: 'SUPPORT', whom: 'me', practice: true }).after(seconds(5)),
	'a question for oneself': () => at('closing', two, firstEvening),
	'the round is nearly over': () => at('round-1').does(1, 'PASS').after(minutes(20)),

	'the guardian rang': () => at('round-1').does(3, 'BELL'),
	'a bell waits for the end of the share': () => held().does(3, 'BELL'),
	'the bell rang at once, for safety': () => held().does(3, { type: 'BELL', safety: true }),

	'a call': () => covered(called()),
	'a call, with more said': () => called().does(5, { type: 'SAY_MORE', whom: 'someone', kind: 'hurt', urgency: 'now' }),
	'a call, seen': () => called().does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' }),
	'a call by whoever speaks': () => held().does(4, { type: 'SUPPORT', whom: 'me' }),
	'a call of the co-facilitator': () => held().does(2, { type: 'SUPPORT', whom: 'me' }),
	'a call for whoever holds the circle': () => called(two, 'facilitator'),
	'a call for the only one who holds the circle': () => called(one, 'facilitator'),
	'a call that passes them by': () => called(two, 'aside'),
	'one that is looked after, of somebody lost': () => {
		const t = called(two, 'aside').does(5, { type: 'SAY_MORE', whom: null, kind: 'hurt', urgency: 'soon' }).drops(5);
		t.house({ type: 'LOOKED_AFTER', signalId: t.c.signals.at(-1)!.id });
		return t;
	},
	'a call that people outside are asked about': () => paging(covered(called())),
	'a call that nobody can be reached for': () => paging(called(), { people: 0, reached: 0, seen: 0, coming: 0 }),
	'a call, unanswered for a minute': () => called().after(seconds(61)),
	'whoever answered is lost': () => called().does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' }).drops(1),
	'who called has left': () => called().does(5, 'LEAVE'),
	'who called is lost': () => called().drops(5),
	'asked to the care room': () => called().does(2, 'BE_WITH'),
	'asked, and would rather stay': () => called().does(2, 'BE_WITH').does(5, 'DECLINE_CARE'),
	'asked by the only one who holds the circle': () => called(one).does(1, 'BE_WITH'),
	'somebody on call has come': () => {
		const t = paging(called(one));
		t.house({ type: 'SEAT', seat: 13, role: 'coFacilitator', credentialUntil: t.now + minutes(600), onCall: true });
		return t.joins(13);
	},

	'a pause for nobody': () => held().does(1, 'TAKEOVER'),
	'a pause for somebody who speaks': () => held().does(1, { type: 'TAKEOVER', seat: 4 }),
	'a pause for somebody': () => pausedFor(),
	'a pause for somebody, microphone closed': () => pausedFor().does(1, { type: 'GIVE_WORD', seat: 5, on: false }),
	'a pause for one, the word to another': () => pausedFor().does(1, { type: 'GIVE_WORD', seat: 6, on: true }),
	'a pause in which the other offers help': () => pausedFor().does(2, 'ASK_TO_JOIN'),
	'a pause that lasts': () => pausedFor().after(minutes(11)),
	'a pause for safety': () => held().does(1, { type: 'TAKEOVER', kind: 'safety' }),
	'the group is slowed down': () => pausedFor().does(1, { type: 'GROUND', on: true }),
	'the lead is given to the other': () => pausedFor().does(1, { type: 'DELEGATE', to: 2 }),
	'a short round in a pause': () => pausedFor().does(1, 'CHECK_ROUND'),
	'another pause for safety by one alone': () => held(one).does(1, { type: 'TAKEOVER', kind: 'safety' }),
	'a call in a pause for somebody else': () => pausedFor().does(6, { type: 'SUPPORT', whom: 'me' }),
	'the leader of a pause is lost': () => pausedFor(one).drops(1),
	'something technical': () => held().does(1, 'TECHNICAL_PAUSE'),
	'something technical, and nobody holds the circle': () => pausedFor(one).drops(1).after(minutes(4)),
	'the circle goes on after a pause': () => pausedFor().does(1, 'RESUME'),
	'some time after a pause': () => pausedFor().does(1, 'RESUME').after(seconds(12)),
	'closed early': () => at('round-1').does(1, 'PASS', 'CLOSE_WELL'),
	'a pause whose leader has stepped out': () => pausedFor().does(1, 'STEP_OUT'),
	'a pause with words of its format': () =>
		begun(two, { ...roundTheCircle, grounding: 'Feel the floor.' }).does(1, 'TAKEOVER', { type: 'GROUND', on: true }),
	'a card was opened in a pause': () => pausedFor().does(1, { type: 'OPEN_CARD', seat: 5 }),

	'the care room': () => careRoom(),
	'the care room, one has said so': () => careRoom().does(5, 'CARE_BACK'),
	'the care room, left alone': () => careRoom().drops(2).after(seconds(50)),
	'the only leader is aside': () => leaderAside(),
	'the only leader has been aside for long': () => leaderAside().after(minutes(6)),
	'the only leader has stepped out': () => held(one).does(1, 'STEP_OUT'),
	'the only leader is away': () => held(one).drops(1).after(seconds(10)),
	'peers go on alone': () => held(one).drops(1).after(minutes(4)),
	'nobody holds it, and the other may': () => held().drops(1).after(seconds(10)),

	'who would rather not be paired': () => held().does(6, { type: 'PAIR_WISH', wish: { alone: true, practised: true, avoid: [7] } }),
	'pairs are still to come': () => begun(two, inPairs),
	'before the pairs are made': () => at('pairs', two, inPairs),
	'in pairs': () => pairs(),
	'before pairs that have sentences': () => at('pairs', two, partsSideBySide),
	'a moment of quiet in a pair': () => {
		const t = pairs();
		return t.does(4, { type: 'NEED_MOMENT', room: room(t) });
	},
	'a call in a pair': () => pairs().does(5, { type: 'SUPPORT', whom: 'me' }),
	'a helper in a pair': () => helped(),
	'a helper in a pair alone with who called': () => {
		const t = helped();
		return t.does(2, { type: 'PAIR_APART', room: room(t) });
	},
	'somebody is alone in a pair': () => pairs().drops(5),
	'everybody is called back': () => pairs().does(1, 'NEXT_PHASE'),

	aftercare: () => at('closing').does(1, 'NEXT_PHASE'),
	'a call in aftercare': () => at('closing').does(1, 'NEXT_PHASE').does(5, { type: 'SUPPORT', whom: 'me' }),
	'the end': () => ended(at('closing')),
	'the end, with an open case': () =>
		ended(at('closing').does(5, { type: 'SUPPORT', whom: 'me' }, { type: 'SAY_MORE', whom: null, kind: 'feeling', urgency: 'soon' })),
	'the end, with a case about whoever held it': () => ended(at('closing').does(5, { type: 'SUPPORT', whom: 'facilitator' })),
	'the end, with a case of one who left': () => ended(paging(at('closing').does(5, { type: 'SUPPORT', whom: 'me' }).does(5, 'LEAVE'))),
	'the end, with a case that somebody was with before': () =>
		ended(at('closing').does(5, { type: 'SUPPORT', whom: 'me' }).does(2, { type: 'ANSWER_SUPPORT', answer: 'seen' })),
	'the end, with a case that passed them by': () => ended(at('closing').does(5, { type: 'SUPPORT', whom: 'aside' }))
};
