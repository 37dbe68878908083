// Writing beside the circle: who may, who reads it, and when it is gone.
import { expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import type { Role, Seat } from '../../src/lib/gathering/types.ts';
import { readersOf, refuseWriting, writings } from '../../src/lib/gathering/writing.ts';
import { inPairs } from '../support/formats.ts';
import { sitting, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
/** Seat 4 and the co-facilitator are in the care room while seat 3 writes in the round. */
const aside = () =>
	sitting(roundTheCircle, two, 'round-1')
		.does(1, 'PASS')
		.does(2, 'PASS')
		.does(3, { type: 'ACCEPT', typing: true })
		.does(2, { type: 'INVITE_TO_CARE', seat: 4 })
		.does(4, 'ACCEPT_CARE');
/** Seat 1 holds the circle; the house has paired 2 with 3 and 4 with 5. */
const paired = () => {
	const t = sitting(inPairs, ['facilitator', 'participant', 'participant', 'participant', 'participant'], 'pairs');
	t.house({
		type: 'PAIR',
		pairs: [
			[2, 3],
			[4, 5]
		]
	});
	return t;
};
const page = (t: Table, seat: Seat) => t.see(seat).page;

test('[W2] the two in a care room have a page of their own, and nobody else reads it or writes on it', () => {
	const t = aside();
	const id = page(t, 4)!;
	expect(page(t, 2)).toBe(id);
	expect(readersOf(t.state, id)).toEqual([2, 4]);
	for (const seat of [1, 3, 5]) {
		expect(page(t, seat)).toBeNull();
		expect(refuseWriting(t.state, seat, id)).toBe('turn-over');
	}
	expect([2, 4].map((seat) => refuseWriting(t.state, seat, id))).toEqual([null, null]);
});

test('[W1] [W2] what is written in the round is read in the ring, and is not what is written beside it', () => {
	const t = aside();
	expect(readersOf(t.state, t.c.turn!.turnId)).toEqual([1, 2, 3, 4, 5]);
	expect(refuseWriting(t.state, 3, t.c.turn!.turnId)).toBeNull();
	expect(refuseWriting(t.state, 4, t.c.turn!.turnId)).toBe('not-holder');
});

test('[W2] a page is gone when they are back in the circle', () => {
	const t = aside();
	const id = page(t, 4)!;
	expect(writings(t.state)).toContain(id);
	t.does(4, 'CARE_BACK').does(2, 'CARE_BACK');
	expect(writings(t.state)).not.toContain(id);
	expect(readersOf(t.state, id)).toEqual([]);
});

test('[A4] [W2] another companion who comes in reads nothing from before', () => {
	const t = aside();
	const id = page(t, 4)!;
	t.drops(2).after(60_000).does(1, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');
	expect(page(t, 1)).toBe(page(t, 4));
	expect(page(t, 4)).not.toBe(id);
	expect(readersOf(t.state, id)).toEqual([]);
	expect(writings(t.state)).not.toContain(id);
});

test('[D2] [W2] in a pair whoever has the word may write, to the other and to nobody else', () => {
	const t = paired();
	const id = page(t, 2)!;
	expect(page(t, 4)).not.toBe(id);
	expect(readersOf(t.state, id)).toEqual([2, 3]);
	expect([2, 3].map((seat) => refuseWriting(t.state, seat, id))).toEqual([null, null]);
	t.after(inPairs.phases[1]!.budgetMs * (2 / 34));
	expect(t.c.pairs!.step).toBe('a');
	expect([2, 3].map((seat) => refuseWriting(t.state, seat, id))).toEqual([null, 'not-now']);
});

test('[D4] [W2] who comes in to help reads nothing from before', () => {
	const t = paired().does(2, 'SUPPORT');
	const id = page(t, 2)!;
	t.does(1, { type: 'BE_WITH', signalId: t.c.signals[0]!.id });
	expect(readersOf(t.state, id)).toEqual([]);
	expect(readersOf(t.state, page(t, 1)!)).toEqual([1, 2, 3]);
});

test('[D2] [K1] [W2] a pause calls everybody to the circle; afterwards the page is theirs as before', () => {
	const t = paired();
	const id = page(t, 2)!;
	t.does(1, 'TAKEOVER');
	expect(page(t, 2)).toMatch(/^pause:/);
	expect(refuseWriting(t.state, 2, id)).toBe('turn-over');
	expect(writings(t.state)).toContain(id);
	t.does(1, 'RESUME');
	expect(page(t, 2)).toBe(id);
});
