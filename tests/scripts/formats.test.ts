// What formats ask of the machine beyond the ring: trying out the signal, raised hands, one who tells, other steps in pairs.

import { describe, expect, test } from 'vitest';
import { firstEvening, partsSideBySide, roughGround, thoseWhoHold } from '../../src/lib/gathering/formats/index.ts';
import { audible, desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { pagesBetween } from '../../src/lib/gathering/signals/paged.ts';
import type { Role } from '../../src/lib/gathering/types.ts';
import { facilitated, sitting, turn } from '../support/table.ts';

const aTry = { type: 'SUPPORT', whom: 'me', practice: true } as const;

describe('trying out “I need support”', () => {
	const trying = () => sitting(firstEvening, facilitated(4), 'hands-on');

	test('[N6] a try shows the answer arriving, and nobody is called', () => {
		const t = trying();
		const before = t.state;
		t.does(2, aTry);
		expect(t.see(2)).toMatchObject({ tried: { seat: 2, answered: false, over: false }, signal: null, phase: { practice: true } });
		expect(t.see(1).facilitation).toMatchObject({ tried: [2], signals: [] });
		expect(t.see(3).tried).toBeNull();
		t.after(seconds(4));
		expect(t.see(2).tried).toEqual({ seat: 2, answered: true, over: false });
		t.after(minutes(5));
		expect(t.c.signals).toEqual([]);
		expect(pagesBetween(before, t.state)).toEqual({ raised: [], ended: [] });
	});

	test('[N6] one more press is a real one, from the same screen', () => {
		const t = trying().does(2, aTry).does(2, 'SUPPORT');
		expect(t.see(2)).toMatchObject({ tried: { over: true }, signal: { seat: 2, whom: 'me' } });
		expect(t.see(1).facilitation?.signals.map((s) => s.seat)).toEqual([2]);
		t.after(seconds(20));
		expect(t.c.signals[0]?.paged).toBe(true);
		expect(t.tries(2, aTry)).toBe('nothing-to-do');
	});

	test('[N6] about somebody else it is always real', () => {
		const t = trying()
			.does(2, { type: 'SUPPORT', whom: 'aside', practice: true })
			.does(3, { type: 'SUPPORT', whom: 'someone', practice: true });
		expect(t.c.signals.map((s) => s.whom)).toEqual(['aside', 'someone']);
	});

	test('[N6] a press that comes when nothing is tried out any more is a real one', () => {
		const t = trying().does(1, 'TAKEOVER').does(2, aTry);
		expect(t.c.signals.map((s) => s.seat)).toEqual([2]);
		const later = sitting(firstEvening, facilitated(4), 'agreements').does(3, aTry);
		expect(later.c.signals.map((s) => s.seat)).toEqual([3]);
	});

	test('[N6] it is put away by whoever made it, and gone with the phase', () => {
		const t = trying().does(2, aTry).does(3, aTry).does(2, 'END_TRY');
		expect(t.tries(2, 'END_TRY')).toBe('nothing-to-do');
		expect(t.see(1).facilitation?.tried).toEqual([3]);
		expect(t.see(2).tried?.over).toBe(true);
		t.does(1, 'NEXT_PHASE').after(seconds(10));
		expect(t.c.tried).toEqual([]);
	});
});

describe('raised hands', () => {
	test('[E9] go up where everybody may speak, are seen by all in their order, and are down in the next phase', () => {
		const t = sitting(firstEvening, facilitated(4), 'hands-on');
		expect(t.tries(3, { type: 'HAND', up: true })).toBe('not-now');
		while (t.phase !== 'agreements') t.does(1, 'NEXT_PHASE');
		t.does(4, { type: 'HAND', up: true }).does(2, { type: 'HAND', up: true });
		expect(t.tries(4, { type: 'HAND', up: true })).toBe('nothing-to-do');
		expect(t.see(3).hands).toEqual([4, 2]);
		t.does(4, { type: 'HAND', up: false });
		expect(t.see(1).hands).toEqual([2]);
		t.does(1, 'NEXT_PHASE');
		expect(t.see(3).hands).toEqual([]);
	});
});

describe('one who tells', () => {
	const choosing = () => sitting(thoseWhoHold, facilitated(5), 'telling');
	const mics = (t: ReturnType<typeof choosing>) =>
		desiredGrants(t.state)
			.filter((g) => g.mic)
			.map((g) => g.seat);

	test('[O8] whoever takes the piece first tells; later phases ask only them, or everybody else', () => {
		const t = choosing().does(3, { type: 'TAKE' });
		expect(t.c.teller).toBe(3);
		expect(t.c.turn?.budgetMs).toBe(t.format.phases.find((p) => p.id === 'telling')!.budgetMs);
		t.does(3, 'FINISH').after(seconds(4)).does(1, 'NEXT_PHASE');
		expect(t.tries(3, { type: 'TAKE' })).toBe('already-heard');
		t.does(1, 'NEXT_PHASE');
		expect(t.phase).toBe('thinking-aloud');
		for (const seat of [1, 2, 4, 5]) turn(t, seat);
		t.does(1, 'NEXT_PHASE');
		expect(t.phase).toBe('returning');
		turn(t, 3);
		expect(t.piece).toBe('complete');
	});

	test('[G7] the one who told may answer while others ask, and while the piece rests', () => {
		const t = choosing().does(3, { type: 'TAKE' }).does(3, 'FINISH').after(seconds(4)).does(1, 'NEXT_PHASE');
		expect(mics(t)).toEqual([3]);
		t.after(seconds(1)).does(5, { type: 'TAKE' });
		expect(mics(t)).toEqual([3, 5]);
		expect(audible(t.state)).toEqual([3, 5]);
		t.does(1, 'TAKEOVER');
		expect(mics(t)).toEqual([1]);
		t.does(1, 'RESUME').does(5, 'FINISH').does(1, 'NEXT_PHASE').does(1, 'ACCEPT');
		expect(mics(t)).toEqual([1]);
	});

	test('[O8] where nobody told, nobody is asked to return to it', () => {
		const t = choosing();
		while (t.phase !== 'returning') t.does(1, 'NEXT_PHASE');
		expect(t.piece).toBe('complete');
	});
});

describe('pairs as the format says', () => {
	const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant', 'participant'];

	test('[D8] six steps of their own lengths, and the companion’s sentences for who listens', () => {
		const t = sitting(partsSideBySide, two, 'pairs');
		t.house({
			type: 'PAIR',
			pairs: [
				[3, 4],
				[5, 6]
			]
		});
		for (const [step, lasts] of [
			['agreeing', 3],
			['a', 12],
			['back', 3],
			['b', 12],
			['backAgain', 3],
			['thanks', 3]
		] as const) {
			expect(t.see(4).pair?.step).toBe(step);
			t.after(minutes(lasts));
		}
		expect(t.c.pairs?.step).toBe('returning');
		expect(t.see(4).phase?.sentences).toHaveLength(4);
	});
});

const small: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant'];

test('[R1] the format may leave only some wishes to choose from', () => {
	const t = sitting(roughGround, small, 'round-1');
	expect(t.see(1).phase?.wishes).toEqual(['listen', 'alike']);
});
