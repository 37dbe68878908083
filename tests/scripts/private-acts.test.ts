// What somebody does in private leaves no trace on anybody else's screen, now or later: not a number that has moved on either.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/round-the-circle.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import { sitting, turn, type Table } from '../support/table.ts';

const two = ['facilitator', 'coFacilitator', ...Array(5).fill('participant')] as const;
const begun = () =>
	sitting(roundTheCircle, [...two], 'round-1')
		.does(1, 'PASS')
		.does(2, 'PASS')
		.does(3, 'ACCEPT')
		.after(seconds(50));

/** What is between seats 4, 5 and those who hold the circle, and nobody else's. */
const acts: Record<string, (t: Table) => Table> = {
	'a call, made and taken back': (t) => t.does(4, 'SUPPORT', 'WITHDRAW_SUPPORT'),
	'a call that is seen': (t) => t.does(4, 'SUPPORT').does(2, 'ANSWER_SUPPORT'),
	'a call with more said, rung again': (t) =>
		t.does(4, 'SUPPORT', { type: 'SAY_MORE', whom: null, kind: 'feeling', urgency: 'now' }).after(seconds(30)).does(4, 'CALL_AGAIN'),
	'a call past those who hold the circle': (t) => t.does(5, { type: 'SUPPORT', whom: 'aside' }),
	'five calls, one after the other': (t) => {
		for (let call = 0; call < 5; call++) t.does(4, 'SUPPORT', 'WITHDRAW_SUPPORT');
		return t;
	},
	'somebody is asked to the care room and would rather stay': (t) => t.does(2, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'DECLINE_CARE'),
	'whom one would rather not be in a pair with': (t) =>
		t.does(4, { type: 'PAIR_WISH', wish: { alone: false, practised: false, avoid: [6] } })
};

/** What seat 6 reads from then on, without the number by which pages tell new from old. */
function readBy(t: Table, seat: number): Omit<View, 'version'>[] {
	const read: Omit<View, 'version'>[] = [];
	const look = () => {
		const { version: _, ...view } = t.see(seat);
		read.push(view);
	};
	t.after(minutes(1) - (t.now - begun().now));
	look();
	t.does(3, 'FINISH').after(seconds(10));
	look();
	turn(t, 4);
	look();
	t.does(1, { type: 'TAKEOVER', kind: 'support', seat: null });
	look();
	t.after(seconds(20)).does(1, 'RESUME').after(seconds(1));
	look();
	return read;
}

describe.each(Object.entries(acts))('[V1] %s', (_, act) => {
	test.each([3, 6, 7])('seat %i reads the same evening with it and without it', (seat) => {
		expect(readBy(act(begun()), seat)).toEqual(readBy(begun(), seat));
	});
});

test('[V1] in a pause a sealed card is opened, and only its owner and who holds the circle can tell', () => {
	const paused = () => begun().does(4, 'SUPPORT').does(2, { type: 'TAKEOVER', kind: 'support', seat: 4 });
	const opened = paused().does(2, { type: 'OPEN_CARD', seat: 4 });
	const { version: before, ...without } = paused().see(6);
	const { version: after, ...withIt } = opened.see(6);
	expect(after).toBe(before + 1);
	expect(withIt).toEqual(without);
	expect(opened.see(4)).not.toEqual({ ...paused().see(4), version: after });
});
