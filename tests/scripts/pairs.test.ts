// Pairs: rooms of two beside the circle, the same steps for all, and everybody back.

import { describe, expect, test } from 'vitest';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { pairingNow } from '../../src/lib/gathering/pairs/transitions.ts';
import { circleRoom, type Role, type Seat } from '../../src/lib/gathering/types.ts';
import { inPairs } from '../support/formats.ts';
import { sitting, type Table } from '../support/table.ts';

const roles: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant', 'participant'];

const room = (t: Table, seat: Seat) => desiredGrants(t.state).find((g) => g.seat === seat)!.room;
/** Whose microphone is open beside the circle. */
const open = (t: Table) =>
	desiredGrants(t.state)
		.filter((g) => g.mic && g.room !== circleRoom)
		.map((g) => g.seat)
		.sort();
const pair = (t: Table, pairs: Seat[][]) => t.house({ type: 'PAIR', pairs });

const mixing = () => sitting(inPairs, roles, 'pairs');
const begun = () => {
	const t = mixing();
	expect(
		pair(t, [
			[3, 4],
			[5, 6]
		])
	).toBeNull();
	return t;
};

describe('who is with whom', () => {
	test('[D1] everybody here but whoever holds the circle and who would rather be alone', () => {
		const t = mixing();
		expect(pairingNow(t.c)?.seats).toEqual([2, 3, 4, 5, 6]);
		t.does(5, { type: 'PAIR_WISH', wish: { alone: true, practised: false, avoid: [] } }).drops(6);
		t.does(4, { type: 'PAIR_WISH', wish: { alone: false, practised: true, avoid: [3] } });
		expect(pairingNow(t.c)).toEqual({ seats: [2, 3, 4], avoid: [[4, 3]], newcomers: [2, 3], before: [] });
	});

	test('[D1] only the house says it, once, and soundly', () => {
		const t = mixing();
		expect(t.tries(1, { type: 'PAIR', pairs: [[3, 4]] })).toBe('not-permitted');
		for (const unsound of [
			[[3]],
			[
				[3, 4],
				[4, 5]
			],
			[[1, 3]],
			[[3, 9]]
		])
			expect(pair(t, unsound)).toBe('bad-request');
		expect(pair(t, [[3, 4]])).toBeNull();
		expect(pair(t, [[5, 6]])).toBe('nothing-to-do');
	});

	test('[D1] a wish is nobody else’s to see', () => {
		const t = mixing().does(4, { type: 'PAIR_WISH', wish: { alone: false, practised: true, avoid: [3] } });
		expect(t.see(4).you.pairWish.avoid).toEqual([3]);
		expect(JSON.stringify([1, 2, 3, 5, 6].map((s) => t.see(s)))).not.toContain('"avoid":[3]');
		expect(t.tries(4, { type: 'PAIR_WISH', wish: { alone: false, practised: true, avoid: [4] } })).toBe('no-such-seat');
	});

	test('[D1] with nobody to pair the circle goes on', () => {
		const t = mixing();
		pair(t, []);
		expect(t.phase).toBe('circle');
	});
});

describe('the steps', () => {
	test('[D2] [G6] both, the first, both, the second, both, both; equal time for both', () => {
		const t = begun();
		const steps = [
			['agreeing', [3, 4, 5, 6], 2],
			['a', [3, 5], 13],
			['back', [3, 4, 5, 6], 2],
			['b', [4, 6], 13],
			['backAgain', [3, 4, 5, 6], 2],
			['thanks', [3, 4, 5, 6], 2]
		] as const;
		for (const [step, voices, lasts] of steps) {
			expect(t.see(3).pair?.step).toBe(step);
			expect(open(t)).toEqual(voices);
			t.after(minutes(lasts));
		}
		expect(t.c.pairs?.step).toBe('returning');
	});

	test('[D7] each sees their own pair and its room, those who stay hear the circle', () => {
		const t = begun();
		expect(t.see(3).pair).toMatchObject({ seats: [3, 4], step: 'agreeing' });
		expect(t.see(3).audible).toEqual([3, 4]);
		expect([room(t, 3), room(t, 5), room(t, 1)]).toEqual([room(t, 4), room(t, 6), circleRoom]);
		expect(room(t, 3)).not.toBe(room(t, 5));
		expect(t.see(3).facilitation).toBeNull();
		expect(t.see(1).facilitation?.pairs.map((p) => p.seats)).toEqual([
			[3, 4],
			[5, 6]
		]);
	});

	test('a witness is seen and speaks only in what is everybody’s', () => {
		const t = mixing();
		pair(t, [[3, 4, 5]]);
		expect(open(t)).toEqual([3, 4, 5]);
		t.after(minutes(2));
		expect(open(t)).toEqual([3]);
	});

	test('[D2] a takeover brings everybody to the circle and stops the clock; resumed, all is as it was', () => {
		const t = begun().after(minutes(7));
		const before = { rooms: [3, 4, 5, 6].map((s) => room(t, s)), step: t.see(3).pair };
		t.does(1, 'TAKEOVER');
		expect([3, 4, 5, 6].map((s) => room(t, s))).toEqual(Array(4).fill(circleRoom));
		expect(
			desiredGrants(t.state)
				.filter((g) => g.mic)
				.map((g) => g.seat)
		).toEqual([1]);
		t.after(minutes(9)).does(1, 'RESUME');
		expect([3, 4, 5, 6].map((s) => room(t, s))).toEqual(before.rooms);
		expect(t.see(3).pair).toEqual({ ...before.step, endsAt: before.step!.endsAt! + minutes(9) });
	});

	test('[D3] a moment of quiet for the pair that needs it, ended by who asked or by time', () => {
		const t = begun().after(minutes(2));
		const { room: its } = t.see(4).pair!;
		t.does(4, { type: 'NEED_MOMENT', room: its });
		expect(open(t)).toEqual([5]);
		expect(t.see(3).pair?.moment?.seat).toBe(4);
		expect(t.tries(5, { type: 'NEED_MOMENT', room: its })).toBe('not-now');
		t.after(minutes(2));
		expect(open(t)).toEqual([3, 5]);
		t.does(3, { type: 'NEED_MOMENT', room: its }).does(3, { type: 'READY_AGAIN', room: its });
		expect(open(t)).toEqual([3, 5]);
	});

	test('[D4] a facilitator comes in where somebody asked for support, seen by both, and goes again', () => {
		const t = begun().after(minutes(2));
		const { room: its } = t.see(4).pair!;
		expect(t.tries(2, { type: 'BE_WITH', signalId: 's1' })).toBe('nothing-to-do');
		t.does(4, 'SUPPORT');
		const { id: signalId } = t.c.signals[0]!;
		expect(t.see(1).facilitation?.pairs.map((p) => p.asked)).toEqual([true, false]);
		expect(t.tries(5, { type: 'BE_WITH', signalId })).toBe('not-credentialed');
		t.does(2, { type: 'BE_WITH', signalId });
		expect(t.see(3).pair?.helper).toBe(2);
		expect(open(t)).toEqual([2, 3, 5]);
		expect(room(t, 2)).toBe(its);
		expect(t.tries(1, { type: 'BE_WITH', signalId })).toBe('someone-was-first');
		t.does(2, { type: 'LEAVE_PAIR', room: its });
		expect(room(t, 2)).toBe(circleRoom);
	});
});

describe('coming back, and lost ones', () => {
	test('[D5] the circle goes on when each has been seen there', () => {
		const t = begun().does(1, 'NEXT_PHASE');
		expect([t.phase, t.c.pairs?.returning]).toEqual(['pairs', [3, 4, 5, 6]]);
		t.does(3, 'ARRIVED').does(4, 'ARRIVED').does(6, 'ARRIVED');
		expect(t.see(1).facilitation?.returning).toEqual([5]);
		expect(t.tries(3, 'ARRIVED')).toBe('nothing-to-do');
		t.does(5, 'ARRIVED');
		expect(t.phase).toBe('circle');
		expect(t.c.pairs).toBeNull();
	});

	test('[D5] or after half a minute, or when who is missing is lost', () => {
		expect(begun().does(1, 'NEXT_PHASE').after(seconds(30)).phase).toBe('circle');
		const t = begun().does(1, 'NEXT_PHASE').does(3, 'ARRIVED').does(4, 'ARRIVED').does(5, 'ARRIVED').drops(6);
		expect(t.phase).toBe('circle');
	});

	test('[D6] a partner lost for 45 s: who is left becomes a witness elsewhere', () => {
		const t = begun().after(minutes(3)).drops(3).after(seconds(44));
		expect(room(t, 4)).not.toBe(room(t, 5));
		t.after(seconds(1));
		expect(room(t, 4)).toBe(room(t, 5));
		expect(t.see(4).pair?.seats).toEqual([5, 6, 4]);
		t.returns(3);
		expect(room(t, 3)).toBe(circleRoom);
	});

	test('[D6] with no other pair they come back to the circle', () => {
		const t = mixing();
		pair(t, [[3, 4]]);
		t.after(minutes(3)).does(3, 'LEAVE').after(seconds(45));
		expect(room(t, 4)).toBe(circleRoom);
		expect(t.after(seconds(30)).phase).toBe('circle');
	});

	test('[D6] back in time nothing has changed', () => {
		const t = begun().drops(3).after(seconds(30)).returns(3).after(minutes(1));
		expect(t.see(3).pair?.seats).toEqual([3, 4]);
	});

	test('a room that is over is never used again', () => {
		const t = begun();
		const rooms = t.c.pairs!.all.map((p) => p.room);
		t.does(1, 'NEXT_PHASE').after(seconds(30));
		expect(t.c.pastRooms).toEqual(rooms);
		expect(desiredGrants(t.state).every((g) => g.room === circleRoom)).toBe(true);
	});
});
