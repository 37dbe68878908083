// The sealed card: opened only where somebody is being cared for, and never without its owner knowing.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { openCases } from '../../src/lib/gathering/cards/cards.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Role, Seat } from '../../src/lib/gathering/types.ts';
import { sitting, type Table } from '../support/table.ts';

const roles: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'guardian'];
const may = (t: Table, seat: Seat) => t.see(seat).mayOpenCards.map((one) => one.seat);
const card = (seat: Seat) => ({ type: 'OPEN_CARD' as const, seat });
const round = () => sitting(roundTheCircle, roles, 'round-1');
/** Seat 3 called, and the facilitator paused for them. */
const paused = () => round().does(3, 'SUPPORT').does(1, { type: 'TAKEOVER', seat: 3 });
const everybody = [1, 2, 3, 4, 5];

describe('when it may be opened', () => {
	test('[F1] in no state without a takeover, by nobody', () => {
		const states = [
			round(),
			round().does(3, 'SUPPORT'),
			round().does(1, { type: 'BELL', ms: 60_000 }),
			paused().does(1, 'RESUME'),
			round().does(1, 'TECHNICAL_PAUSE')
		];
		for (const t of states) {
			for (const seat of everybody) {
				expect(t.tries(seat, card(3))).toBe('not-held');
				expect(may(t, seat)).toEqual([]);
				expect(t.see(seat).may).not.toContain('OPEN_CARD');
			}
		}
	});

	test('[F1] in a takeover by a credentialed person present, also one who does not lead it; by nobody else, and nobody’s own', () => {
		const t = paused();
		expect([may(t, 1), may(t, 2), may(t, 3)]).toEqual([[3, 2, 4, 5], [3, 1, 4, 5], []]);
		expect([3, 4, 5].map((seat) => t.tries(seat, card(3)))).toEqual(['not-credentialed', 'not-credentialed', 'not-credentialed']);
		expect(t.tries(1, card(1))).toBe('not-in-person');
		expect(t.tries(1, card(9))).toBe('no-such-seat');
		expect(t.house(card(3))).toBe('not-permitted');
		t.drops(2);
		expect(t.tries(2, card(3))).toBe('not-credentialed');
		t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: t.now });
		expect(t.tries(1, card(3))).toBe('not-credentialed');
	});

	test('[F1] in the care room the companion opens the card of the person there, and no other', () => {
		const t = round().does(2, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');
		expect(may(t, 2)).toEqual([4]);
		expect(t.tries(2, card(3))).toBe('not-permitted');
		expect(t.tries(1, card(4))).toBe('not-held');
		t.does(2, card(4)).drops(2);
		expect(t.tries(2, card(4))).toBe('not-here');
	});

	test('[F1] of somebody who left in distress too', () => {
		const t = paused().does(3, 'LEAVE').does(1, card(3));
		expect(t.see(3).cardOpened).toMatchObject([{ by: 1 }]);
	});
});

test('[F2] its owner sees at once who opened it and when; nobody else does; nothing else moves', () => {
	const t = paused().after(seconds(5));
	const before = { ...t.c, cardsOpened: null };
	t.does(2, card(3)).does(1, card(3));
	expect(t.see(3).cardOpened).toEqual([
		{ by: 2, at: t.now },
		{ by: 1, at: t.now }
	]);
	for (const seat of [1, 2, 4, 5]) expect(t.see(seat).cardOpened).toEqual([]);
	expect({ ...t.c, cardsOpened: null }).toEqual(before);
	t.does(1, 'RESUME');
	expect(t.see(3).cardOpened).toHaveLength(2);
});

describe('after the end', () => {
	const closed = (t: Table) => t.after(minutes(1)).does(1, 'CLOSE_WELL').does(1, 'END');

	test('[F3] only of somebody whose call was open, by those who held the circle', () => {
		const t = closed(paused().does(3, 'LEAVE').does(1, 'RESUME'));
		expect(openCases(t.state)).toEqual([3]);
		expect([t.tries(1, card(4)), t.tries(4, card(3)), t.tries(5, card(3))]).toEqual(['over', 'not-credentialed', 'not-credentialed']);
		t.does(2, card(3));
		expect(t.see(3).cardOpened).toMatchObject([{ by: 2 }]);
		expect(t.tries(1, 'TAKEOVER')).toBe('over');
	});

	test('[F3] [N7] a call about whoever led opens nothing to them; to another who led it does', () => {
		const t = round().does(3, { type: 'SUPPORT', whom: 'facilitator' });
		const { about } = t.c.signals[0]!;
		closed(t);
		expect([1, 2].map((seat) => t.tries(seat, card(3)))).toEqual([1, 2].map((seat) => (seat === about ? 'over' : null)));
	});

	test('[F3] [N4] a call that was closed, taken back, or passed them by opens nothing', () => {
		for (const call of [
			(t: Table) => t.does(3, 'SUPPORT').does(1, 'ANSWER_SUPPORT').does(1, 'CLOSE_CASE'),
			(t: Table) => t.does(3, 'SUPPORT', 'WITHDRAW_SUPPORT'),
			(t: Table) => t.does(3, { type: 'SUPPORT', whom: 'aside' })
		]) {
			const t = closed(call(round()));
			expect(openCases(t.state)).toEqual([]);
			expect(t.tries(1, card(3))).toBe('over');
		}
	});
});
