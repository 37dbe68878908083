// A living answer: who is with a caller is what is so now. Each way in which somebody stops being there calls anew.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { pagesBetween } from '../../src/lib/gathering/signals/paged.ts';
import type { Role } from '../../src/lib/gathering/types.ts';
import { sitting, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
const one: Role[] = ['facilitator', 'participant', 'participant', 'participant', 'participant'];
const called = (roles = two) => sitting(roundTheCircle, roles, 'round-1').does(4, { type: 'SUPPORT', whom: 'me' });
const seen = (roles = two) => called(roles).does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' });
/** What the caller reads: who is with them, who was, since when it waits. */
const reads = (t: Table) => {
	const { with: is, how, before, unanswered, paged } = t.see(4).signal!;
	return { with: is, how, before, unanswered, paged };
};
const onceMore = { with: null, how: null, before: 1, unanswered: false, paged: false };

describe('[N7] [N8] whoever was with them is not any more', () => {
	const goes: Record<string, (t: Table) => unknown> = {
		lost: (t) => t.drops(1),
		left: (t) => t.does(1, 'LEAVE'),
		'stepped out': (t) => t.does(1, 'STEP_OUT'),
		removed: (t) => t.does(2, { type: 'REMOVE', seat: 1 }),
		'sent back to the door': (t) => t.does(2, { type: 'SEND_BACK', seat: 1 }),
		'without a credential': (t) => t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: null }),
		'with somebody else in the care room': (t) => t.does(1, { type: 'INVITE_TO_CARE', seat: 3 }).does(3, 'ACCEPT_CARE'),
		'leading a pause for somebody else': (t) => t.after(seconds(1)).does(1, { type: 'TAKEOVER', seat: 3 })
	};
	test.each(Object.entries(goes))('%s: it is called anew', (_, go) => {
		const t = seen();
		expect(reads(t)).toMatchObject({ with: 1, how: 'answer' });
		t.after(seconds(5));
		go(t);
		expect(reads(t)).toEqual(onceMore);
		expect(t.see(4).signal).toMatchObject({ at: t.now, rung: t.now, seenBy: [], answer: null });
		expect(t.see(2).facilitation?.signals).toMatchObject([{ seat: 4, with: null }]);
		expect(reads(t.after(seconds(21)))).toMatchObject({ paged: true });
		expect(reads(t.after(seconds(40)))).toMatchObject({ unanswered: true });
	});

	test('a credential that ends by its clock', () => {
		const t = called();
		t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: t.now + minutes(2) });
		t.does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' });
		expect(reads(t.after(minutes(1)))).toMatchObject({ with: 1 });
		expect(reads(t.after(minutes(1)))).toEqual(onceMore);
	});

	test('the caller was gone and is back: what was answered before does not hold', () => {
		const t = seen().after(seconds(5)).drops(4);
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, gone: true, with: null }]);
		expect(reads(t.after(seconds(5)).returns(4))).toMatchObject({ with: null, before: 1 });
	});

	test('an answer given while they are with somebody else holds', () => {
		const t = called().does(1, { type: 'TAKEOVER', seat: 3 }).after(seconds(2));
		expect(reads(t.does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' }))).toMatchObject({ with: 1, how: 'answer' });
	});
});

describe('[N3] those outside', () => {
	test('are asked after twenty seconds, and no more once somebody comes', () => {
		const t = called().after(seconds(19));
		expect(reads(t).paged).toBe(false);
		expect(reads(t.after(seconds(2))).paged).toBe(true);
		const before = t.state;
		t.does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' });
		expect(reads(t)).toMatchObject({ with: 1, paged: false });
		expect(pagesBetween(before, t.state)).toEqual({ raised: [], ended: [t.c.signals[0]!.id] });
	});

	test('are asked at once where nobody who could come is here, and the caller is told', () => {
		expect(reads(called(one).drops(1))).toMatchObject({ paged: true, unanswered: true });
	});

	test('[N9] that nobody can be reached is told; the same report twice says nothing new', () => {
		const t = called().after(seconds(21));
		const report = { type: 'REACHED', signalId: t.c.signals[0]!.id, people: 0, reached: 0, seen: 0, coming: 0 } as const;
		expect(t.house(report)).toBeNull();
		expect(reads(t).unanswered).toBe(true);
		expect(t.house(report)).toBe('nothing-to-do');
		expect(t.house({ ...report, people: 1 })).toBeNull();
	});
});

describe('[N5] the caller', () => {
	test('presses again: it rings again, on the screens of those who may help', () => {
		const t = called().after(seconds(10)).does(4, 'CALL_AGAIN');
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, rung: t.now, at: t.now - seconds(10) }]);
		expect(t.tries(4, 'CALL_AGAIN')).toBe('nothing-to-do');
		expect(t.after(seconds(30)).tries(5, 'CALL_AGAIN')).toBe('not-yours');
	});

	test('presses again after an answer: it is called anew', () => {
		const t = seen().after(seconds(10)).does(4, 'CALL_AGAIN');
		expect(reads(t)).toMatchObject({ with: null, before: 1 });
	});

	test('alone takes it back', () => {
		const t = called();
		for (const seat of [1, 2, 5]) expect(t.tries(seat, 'WITHDRAW_SUPPORT')).toBe('not-yours');
		expect(t.does(4, 'WITHDRAW_SUPPORT').see(1).facilitation?.signals).toEqual([]);
	});
});

describe('[N7] a call about whoever holds the circle', () => {
	const about = (roles = two) => sitting(roundTheCircle, roles, 'round-1').does(4, { type: 'SUPPORT', whom: 'facilitator' });

	test('is neither on their screen nor theirs to answer, to come to, to close', () => {
		const t = about();
		expect(t.see(1).facilitation?.signals).toEqual([]);
		for (const said of [{ type: 'ANSWER_SUPPORT', answer: 'seen' }, 'BE_WITH', 'CLOSE_CASE'] as const)
			expect(t.tries(1, said)).toBe('not-in-person');
		expect(t.see(1).may).not.toContain('ANSWER_SUPPORT');
		expect(t.see(2).facilitation?.signals).toMatchObject([{ seat: 4, whom: 'facilitator' }]);
		expect(reads(t.does(2, { type: 'ANSWER_SUPPORT', answer: 'seen' }))).toMatchObject({ with: 2 });
	});

	test('with nobody else who could come those outside are asked at once', () => {
		expect(reads(about(one))).toMatchObject({ with: null, paged: true, unanswered: true });
	});

	test('a pause for the caller by them is no company', () => {
		const t = about().does(1, { type: 'TAKEOVER', seat: 4 });
		expect(reads(t).with).toBeNull();
	});
});

describe('[N10] a case is closed by a person', () => {
	test('not before somebody was with them, while they are here', () => {
		const t = called();
		expect(t.tries(1, 'CLOSE_CASE')).toBe('not-now');
		t.does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' });
		expect(t.does(1, { type: 'CLOSE_CASE', how: 'spoken' }).see(4).signal).toBeNull();
	});
	test('nor by a peer', () => {
		expect(seen().tries(5, 'CLOSE_CASE')).toBe('not-credentialed');
	});
});
