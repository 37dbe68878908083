// Rounds of the piece, told as they happen. Rule numbers stand in src/lib/gathering/SPEC.md.

import { describe, expect, test } from 'vitest';
import { rehearsal, roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { shortenNow } from '../../src/lib/gathering/may.ts';
import { facilitated, lobby, sitting, turn } from '../support/table.ts';

describe('a whole gathering', () => {
	test('from lobby to aftercare, everybody is heard in every phase', () => {
		const t = lobby(rehearsal, facilitated(4));
		expect(t.tries(2, 'BEGIN')).toBe('not-credentialed');
		t.does(1, 'BEGIN');
		expect(t.phase).toBe('opening');
		for (const phase of ['check-in', 'round-1', 'round-2', 'integration', 'closing']) {
			t.does(1, 'NEXT_PHASE');
			expect(t.phase).toBe(phase);
			for (let i = 0; i < 4; i++) turn(t, t.holder ?? 0);
			expect(t.piece).toBe('complete');
			expect(Object.values(t.marks())).toEqual(['heard', 'heard', 'heard', 'heard']);
		}
		t.does(1, 'NEXT_PHASE');
		expect(t.phase).toBe('aftercare');
		t.after(minutes(11));
		expect(t.lifecycle).toBe('ended');
		expect(t.tries(2, 'SUPPORT')).toBe('over');
	});

	test('[O1] the piece goes in ring order, and the second round starts after the last one heard', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1');
		turn(t, 1);
		turn(t, 2);
		turn(t, 3);
		t.does(4, 'PASS');
		expect(t.piece).toBe('complete');
		t.does(1, 'NEXT_PHASE');
		expect(t.holder).toBe(4);
	});
});

describe('the offer', () => {
	test('[P2] only the offered seat may answer, and passing counts as heard', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		expect(t.tries(2, 'ACCEPT')).toBe('not-yours');
		expect(t.tries(2, 'PASS')).toBe('not-yours');
		t.does(1, 'PASS');
		expect(t.marks()[1]).toBe('passed');
		expect(t.holder).toBe(2);
	});

	test('[P5] "come back to me" is asked once more at the end, then missed', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		t.does(1, 'DEFER');
		turn(t, 2);
		turn(t, 3);
		expect(t.holder).toBe(1);
		t.does(1, 'DEFER');
		expect(t.marks()[1]).toBe('missed');
		expect(t.piece).toBe('complete');
	});

	test('[P6] silence is asked again after 30 s and deferred after 30 s more, never passed', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').after(seconds(30));
		expect(t.c.turn?.askedAgain).toBe(true);
		t.after(seconds(29));
		expect(t.holder).toBe(1);
		t.after(seconds(1));
		expect(t.holder).toBe(2);
		expect(t.marks()[1]).toBe('deferred');
	});

	test('"a moment, please" starts the wait again, as often as needed', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		for (let i = 0; i < 5; i++) t.after(seconds(25)).does(1, 'MOMENT');
		t.after(seconds(29));
		expect(t.holder).toBe(1);
		expect(t.c.turn?.askedAgain).toBe(false);
	});

	test('[L1] who listens tonight is not asked until they say otherwise', () => {
		const t = sitting(rehearsal, facilitated(3), 'check-in');
		t.does(2, { type: 'LISTEN_TONIGHT', on: true });
		turn(t, 1);
		expect(t.holder).toBe(3);
		t.does(2, { type: 'LISTEN_TONIGHT', on: false });
		turn(t, 3);
		expect(t.holder).toBe(2);
	});

	test('choosing to listen while the piece is offered moves it on with thanks', () => {
		const t = sitting(rehearsal, facilitated(3), 'check-in');
		t.does(1, { type: 'LISTEN_TONIGHT', on: true });
		expect(t.holder).toBe(2);
	});
});

describe('the turn', () => {
	test('[P1] only the holder finishes the turn', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'ACCEPT');
		expect(t.tries(2, 'FINISH')).toBe('not-holder');
		expect(t.tries(3, 'ACCEPT')).toBe('not-yours');
		expect(t.holder).toBe(1);
	});

	test('[P9] a finish about a turn that is over changes nothing', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'ACCEPT');
		const turnId = t.c.turn?.turnId ?? '';
		t.does(1, 'FINISH').after(seconds(1));
		expect(t.holder).toBe(2);
		const version = t.version;
		expect(t.tries(1, { type: 'FINISH', turnId })).toBe('turn-over');
		expect(t.version).toBe(version);
	});

	test('[P4] a finish by mistake is taken back within five seconds', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'ACCEPT');
		t.after(seconds(40)).does(1, 'FINISH').after(seconds(2)).does(1, 'NOT_YET');
		expect(t.piece).toBe('speaking');
		expect(t.holder).toBe(1);
		expect(t.c.turn?.usedMs).toBe(seconds(40));
	});

	test('[P3] silence never moves the piece, and soft time only rings softly', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'ACCEPT', 'HOLD_SILENCE');
		t.after(minutes(30));
		expect(t.holder).toBe(1);
		expect(t.piece).toBe('silent');
		expect(t.c.turn?.over).toBe(true);
		t.does(1, 'SPEAK', 'FINISH');
	});

	test('[P8] a holder who drops for 30 s has the turn and its time again', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'PASS');
		t.does(2, 'ACCEPT').after(seconds(60)).drops(2);
		expect(t.piece).toBe('awaitingReturn');
		t.after(seconds(30)).returns(2);
		expect(t.piece).toBe('speaking');
		expect(t.c.turn?.usedMs).toBe(seconds(60));
	});

	test('[P8] gone for more than 45 s, they are asked later with the rest of their time', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'PASS');
		t.does(2, 'ACCEPT');
		const budget = t.c.turn?.budgetMs ?? 0;
		t.after(seconds(60)).drops(2).after(seconds(45));
		expect(t.holder).toBe(3);
		expect(t.marks()[2]).toBe('deferred');
		t.returns(2);
		for (const seat of [3, 4, 5]) turn(t, seat);
		expect(t.holder).toBe(2);
		t.does(2, 'ACCEPT');
		expect(t.c.turn?.budgetMs).toBe(budget - seconds(60));
	});

	test('[P8] silence held before the drop is silence held after it', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'PASS');
		t.does(2, 'ACCEPT', 'HOLD_SILENCE').drops(2).after(seconds(5)).returns(2);
		expect(t.piece).toBe('silent');
	});

	test('[P7] a facilitator cues privately, or moves the piece on with a code', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		expect(t.tries(3, 'CUE')).toBe('not-credentialed');
		t.does(1, { type: 'CUE', cue: 'lessDetail' });
		expect(t.c.turn?.cue).toBe('lessDetail');
		t.does(1, { type: 'MOVE', code: 'comeBack' });
		expect(t.marks()[2]).toBe('deferred');
		expect(t.see(3).said).toMatchObject({ code: 'come-back', seat: 2 });
		expect([t.see(2).you.moved, t.see(3).you.moved, t.see(1).you.moved]).toEqual(['comeBack', null, null]);
	});
});

describe('time', () => {
	test('[T1] unspent seconds flow back to those still to come', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'ACCEPT');
		const first = t.c.turn?.budgetMs ?? 0;
		expect(first).toBe(Math.round(t.c.format.phases[2]!.budgetMs / 5));
		t.after(seconds(10)).does(1, 'FINISH').after(seconds(4)).does(2, 'ACCEPT');
		expect(t.c.turn?.budgetMs).toBeGreaterThan(first);
	});

	test('[T3] [O7] spare time is used first, then the circle moves on after the share; who was missed goes first in closing', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-2').does(1, 'ACCEPT');
		t.after(minutes(30));
		expect(t.holder).toBe(1);
		expect(t.phase).toBe('round-2');
		t.does(1, 'FINISH').after(seconds(4));
		expect(t.phase).toBe('closing');
		expect(t.c.spareMs).toBeLessThan(t.format.spareMs);
		expect(t.c.oneWord).toEqual([2, 3, 4, 5]);
		expect(t.holder).toBe(2);
	});

	test('[T2] fifteen minutes before a round ends the facilitator sees who is unheard', () => {
		const t = sitting(roundTheCircle, facilitated(5), 'round-1').does(1, 'ACCEPT');
		t.after(minutes(19));
		expect(t.c.unheardShown).toBe(false);
		t.after(minutes(1));
		expect(t.c.unheardShown).toBe(true);
		expect(shortenNow(t.state, 1, t.now)).toMatchObject({ phaseId: 'round-2', ms: minutes(5) });
		expect(shortenNow(t.state, 2, t.now)).toBe(null);
		t.does(1, { type: 'EXTEND', ms: minutes(5) }, { type: 'EXTEND', phaseId: 'round-2', ms: -minutes(5) });
		const closing = { type: 'EXTEND', phaseId: 'closing', ms: -minutes(1) } as const;
		expect(t.tries(1, closing)).toBe('not-now');
		for (let i = 0; i < 5; i++) t.does(t.holder ?? 0, ...(t.held ? [] : (['ACCEPT'] as const)), 'FINISH').after(seconds(4));
		t.does(1, 'NEXT_PHASE');
		const lasts = (t.c.timers.phase as { at: number }).at - t.now;
		expect(lasts).toBe(t.c.format.phases.find((p) => p.id === 'pause')!.budgetMs);
		t.does(1, 'NEXT_PHASE');
		const shorter = t.c.format.phases.find((p) => p.id === 'round-2')!.budgetMs - minutes(5);
		expect((t.c.timers.phase as { at: number }).at - t.now).toBe(shorter);
	});

	test('[E2] moving on in a share waits until it is finished', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		t.does(1, 'NEXT_PHASE');
		expect(t.phase).toBe('round-1');
		t.does(2, 'FINISH').after(seconds(1));
		expect(t.phase).toBe('round-2');
	});
});
