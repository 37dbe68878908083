// The rules that everything else stands on, as people see them on their screens: seats, the order of the lap, how a phase begins.

import { describe, expect, test } from 'vitest';
import { holdingSpace, rehearsal } from '../../src/lib/gathering/formats/index.ts';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { facilitated, lobby, sitting, Table, turn } from '../support/table.ts';

/** Whose turn or offer everybody sees. */
const has = (t: Table): number | null => t.see(1).piece.seat;
/** The ring as seat 1 sees it. */
const ring = (t: Table): number[] => t.see(1).seats.map(({ seat }) => seat);
/** The marks as the facilitator, in seat 1, sees them. */
const marks = (t: Table) => t.see(1).seats.map(({ mark }) => mark);

describe('a seat', () => {
	test('[S1] stays in its place, with its mark, however long the line is broken', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1');
		turn(t, 1);
		turn(t, 2);
		t.does(3, 'ACCEPT').drops(2).after(minutes(3));
		expect(ring(t)).toEqual([1, 2, 3, 4]);
		expect(t.see(1).seats[1]).toMatchObject({ seat: 2, connection: 'lost', standing: 'admitted', mark: 'heard' });
		t.does(2, { type: 'JOIN', identity: 'anew', device: 'another', moveHere: true }).returns(2);
		expect(ring(t)).toEqual([1, 2, 3, 4]);
		expect(t.see(2).you).toMatchObject({ seat: 2, standing: 'admitted', mark: 'heard' });
	});

	test('[S2] each join has an identity of its own, and the one before opens the room no more', () => {
		const t = lobby(rehearsal, facilitated(3));
		const before = t.see(2).you.identity;
		t.does(2, { type: 'JOIN', identity: 'anew', device: 'd2', moveHere: false });
		expect(t.see(2).you.identity).toBe('anew');
		expect(desiredGrants(t.state).map(({ identity }) => identity)).not.toContain(before);
	});

	test('[S2] in the lobby one sits down at once; in a circle that is on one waits at the door, and is let into no room', () => {
		const t = new Table(rehearsal).seats(facilitated(4)).after(minutes(20)).joins(1, 2, 3);
		expect(t.see(3).you.standing).toBe('admitted');
		t.after(minutes(10)).does(1, 'BEGIN').joins(4);
		expect(t.see(4).you.standing).toBe('waiting');
		expect(desiredGrants(t.state).map(({ seat }) => seat)).toEqual([1, 2, 3]);
	});
});

describe('the order', () => {
	test('[O2] whoever was asked and deferred is not asked again before the lap is over, nor is one who was away when it passed', () => {
		const t = sitting(rehearsal, facilitated(5), 'round-1').drops(2);
		const offered = [has(t)];
		const next = () => offered.push(has(t));
		turn(t, 1);
		next();
		t.does(3, 'DEFER').returns(2);
		next();
		turn(t, 4);
		next();
		turn(t, 5);
		next();
		turn(t, 2);
		next();
		turn(t, 3);
		expect(offered).toEqual([1, 3, 4, 5, 2, 3]);
		expect(t.see(1).piece.state).toBe('complete');
	});

	test('[O3] heard, passed, missed, and only listening: nothing is owed to any of them', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1').does(3, { type: 'LISTEN_TONIGHT', on: true });
		turn(t, 1);
		t.does(2, 'PASS').does(4, 'DEFER');
		expect(t.see(1).piece.state).toBe('offered');
		t.does(4, 'DEFER');
		expect([1, 2, 3, 4].map((seat) => t.see(seat).you.mark)).toEqual(['heard', 'passed', 'passed', 'missed']);
		expect(t.see(1).piece.state).toBe('complete');
	});

	test('[O6] from the middle whoever was not heard yet may take it first, the others when that stood open for 20 s', () => {
		const t = sitting(holdingSpace, facilitated(4), 'open-ground').does(3, 'TAKE', 'FINISH');
		const may = () => [2, 3].filter((seat) => t.see(seat).may.includes('TAKE'));
		expect(may()).toEqual([]);
		t.after(seconds(20));
		expect(may()).toEqual([2]);
		t.after(seconds(20));
		expect(may()).toEqual([2, 3]);
	});

	test('[O7] whom the round did not reach is asked first in closing', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1');
		turn(t, 1);
		turn(t, 2);
		t.does(1, 'CLOSE_WELL');
		expect(t.see(1).phase?.id).toBe('closing');
		const asked = [3, 4, 1, 2].map(() => {
			const seat = has(t)!;
			t.does(seat, 'PASS');
			return seat;
		});
		expect(asked).toEqual([3, 4, 1, 2]);
	});
});

test('[E1] a phase begins with nobody marked, and asks everybody of the ring anew', () => {
	const t = sitting(rehearsal, facilitated(4), 'round-1');
	for (const seat of [1, 2, 3]) turn(t, seat);
	t.does(4, 'DEFER').does(4, 'DEFER');
	expect(marks(t)).toEqual(['heard', 'heard', 'heard', 'missed']);
	expect(t.see(1).facilitation?.order).toEqual([]);
	t.does(1, 'NEXT_PHASE');
	expect(t.see(1).phase?.id).toBe('round-2');
	expect(marks(t)).toEqual(['pending', 'pending', 'pending', 'pending']);
	expect([has(t), ...(t.see(1).facilitation?.order ?? [])].toSorted()).toEqual([1, 2, 3, 4]);
});
