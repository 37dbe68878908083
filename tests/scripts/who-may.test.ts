// Who may do what, where a slip would hand somebody a power that is not theirs: the circle, a pause, a microphone, another's step.

import { describe, expect, test } from 'vitest';
import { firstEvening, roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Command, Role } from '../../src/lib/gathering/types.ts';
import { states } from '../support/states.ts';
import { sitting, Table } from '../support/table.ts';

const roles: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
const round = () => sitting(roundTheCircle, roles, 'round-1');
const speaking = () => round().does(1, 'PASS').does(2, 'PASS').does(3, 'ACCEPT').after(seconds(20));
const paused = () => speaking().does(1, { type: 'TAKEOVER', seat: 4 });
const may = (name: string, seat: number) => states[name]!().see(seat).may.toSorted();

describe('[I21] outside the ring, and what nobody knows', () => {
	test('a command without a rule is refused', () => {
		const t = speaking();
		for (const type of ['OPEN_EVERYTHING', 'toString', 'constructor', 'SEAT', 'TIMER']) {
			expect(t.send({ type } as unknown as Command, { kind: 'seat', seat: 1 }), type).toBe('not-permitted');
		}
	});

	test('each standing has its own few commands', () => {
		const moment = 'somebody speaks';
		const call = ['CALL_AGAIN', 'SAY_MORE', 'SUPPORT', 'WITHDRAW_SUPPORT'];
		expect(may(moment, 8).filter((type) => !call.includes(type))).toEqual(['LEAVE', 'PAIR_WISH', 'WISH']);
		expect(may(moment, 10)).toEqual(['SUPPORT']);
		expect(may(moment, 11)).toEqual(['SUPPORT']);
		expect(may(moment, 9)).toEqual([]);
		expect(may(moment, 12)).toEqual([]);
	});

	test('who was removed or denied is told so, whatever they send', () => {
		const t = states['a pause for somebody']!();
		for (const said of ['SUPPORT', 'LISTEN_TONIGHT', 'LEAVE', { type: 'WISH', wish: 'ask' }] as const) {
			expect(t.tries(9, said)).toBe('removed');
			expect(t.tries(12, said)).toBe('denied');
		}
		expect(t.tries(8, { type: 'HAND', up: true })).toBe('waiting');
		expect(t.tries(10, 'STEP_IN')).toBe('not-seated');
	});
});

describe('[T4] clocks', () => {
	test('one that was started anew does not fire by its old name', () => {
		const t = round();
		const old = t.c.timers.offer!.id;
		t.after(seconds(10)).does(1, 'MOMENT');
		t.now += seconds(31);
		expect(t.send({ type: 'TIMER', name: 'offer', id: old }, { kind: 'clock' })).toBe('stale-timer');
		expect(t.send({ type: 'TIMER', name: 'offer', id: t.c.timers.offer!.id }, { kind: 'clock' })).toBeNull();
	});

	test('nor one that is not due yet', () => {
		const t = round();
		expect(t.send({ type: 'TIMER', name: 'offer', id: t.c.timers.offer!.id }, { kind: 'clock' })).toBe('stale-timer');
	});
});

describe('the lead', () => {
	test('[H1] the circle is handed only to somebody who may hold it', () => {
		const t = speaking();
		expect(t.tries(1, { type: 'HAND_OVER', to: 4 })).toBe('not-credentialed');
		expect(t.tries(4, { type: 'HAND_OVER', to: 2 })).toBe('not-credentialed');
		t.drops(2);
		expect(t.tries(1, { type: 'HAND_OVER', to: 2 })).toBe('not-credentialed');
		expect(t.returns(2).does(1, { type: 'HAND_OVER', to: 2 }).c.host).toBe(2);
	});

	test('[K7] a pause is given only to somebody who may hold it', () => {
		const t = paused();
		expect(t.tries(1, { type: 'DELEGATE', to: 4 })).toBe('not-credentialed');
		expect(t.does(1, { type: 'DELEGATE', to: 2 }).c.takeover?.leader).toBe(2);
	});

	test('[K7] whoever leads it now is not the one it is for', () => {
		const t = speaking().does(1, { type: 'TAKEOVER', seat: 2 }).does(1, { type: 'DELEGATE', to: 2 });
		expect(t.see(2).hold).toMatchObject({ leader: 2, youAreInCare: false, youMaySpeak: false });
	});

	test('[K4] only who paused undoes it', () => {
		const t = paused();
		expect(t.tries(2, 'UNDO_TAKEOVER')).toBe('not-yours');
		expect(t.see(2).may).not.toContain('UNDO_TAKEOVER');
		expect(t.does(1, 'UNDO_TAKEOVER').piece).toBe('speaking');
	});

	test('[K10] [K11] [K8] only who leads opens a microphone, begins a round, slows the group', () => {
		const t = paused();
		for (const said of [{ type: 'GIVE_WORD', seat: 5, on: true }, 'CHECK_ROUND', { type: 'GROUND', on: true }] as const) {
			expect(t.tries(2, said)).toBe('not-yours');
			expect(t.tries(5, said)).toBe('not-credentialed');
		}
		expect(t.does(1, { type: 'GIVE_WORD', seat: 5, on: true }).see(5)).toMatchObject({ you: { mic: true }, hold: { youMaySpeak: true } });
	});
});

describe('[K13] a press means the pause that was seen', () => {
	test('what ends or steers another one is refused', () => {
		const t = paused();
		const first = t.c.pauseId!;
		t.does(1, 'RESUME').after(seconds(1)).does(1, 'TAKEOVER');
		const steps = [
			{ type: 'RESUME', pauseId: first },
			{ type: 'UNDO_TAKEOVER', pauseId: first },
			{ type: 'GROUND', pauseId: first, on: true },
			{ type: 'GIVE_WORD', pauseId: first, seat: 5, on: true },
			{ type: 'CHECK_ROUND', pauseId: first },
			{ type: 'DELEGATE', pauseId: first, to: 2 }
		] as const;
		for (const step of steps) expect(t.tries(1, step), step.type).toBe('pause-over');
		expect(t.tries(2, { type: 'ASK_TO_JOIN', pauseId: first })).toBe('pause-over');
		expect(t.hold).toBe('takeover');
	});

	test('a word that was given in an earlier one is not ended in this one', () => {
		const t = paused();
		const first = t.c.pauseId!;
		t.does(1, 'RESUME').after(seconds(1)).does(1, { type: 'TAKEOVER', seat: 4 });
		expect(t.tries(4, { type: 'WORD_DONE', pauseId: first })).toBe('pause-over');
		expect(t.see(4).hold?.youMaySpeak).toBe(true);
	});

	test('nor a silence by a press for an earlier one', () => {
		const t = round().does(1, { type: 'BELL', ms: 60_000 });
		const first = t.c.pauseId!;
		t.does(1, 'END_BELL').does(1, { type: 'BELL', ms: 60_000 });
		expect(t.tries(1, { type: 'END_BELL', pauseId: first })).toBe('pause-over');
		expect(t.hold).toBe('bellSilence');
	});
});

describe('[K12] taking back', () => {
	const resumed = () => paused().does(1, 'RESUME').after(seconds(3));

	test('by whoever did it, or another who may hold the circle; the button is on no other screen', () => {
		const t = resumed();
		expect(t.tries(4, 'TAKE_BACK')).toBe('not-permitted');
		expect([1, 2, 3, 4].filter((seat) => t.see(seat).takeBack !== null)).toEqual([1, 2]);
		expect(t.does(2, 'TAKE_BACK').hold).toBe('takeover');
	});

	test('only the step that was seen', () => {
		const t = resumed();
		const stepId = t.c.takeBack!.id;
		t.does(1, { type: 'TAKEOVER', seat: 4 }, 'RESUME');
		expect(t.tries(1, { type: 'TAKE_BACK', stepId })).toBe('too-late');
		expect(t.does(1, 'TAKE_BACK').hold).toBe('takeover');
	});

	test('for ten seconds', () => {
		const t = paused().does(1, 'RESUME');
		const stepId = t.c.takeBack!.id;
		expect(t.after(seconds(9)).see(1).takeBack).not.toBeNull();
		expect(t.after(seconds(2)).see(1).takeBack).toBeNull();
		expect(t.tries(1, { type: 'TAKE_BACK', stepId })).toBe('too-late');
	});

	test('who came, went or called meanwhile stays so', () => {
		const t = resumed().does(5, { type: 'SUPPORT', whom: 'me' }).drops(3).does(4, 'LEAVE').does(1, 'TAKE_BACK');
		expect(t.see(1).facilitation?.signals.map(({ seat }) => seat)).toEqual([5]);
		expect(t.see(5).signal).not.toBeNull();
		expect([t.seat(3).connection, t.seat(4).standing]).toEqual(['lost', 'left']);
	});
});

describe('the door', () => {
	test('[S10] a named facilitator sits down at once, also when the doors are closed', () => {
		const t = new Table(roundTheCircle).seats(roles).after(minutes(20)).joins(1, 3, 4, 5).after(minutes(10)).does(1, 'BEGIN');
		while (t.phase !== 'round-1') t.does(1, 'NEXT_PHASE');
		expect(t.see(2).doorsOpen).toBe(false);
		expect(t.joins(2).see(2).you).toMatchObject({ standing: 'admitted', mayHold: true });
	});

	test('[N6] a press that is not meant as a try is a call, also where it is practised', () => {
		const t = sitting(firstEvening, roles, 'hands-on').does(4, { type: 'SUPPORT', whom: 'me' });
		expect(t.see(1).facilitation?.signals.map(({ seat }) => seat)).toEqual([4]);
		expect(t.see(4).tried).toBeNull();
	});
});
