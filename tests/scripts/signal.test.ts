// The private signal: seen by those who hold the circle, never lost, and one that passes them by.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Role } from '../../src/lib/gathering/types.ts';
import { sitting } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
const holding = () => sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS').does(3, 'ACCEPT').after(seconds(50));

describe('the signal', () => {
	test('[N1] reaches facilitators at once, from a holder, in a pause, and while away', () => {
		const t = holding().does(3, 'SUPPORT').does(1, 'TAKEOVER').does(4, 'SUPPORT').drops(5).does(5, 'SUPPORT');
		expect(t.c.signals.map((s) => s.seat)).toEqual([3, 4, 5]);
		expect(t.tries(3, 'SUPPORT')).toBe('nothing-to-do');
	});

	test('[N2] unanswered for a minute, its owner is told', () => {
		const t = holding().does(4, 'SUPPORT').after(seconds(59));
		expect(t.c.signals[0]?.unanswered).toBe(false);
		t.after(seconds(1));
		expect(t.c.signals[0]?.unanswered).toBe(true);
		t.does(1, { type: 'ANSWER_SUPPORT', signalId: t.c.signals[0]!.id });
		expect(t.c.signals[0]).toMatchObject({ answeredBy: 1, unanswered: false });
	});

	test('[N1] with nobody credentialed here it is unanswered from the start', () => {
		const t = holding().drops(1).drops(2).does(4, 'SUPPORT');
		expect(t.c.signals[0]?.unanswered).toBe(true);
	});

	test('[N3] nobody answers for twenty seconds: those on call are reached, once; an answer before that calls nobody', () => {
		const t = holding().does(4, 'SUPPORT').after(seconds(19));
		expect(t.c.signals[0]?.paged).toBe(false);
		expect(t.after(seconds(1)).c.signals[0]).toMatchObject({ paged: true, unanswered: false });
		t.does(5, 'SUPPORT').after(seconds(10)).does(2, { type: 'ANSWER_SUPPORT', signalId: t.c.signals[1]!.id }).after(minutes(5));
		expect(t.c.signals[1]).toMatchObject({ paged: false, unanswered: false, seenBy: [2] });
	});

	test('[N3] a takeover does not stop its clocks', () => {
		const t = holding().does(1, 'TAKEOVER').does(4, 'SUPPORT').after(seconds(60));
		expect(t.c.signals[0]).toMatchObject({ paged: true, unanswered: true });
	});

	test('[N3] the facilitator needs help: the other one sees it; with no other, those on call are reached at once', () => {
		const t = holding().does(4, { type: 'SUPPORT', whom: 'facilitator' });
		expect(t.c.signals[0]?.paged).toBe(false);
		t.drops(2).does(5, { type: 'SUPPORT', whom: 'facilitator' });
		expect(t.c.signals[1]).toMatchObject({ about: 1, paged: true, unanswered: true });
		t.does(1, { type: 'SUPPORT', whom: 'facilitator' });
		expect(t.c.signals[2]).toMatchObject({ paged: true, unanswered: true });
	});

	test('[N5] more facilitators may say that they saw it, or what comes next; a participant may not', () => {
		const t = holding().does(4, 'SUPPORT');
		const signalId = t.c.signals[0]!.id;
		expect(t.tries(3, { type: 'ANSWER_SUPPORT', signalId })).toBe('not-credentialed');
		expect(t.tries(1, { type: 'CLOSE_CASE', signalId })).toBe('not-now');
		t.does(1, { type: 'ANSWER_SUPPORT', signalId }).does(2, { type: 'ANSWER_SUPPORT', signalId, answer: 'afterShare' });
		expect(t.tries(1, { type: 'ANSWER_SUPPORT', signalId })).toBe('nothing-to-do');
		expect(t.see(4).signal).toMatchObject({ seenBy: [1, 2], answer: 'afterShare', with: 2 });
	});

	test('[N5] once one of them has asked the caller aside, or is with them, nobody answers anything else', () => {
		const t = holding().does(4, 'SUPPORT').does(1, 'BE_WITH');
		const says = (seat: number) => (['seen', 'afterShare'] as const).map((answer) => t.tries(seat, { type: 'ANSWER_SUPPORT', answer }));
		expect([...says(1), ...says(2)]).toEqual(['nothing-to-do', 'nothing-to-do', 'someone-was-first', 'someone-was-first']);
		t.does(4, 'ACCEPT_CARE');
		expect(says(2)).toEqual(['someone-was-first', 'someone-was-first']);
		expect(t.see(2).may).not.toContain('ANSWER_SUPPORT');
	});

	test('[N5] to who is gone nobody says that they come after this share', () => {
		const t = holding().does(4, 'SUPPORT').drops(4);
		expect(t.tries(1, { type: 'ANSWER_SUPPORT', answer: 'afterShare' })).toBe('not-now');
		t.does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' });
	});

	test('[N5] its owner adds what it is and how urgent, and nobody else does', () => {
		const t = holding().does(4, 'SUPPORT');
		const more = { type: 'SAY_MORE', signalId: t.c.signals[0]!.id, whom: null, kind: 'hurt', urgency: 'soon' } as const;
		expect(t.tries(3, more)).toBe('not-yours');
		t.does(4, more);
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, kind: 'hurt', urgency: 'soon' }]);
	});

	test('[N5] after the press it may turn out to be for somebody else, and back; what was called past those who hold it stays so', () => {
		const t = holding().does(4, 'SUPPORT');
		const signalId = t.c.signals[0]!.id;
		const rest = { kind: null, urgency: null };
		t.does(4, { type: 'SAY_MORE', signalId, whom: 'someone', ...rest });
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, whom: 'someone' }]);
		t.does(4, { type: 'SAY_MORE', signalId, whom: 'me', ...rest });
		expect(t.see(4).signal).toMatchObject({ whom: 'me' });
		t.does(4, { type: 'SUPPORT', whom: 'aside' });
		const aside = t.c.signals[1]!.id;
		expect(t.tries(4, { type: 'SAY_MORE', signalId: aside, whom: 'someone', ...rest })).toBe('not-now');
		t.does(4, { type: 'SAY_MORE', signalId: aside, whom: null, ...rest, urgency: 'now' });
	});

	test('[N4] when the safety contact looks after it, its owner is told and nobody else', () => {
		const t = holding().does(4, { type: 'SUPPORT', whom: 'aside' }).does(5, 'SUPPORT');
		const [aside, other] = t.c.signals.map((s) => s.id) as [string, string];
		expect(t.house({ type: 'LOOKED_AFTER', signalId: other })).toBe('nothing-to-do');
		expect(t.tries(1, { type: 'LOOKED_AFTER', signalId: aside })).toBe('not-permitted');
		expect(t.house({ type: 'LOOKED_AFTER', signalId: aside })).toBeNull();
		expect(t.see(4).aside).toMatchObject({ lookedAfter: true });
		for (const seat of [1, 2, 3, 5]) expect(JSON.stringify(t.see(seat))).not.toContain('lookedAfter');
		expect(t.house({ type: 'LOOKED_AFTER', signalId: aside })).toBe('nothing-to-do');
	});

	test('[N7] how far the alert has come is counted by the house: its owner and those who hold the circle read it, nobody else', () => {
		const t = holding().does(4, 'SUPPORT');
		const signalId = t.c.signals[0]!.id;
		const counts = { people: 2, reached: 1, seen: 0, coming: 0 };
		expect(t.house({ type: 'REACHED', signalId, ...counts })).toBe('nothing-to-do');
		t.after(seconds(20));
		expect(t.see(4).signal).toMatchObject({ paged: true, reach: null });
		expect(t.tries(1, { type: 'REACHED', signalId, ...counts })).toBe('not-permitted');
		expect(t.house({ type: 'REACHED', signalId, ...counts })).toBeNull();
		expect(t.house({ type: 'REACHED', signalId, ...counts })).toBe('nothing-to-do');
		expect(t.see(4).signal?.reach).toEqual(counts);
		expect(t.see(1).facilitation?.signals[0]?.reach).toEqual(counts);
		expect(JSON.stringify(t.see(5))).not.toContain('reach');
		t.does(4, { type: 'WITHDRAW_SUPPORT', signalId });
		expect(t.house({ type: 'REACHED', signalId, ...counts, reached: 2 })).toBe('nothing-to-do');
	});

	test('[N7] how many outside can be reached now: everybody reads it, also who stands at the door', () => {
		const t = holding();
		expect(t.see(5).onCall).toBeNull();
		expect(t.tries(1, { type: 'ON_CALL', people: 3 })).toBe('not-permitted');
		expect(t.house({ type: 'ON_CALL', people: 2 })).toBeNull();
		expect(t.house({ type: 'ON_CALL', people: 2 })).toBe('nothing-to-do');
		expect([1, 5].map((seat) => t.see(seat).onCall)).toEqual([2, 2]);
	});

	test('[N5] whoever leaves in distress stays an open case, until it is closed', () => {
		const t = holding().does(4, 'SUPPORT');
		const signalId = t.c.signals[0]!.id;
		t.does(1, { type: 'ANSWER_SUPPORT', signalId }).does(4, 'LEAVE');
		expect(t.see(2).facilitation?.signals).toMatchObject([{ seat: 4, gone: true }]);
		expect(t.see(4).signal).toMatchObject({ answer: 'seen', met: true });
		t.does(2, { type: 'CLOSE_CASE', signalId });
		expect(t.see(2).facilitation?.signals).toEqual([]);
		expect(t.see(4).signal).toBeNull();
	});

	test('[N10] after the end somebody outside who was asked may close an open call, and nobody can before', () => {
		const t = holding().does(4, 'SUPPORT').does(5, { type: 'SUPPORT', whom: 'aside' });
		const [signalId, aside] = t.c.signals.map((s) => s.id) as [string, string];
		const closes = (signalId: string) => t.house({ type: 'CASE_CLOSED', signalId, how: 'spoken' });
		expect(closes(signalId)).toBe('not-now');
		t.does(3, 'FINISH').after(seconds(10)).does(1, 'CLOSE_WELL').does(1, 'END');
		expect(t.see(1).cases.map(({ id }) => id)).toEqual([signalId]);
		expect(t.tries(4, { type: 'CASE_CLOSED', signalId, how: 'spoken' })).toBe('not-permitted');
		expect(closes(aside)).toBe('nothing-to-do');
		expect(closes(signalId)).toBeNull();
		expect(t.see(1).cases).toEqual([]);
		expect(closes(signalId)).toBe('nothing-to-do');
	});

	test('[N4] a signal about somebody who holds the circle is seen by its owner alone, beside another one', () => {
		const t = holding().does(4, 'SUPPORT').does(4, { type: 'SUPPORT', whom: 'aside' });
		const aside = t.c.signals[1]!;
		expect(aside).toMatchObject({ whom: 'aside', paged: true });
		for (const seat of [1, 2, 3, 5]) {
			expect(t.see(seat).aside).toBeNull();
			expect(t.see(seat).facilitation?.signals.map((s) => s.id) ?? []).not.toContain(aside.id);
			expect(t.tries(seat, { type: 'ANSWER_SUPPORT', signalId: aside.id })).toMatch(/nothing-to-do|not-credentialed/);
		}
		expect(t.see(4)).toMatchObject({ signal: { whom: 'me' }, aside: { whom: 'aside' } });
		expect(t.tries(4, { type: 'SUPPORT', whom: 'aside' })).toBe('nothing-to-do');
	});
});
