// People on call: they come straight in, and deep work does not begin without them. As transcripts.

import { describe, expect, test } from 'vitest';
import { rehearsal } from '../../src/lib/gathering/formats/index.ts';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { limits, minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import type { Format, Seat } from '../../src/lib/gathering/types.ts';
import { facilitated, lobby, sitting, turn, type Table } from '../support/table.ts';

const join = (seat: number) => ({ type: 'JOIN', identity: `x${seat}`, device: `d${seat}`, moveHere: false }) as const;
/** The house seats somebody on call, with a credential for the evening. */
const called = (t: Table, seat: Seat) =>
	t.house({ type: 'SEAT', seat, role: 'coFacilitator', credentialUntil: t.now + minutes(600), onCall: true });

describe('coming in', () => {
	test('[S10] in the middle of a share, behind closed doors: seated at once, not on this round, on the next', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		expect(called(t, 4)).toBeNull();
		t.does(4, join(4));
		expect(t.seat(4)).toMatchObject({ standing: 'admitted', listening: true });
		expect(t.c.roster).toEqual([1, 2, 3]);
		expect(t.holder).toBe(2);
		expect(desiredGrants(t.state).find((g) => g.seat === 4)).toMatchObject({ room: 'circle', mic: false, camera: true });
		t.does(2, 'FINISH').after(seconds(20));
		turn(t, 3);
		t.does(1, 'NEXT_PHASE');
		expect(t.c.seats.map((s) => s.seat)).toEqual([1, 2, 3, 4]);
	});

	test('[S10] they may pause the circle, and it goes on as it was', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		t.does(3, { type: 'SUPPORT', whom: 'me' }).after(limits.pageMs);
		expect(t.c.signals[0]).toMatchObject({ paged: true, answeredBy: null });
		called(t, 4);
		t.does(4, join(4)).does(4, { type: 'ANSWER_SUPPORT', answer: 'seen' });
		t.does(4, { type: 'TAKEOVER', kind: 'support', seat: 3 });
		expect(
			desiredGrants(t.state)
				.filter((g) => g.mic)
				.map((g) => g.seat)
				.sort()
		).toEqual([3, 4]);
		t.does(4, { type: 'RESUME', mode: 'exact' });
		expect([t.holder, t.piece]).toEqual([2, 'speaking']);
	});

	test('[S10] everybody sees who came, and that they are on call', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		called(t, 4);
		t.does(4, join(4));
		const people = new Map([[4, { name: 'Rosa', simulated: false }]]);
		const seen = viewFor(t.state, { gathering: '', version: t.version, now: t.now, seat: 3, title: '', people });
		expect(seen.seats.find((s) => s.seat === 4)).toMatchObject({ name: 'Rosa', role: 'coFacilitator', onCall: true, mayHold: true });
	});

	test('[S10] who was sent back to the door waits there', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		called(t, 4);
		t.does(4, join(4)).does(1, { type: 'SEND_BACK', seat: 4 }).does(4, join(4));
		expect(t.seat(4).standing).toBe('waiting');
	});

	test('[S10] a full circle has seats for them all the same, and their seats are nobody else’s', () => {
		const t = lobby(rehearsal, facilitated(limits.maxSeats));
		expect(t.house({ type: 'SEAT', seat: 20, role: 'participant', credentialUntil: null })).toBe('seat-taken');
		for (let n = 0; n < limits.onCallSeats; n++) expect(called(t, 30 + n)).toBeNull();
		expect(called(t, 40)).toBe('seat-taken');
	});

	test('[S10] a participant who is on call and asked for becomes one who may pause the circle, in their own seat', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		expect(called(t, 3)).toBeNull();
		t.does(3, { type: 'TAKEOVER', kind: 'support', seat: 2 });
		expect(t.seat(3)).toMatchObject({ standing: 'admitted', listening: false });
	});
});

describe('deep work', () => {
	const deep: Format = { ...rehearsal, credentialed: 2 };

	test('[E8] one credentialed person does not begin it, two do', () => {
		const t = lobby(deep, ['facilitator', 'coFacilitator', 'participant']).after(minutes(10));
		t.does(2, 'LEAVE');
		expect(t.tries(1, 'BEGIN')).toBe('not-covered');
		t.joins(2).does(1, 'BEGIN');
		expect(t.lifecycle).toBe('live');
	});

	test('[E8] one begins it while somebody is on call for it, and not when they no longer are', () => {
		const t = lobby(deep, facilitated(3)).after(minutes(10));
		expect(t.house({ type: 'COVER', covered: true })).toBeNull();
		expect(t.house({ type: 'COVER', covered: true })).toBe('nothing-to-do');
		t.house({ type: 'COVER', covered: false });
		expect(t.tries(1, 'BEGIN')).toBe('not-covered');
		t.house({ type: 'COVER', covered: true });
		t.does(1, 'BEGIN');
	});

	test('[E8] nobody in the circle can say that it is covered, its host neither', () => {
		const t = lobby(deep, facilitated(3)).after(minutes(10));
		expect(t.tries(1, { type: 'COVER', covered: true })).toBe('not-permitted');
		expect(t.send({ type: 'COVER', covered: true }, { kind: 'host' })).toBe('not-permitted');
		expect(t.tries(2, 'BEGIN')).toBe('not-credentialed');
	});

	test('[E8] other formats ask nobody', () => {
		expect(lobby(rehearsal, facilitated(3)).after(minutes(10)).does(1, 'BEGIN').lifecycle).toBe('live');
	});
});
