// A call is answered while somebody able is with its caller, and no longer: what a caller and those who hold the circle read.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Role } from '../../src/lib/gathering/types.ts';
import { inPairs } from '../support/formats.ts';
import { lobby, sitting, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
const one: Role[] = ['facilitator', 'participant', 'participant', 'participant'];
/** Seat 3 speaks; the two who may hold the circle have passed. */
const holding = () => sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS').does(3, 'ACCEPT').after(seconds(50));
/** One holds it alone; seat 2 speaks. */
const alone = () => sitting(roundTheCircle, one, 'round-1').does(1, 'PASS').does(2, 'ACCEPT').after(seconds(20));
const call = (t: Table, seat: number) => t.see(seat).signal!;

describe('somebody is with them', () => {
	test('[N11] whoever leads the pause for them is lost: the other may lead on, and by one press is with them', () => {
		const t = holding().does(4, 'SUPPORT').does(1, { type: 'TAKEOVER', seat: 4 });
		expect(t.tries(2, 'BE_WITH')).toBe('already-held');
		t.drops(1);
		expect(t.see(2).may).toEqual(expect.arrayContaining(['DELEGATE', 'BE_WITH']));
		t.does(2, 'BE_WITH');
		expect(t.see(4)).toMatchObject({ careInvite: 2, hold: { leader: 2 } });
		t.does(4, 'ACCEPT_CARE').after(minutes(2));
		expect(call(t, 4)).toMatchObject({ with: 2, how: 'careRoom' });
		expect(t.see(2).hold?.kind).toBe('takeover');
	});

	test('[N7] pausing for them counts, and their pair, and the care room: nobody outside is asked', () => {
		const paused = alone().does(3, 'SUPPORT').does(1, { type: 'TAKEOVER', seat: 3 }).after(minutes(10));
		expect(call(paused, 3)).toMatchObject({ with: 1, how: 'pause', paged: false, unanswered: false });
		const room = holding().does(4, 'SUPPORT').does(1, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE').after(minutes(10));
		expect(call(room, 4)).toMatchObject({ with: 1, how: 'careRoom', paged: false, unanswered: false });
	});

	test('[N7] a pause for somebody else, or for nobody, does not', () => {
		const t = alone().does(3, 'SUPPORT').does(1, { type: 'TAKEOVER', seat: 4 }).after(seconds(60));
		expect(call(t, 3)).toMatchObject({ with: null, paged: true, unanswered: true });
	});

	test('[N8] whoever answered is lost: it is called anew, those outside are asked at once, and the caller reads who was there', () => {
		const t = alone().does(3, 'SUPPORT').does(1, 'ANSWER_SUPPORT').drops(1);
		expect(call(t, 3)).toMatchObject({ with: null, answer: null, before: 1, paged: true, unanswered: true });
		t.returns(1);
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 3, with: null }]);
		expect(call(t, 3).unanswered).toBe(true);
		t.does(1, 'ANSWER_SUPPORT');
		expect(call(t, 3)).toMatchObject({ with: 1, paged: false, unanswered: false, before: null });
	});

	test.each<[string, (t: Table) => void]>([
		['leaves', (t) => t.does(1, 'LEAVE')],
		['steps out', (t) => t.does(1, 'STEP_OUT')],
		['is removed', (t) => t.does(2, { type: 'REMOVE', seat: 1 })],
		['is sent to the door', (t) => t.does(2, { type: 'SEND_BACK', seat: 1 })],
		['loses the credential', (t) => void t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: t.now })],
		['goes aside with somebody else', (t) => t.does(1, { type: 'INVITE_TO_CARE', seat: 5 }).does(5, 'ACCEPT_CARE')],
		['pauses for somebody else', (t) => t.does(1, { type: 'TAKEOVER', seat: 5 })]
	])('[N8] whoever answered %s: the other one is called, and after 20 s those outside', (_, goes) => {
		const t = holding().does(4, 'SUPPORT').does(1, 'ANSWER_SUPPORT').after(minutes(3));
		goes(t);
		expect(call(t, 4)).toMatchObject({ with: null, before: 1, paged: false, unanswered: false });
		expect(t.see(2).facilitation?.signals).toMatchObject([{ seat: 4, with: null, rung: t.now }]);
		t.after(seconds(20));
		expect(call(t, 4).paged).toBe(true);
	});

	test('[N8] a credential ends in the middle of it, at its minute', () => {
		const t = holding().does(4, 'SUPPORT').does(1, 'ANSWER_SUPPORT');
		t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: t.now + minutes(5) });
		t.after(minutes(5) - 1);
		expect(call(t, 4).with).toBe(1);
		t.after(1);
		expect(call(t, 4)).toMatchObject({ with: null, before: 1 });
	});

	test('[N8] the caller leaves: who answered is called again, by name; back in, the answer to that holds', () => {
		const t = holding().does(4, 'SUPPORT').does(1, 'ANSWER_SUPPORT').after(minutes(1)).does(4, 'LEAVE');
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, gone: true, with: null, rung: t.now }]);
		t.does(1, 'ANSWER_SUPPORT');
		expect(t.see(2).facilitation?.signals).toMatchObject([{ with: 1, how: 'answer', paged: false }]);
	});
});

describe('whose need it is', () => {
	test('[N7] a call about who leads reaches the other one, is not shown to them, and is not theirs to end', () => {
		const t = holding().does(4, { type: 'SUPPORT', whom: 'facilitator' });
		expect(t.see(1).facilitation?.signals).toEqual([]);
		expect(t.see(2).facilitation?.signals).toMatchObject([{ whom: 'facilitator', seat: 4 }]);
		for (const said of ['ANSWER_SUPPORT', 'BE_WITH', { type: 'CLOSE_CASE', how: 'spoken' }] as const)
			expect(t.tries(1, said)).toBe('not-in-person');
		t.does(2, 'ANSWER_SUPPORT');
		expect(call(t, 4)).toMatchObject({ with: 2 });
	});

	test('[N7] leading the circle alone, nobody here can answer it: those outside are asked, and that is told', () => {
		const t = alone().does(3, { type: 'SUPPORT', whom: 'facilitator' });
		expect(call(t, 3)).toMatchObject({ paged: true, unanswered: true });
	});

	test('[N5] whom it is for may change, and it then is not theirs any more', () => {
		const t = holding()
			.does(4, 'SUPPORT')
			.does(1, 'ANSWER_SUPPORT')
			.does(4, { type: 'SAY_MORE', whom: 'facilitator', kind: null, urgency: null });
		expect(call(t, 4)).toMatchObject({ whom: 'facilitator', with: null, before: 1 });
		expect(t.see(1).facilitation?.signals).toEqual([]);
	});

	test('[N5] pressed again, it rings again; answered or told, it is called anew', () => {
		const t = holding().does(4, 'SUPPORT').after(seconds(10)).does(4, 'CALL_AGAIN');
		expect(call(t, 4)).toMatchObject({ rung: t.now, at: t.now - seconds(10) });
		expect(t.tries(4, 'CALL_AGAIN')).toBe('nothing-to-do');
		t.does(1, 'ANSWER_SUPPORT').after(minutes(4)).does(4, 'CALL_AGAIN');
		expect(call(t, 4)).toMatchObject({ with: null, at: t.now, paged: false });
		expect(t.tries(5, 'CALL_AGAIN')).toBe('not-yours');
	});
});

describe('[I19] what those outside are, is known and not promised', () => {
	test('[N9] nobody is on call: that is told at once', () => {
		const t = holding().does(4, 'SUPPORT').after(seconds(20));
		expect(call(t, 4)).toMatchObject({ paged: true, reach: null, unanswered: false });
		const signalId = call(t, 4).id;
		t.house({ type: 'REACHED', signalId, people: 0, reached: 0, seen: 0, coming: 0 });
		expect(call(t, 4)).toMatchObject({ reach: { people: 0 }, unanswered: true });
	});

	test('[N9] two are asked, one has seen it, one is coming: as many as there are; and only while it is asked', () => {
		const t = holding().does(4, 'SUPPORT');
		const signalId = call(t, 4).id;
		const counts = { people: 2, reached: 2, seen: 1, coming: 1 };
		expect(t.house({ type: 'REACHED', signalId, ...counts })).toBe('nothing-to-do');
		t.after(seconds(20));
		expect(t.house({ type: 'REACHED', signalId, ...counts })).toBeNull();
		expect(t.house({ type: 'REACHED', signalId, ...counts })).toBe('nothing-to-do');
		for (const seat of [1, 2]) expect(t.see(seat).facilitation?.signals).toMatchObject([{ reach: counts }]);
		expect(call(t, 4).reach).toEqual(counts);
		expect(t.tries(4, { type: 'REACHED', signalId, ...counts })).toBe('not-permitted');
	});

	test('[N9] everybody reads how many can be reached', () => {
		const t = holding();
		expect(t.see(4).onCall).toBeNull();
		t.house({ type: 'ON_CALL', people: 2 });
		for (const seat of [1, 4]) expect(t.see(seat).onCall).toBe(2);
	});
});

describe('one press', () => {
	test('[N11] alone with the circle: it pauses, and the caller is asked aside', () => {
		const t = alone().does(3, 'SUPPORT').does(1, 'BE_WITH');
		expect(t.see(3)).toMatchObject({ careInvite: 1, hold: { youAreInCare: true, youMaySpeak: false }, signal: { with: 1 } });
		t.does(3, 'ACCEPT_CARE');
		expect(t.see(3)).toMatchObject({ you: { standing: 'inCare', mic: true }, signal: { with: 1, how: 'careRoom' } });
		expect(t.see(4).hold?.lead).toEqual({ seat: 1, is: 'withSomebody', meanwhile: null });
		t.does(1, 'CARE_BACK').does(3, 'CARE_BACK').does(1, 'RESUME');
		expect(t.c.turn?.usedMs).toBe(seconds(20));
	});

	test('[N11] a holder in need is not cut off by it', () => {
		const t = alone().does(2, 'SUPPORT').does(1, 'BE_WITH');
		expect(t.see(2)).toMatchObject({ hold: { youMaySpeak: true }, you: { mic: true } });
	});

	test('[N11] where another one stays, nothing is paused', () => {
		const t = holding().does(4, 'SUPPORT').does(1, 'BE_WITH');
		expect([t.hold, t.see(4).careInvite]).toEqual(['none', 1]);
	});

	test('[N11] [A1] in the lobby and in aftercare there is a private place too, and nothing to pause', () => {
		for (const t of [lobby(roundTheCircle, one), sitting(roundTheCircle, one, 'aftercare')]) {
			t.does(3, 'SUPPORT').does(1, 'BE_WITH').does(3, 'ACCEPT_CARE');
			expect([t.hold, t.seat(3).standing, t.seat(1).standing]).toEqual(['none', 'inCare', 'inCare']);
		}
	});

	test('[N11] in a pair one goes to them there', () => {
		const t = sitting(inPairs, ['facilitator', ...Array<Role>(4).fill('participant')], 'pairs');
		t.house({
			type: 'PAIR',
			pairs: [
				[2, 3],
				[4, 5]
			]
		});
		t.does(3, 'SUPPORT').does(1, 'BE_WITH');
		expect(t.see(3)).toMatchObject({ pair: { helper: 1 }, signal: { with: 1, how: 'pair' } });
	});

	test('[A1] somebody stayed, and was gone when the yes came: the circle rests meanwhile', () => {
		const t = holding().does(4, 'SUPPORT').does(1, 'BE_WITH').drops(2).does(4, 'ACCEPT_CARE');
		expect([t.hold, t.c.takeover?.leader]).toEqual(['takeover', 1]);
	});

	test('[A1] nobody counts as staying who is the one taken aside', () => {
		const t = holding().does(1, { type: 'SUPPORT', whom: 'me' });
		expect(t.tries(2, { type: 'INVITE_TO_CARE', seat: 1 })).toBe('nobody-stays');
		t.does(2, 'BE_WITH');
		expect(t.hold).toBe('takeover');
	});
});

describe('a case', () => {
	test('[N10] it is closed by a person, in words: not before anybody was with them', () => {
		const t = holding().does(4, 'SUPPORT');
		expect(t.tries(1, 'CLOSE_CASE')).toBe('not-now');
		t.does(1, 'ANSWER_SUPPORT').does(2, { type: 'CLOSE_CASE', how: 'spoken' });
		expect(t.see(4).signal).toBeNull();
	});

	test('[N10] [A6] aftercare does not end over a caller who is still here; the end does not close the call', () => {
		const t = sitting(roundTheCircle, one, 'aftercare').does(3, 'SUPPORT').after(minutes(30));
		expect(t.lifecycle).toBe('live');
		t.does(1, 'END');
		expect(t.see(1).cases).toMatchObject([{ seat: 3, with: null, paged: true, unanswered: true }]);
		expect([t.see(2).cases, t.see(4).cases]).toEqual([[], []]);
		expect(t.tries(2, 'CLOSE_CASE')).toBe('not-credentialed');
		t.does(1, { type: 'CLOSE_CASE', how: 'handedOn' });
		expect(t.see(1).cases).toEqual([]);
	});

	test('[N10] nor does a removal; and the person may take it back', () => {
		const t = holding().does(4, 'SUPPORT').does(1, { type: 'REMOVE', seat: 4 });
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, gone: true }]);
		t.does(4, 'WITHDRAW_SUPPORT');
		expect(t.see(1).facilitation?.signals).toEqual([]);
	});
});
