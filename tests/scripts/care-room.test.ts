// The care room: two people go aside by consent, the circle goes on, and they come back to their places.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { audible, desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import { circleRoom, type Role, type Seat } from '../../src/lib/gathering/types.ts';
import { sitting, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
const one: Role[] = ['facilitator', 'participant', 'participant', 'participant'];

const inside = (t: Table) =>
	desiredGrants(t.state)
		.filter((g) => g.room !== circleRoom)
		.map((g) => [g.seat, g.room, g.mic]);
const atCircle = (t: Table, seat: Seat) => desiredGrants(t.state).find((g) => g.seat === seat && g.room === circleRoom);

/** Seat 3 speaks in the first round; the two who may hold the circle have passed. */
const holding = () => sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS').does(3, 'ACCEPT').after(seconds(50));
/** Seat 4 and the co-facilitator are in the care room while seat 3 speaks. */
const aside = () => holding().does(2, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');

describe('going aside', () => {
	test('[A1] [G5] asked and answered: both are in a room of their own, and the circle goes on', () => {
		const t = holding().does(2, { type: 'INVITE_TO_CARE', seat: 4 });
		expect(t.see(4).careInvite).toBe(2);
		expect(inside(t)).toEqual([]);
		t.does(4, 'ACCEPT_CARE');
		expect(inside(t)).toEqual([
			[2, 'care-4-1', true],
			[4, t.c.care!.room, true]
		]);
		expect(atCircle(t, 4)).toMatchObject({ mic: false, camera: false });
		expect(t.piece).toBe('speaking');
		expect(t.see(4)).toMatchObject({ you: { room: t.c.care!.room, mic: true }, audible: [2, 4] });
		expect(t.see(5)).toMatchObject({ you: { room: circleRoom }, audible: [3] });
	});

	test('[A1] no is an answer, and nothing has changed', () => {
		const t = holding().does(2, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'DECLINE_CARE');
		expect(t.c.careInvite).toBeNull();
		expect(inside(t)).toEqual([]);
	});

	test('[A1] those who hold the circle read the no, and nobody else; until they are asked again', () => {
		const t = holding().does(4, 'SUPPORT').does(2, 'BE_WITH').does(4, 'DECLINE_CARE');
		expect([1, 2, 4].map((seat) => t.see(seat).careDeclined)).toEqual(Array(3).fill({ seat: 4, companion: 2 }));
		expect([3, 5].map((seat) => t.see(seat).careDeclined)).toEqual([null, null]);
		t.does(2, 'BE_WITH');
		expect(t.see(2)).toMatchObject({ careDeclined: null, facilitation: { careAsked: 4 } });
		t.does(4, 'DECLINE_CARE').does(2, 'CLOSE_CASE');
		expect(t.see(2).careDeclined).toBeNull();
	});

	test('[A1] only who may hold the circle asks, and only who was asked answers', () => {
		const t = holding();
		expect(t.tries(5, { type: 'INVITE_TO_CARE', seat: 4 })).toBe('not-credentialed');
		t.does(2, { type: 'INVITE_TO_CARE', seat: 4 });
		expect(t.tries(5, 'ACCEPT_CARE')).toBe('nothing-to-do');
		expect(t.tries(1, { type: 'INVITE_TO_CARE', seat: 5 })).toBe('someone-was-first');
		t.drops(2);
		expect(t.tries(4, 'ACCEPT_CARE')).toBe('not-now');
	});

	test('[A1] alone with the circle one cannot go aside without pausing it', () => {
		const t = sitting(roundTheCircle, one, 'round-1');
		expect(t.tries(1, { type: 'INVITE_TO_CARE', seat: 3 })).toBe('nobody-stays');
		t.does(1, 'TAKEOVER').does(1, { type: 'INVITE_TO_CARE', seat: 3 });
		expect(t.see(3).careInvite).toBe(1);
	});

	test('[A5] to the others both rest, and only who may hold the circle sees more', () => {
		const t = aside();
		expect(
			t
				.see(5)
				.seats.filter((s) => s.standing === 'resting')
				.map((s) => s.seat)
		).toEqual([2, 4]);
		expect(t.see(5).care).toBeNull();
		expect(t.see(1).care).toMatchObject({ seat: 4, companion: 2 });
		expect(t.see(4).care).toMatchObject({ seat: 4, companion: 2 });
	});
});

describe('the circle meanwhile', () => {
	test('[A2] a leader who goes aside leaves the takeover to the other one, who gives the circle back', () => {
		const t = holding().does(1, { type: 'TAKEOVER', seat: 4 }).does(1, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');
		expect(t.hold).toBe('takeover');
		expect(t.c.takeover).toMatchObject({ leader: 2, voice: null });
		expect(audible(t.state)).toEqual([2]);
		t.does(2, 'RESUME');
		expect(t.piece).toBe('speaking');
		expect(t.c.turn?.usedMs).toBe(seconds(50));
		expect(inside(t).map(([seat]) => seat)).toEqual([1, 4]);
	});

	test('[A2] [K5] with nobody to follow the circle rests as it was; who leads keeps the place, and after a while those present may go on', () => {
		const t = sitting(roundTheCircle, one, 'round-1').does(1, 'PASS').does(2, 'ACCEPT').after(seconds(20));
		t.does(1, 'TAKEOVER').does(1, { type: 'INVITE_TO_CARE', seat: 3 }).does(3, 'ACCEPT_CARE');
		expect(t.see(4).hold).toMatchObject({ kind: 'takeover', leader: 1, lead: { seat: 1, is: 'withSomebody', meanwhile: null } });
		expect(audible(t.state)).toEqual([]);
		expect(t.tries(4, 'RESUME')).toBe('not-credentialed');
		t.after(minutes(5));
		expect([t.hosting, t.c.host]).toEqual(['facilitated', 1]);
		t.does(4, 'RESUME');
		expect(t.piece).toBe('speaking');
		expect(t.c.turn?.usedMs).toBe(seconds(20));
	});

	test('[A2] and the companion who comes back holds the circle again', () => {
		const t = sitting(roundTheCircle, one, 'round-1').does(1, 'PASS').does(2, 'ACCEPT').after(seconds(20));
		t.does(1, 'TAKEOVER').does(1, { type: 'INVITE_TO_CARE', seat: 3 }).does(3, 'ACCEPT_CARE').after(seconds(30));
		t.does(1, 'CARE_BACK').does(3, 'CARE_BACK');
		expect(t.see(4).hold).toMatchObject({ leader: 1, lead: { is: 'here' } });
		t.does(1, 'RESUME');
		expect(t.hosting).toBe('facilitated');
		expect(t.piece).toBe('speaking');
	});

	test('[A3] a holder who goes aside keeps the turn for 45 s, then is asked again later with the rest of it', () => {
		const t = holding().does(1, { type: 'TAKEOVER', seat: 3 }).does(2, { type: 'INVITE_TO_CARE', seat: 3 }).does(3, 'ACCEPT_CARE');
		t.does(1, 'RESUME');
		expect(t.piece).toBe('awaitingReturn');
		t.after(seconds(45));
		expect(t.marks()[3]).toBe('deferred');
		expect(t.seat(3).restMs).toBeGreaterThan(0);
		t.does(4, 'PASS').does(5, 'PASS');
		expect(t.piece).toBe('complete');
		expect(t.marks()[3]).toBe('missed');
	});

	test('[A3] back before the lap is over, they are asked in the final call', () => {
		const t = aside().does(3, 'FINISH').after(seconds(20));
		expect(t.holder).toBe(5);
		t.does(2, 'CARE_BACK').does(4, 'CARE_BACK').does(5, 'PASS');
		expect([t.piece, t.holder]).toEqual(['offered', 4]);
	});

	test('[A6] the gathering does not end over their heads', () => {
		const t = aside().does(3, 'FINISH').after(minutes(1)).does(1, 'CLOSE_WELL');
		expect(t.tries(1, 'END')).toBe('in-care');
		t.does(4, 'CARE_BACK').does(2, 'CARE_BACK').does(1, 'END');
		expect(t.lifecycle).toBe('ended');
	});

	test('[A6] aftercare waits for them', () => {
		const t = sitting(roundTheCircle, two, 'aftercare')
			.does(2, { type: 'INVITE_TO_CARE', seat: 4 })
			.does(4, 'ACCEPT_CARE')
			.after(minutes(40));
		expect(t.lifecycle).toBe('live');
		t.does(4, 'LEAVE').after(minutes(6));
		expect(t.lifecycle).toBe('ended');
	});
});

describe('coming back, and lost ones', () => {
	test('[A3] [A5] by the consent of both; the room is never used again', () => {
		const t = aside();
		const first = t.c.care!.room;
		t.does(2, 'CARE_BACK');
		expect(t.see(4).care?.back).toEqual([2]);
		expect(inside(t)).toHaveLength(2);
		t.does(4, 'CARE_BACK');
		expect(inside(t)).toEqual([]);
		expect(t.seat(4).standing).toBe('admitted');
		t.does(2, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');
		expect(t.c.care!.room).not.toBe(first);
		expect(t.c.pastRooms).toEqual([first]);
	});

	test('[A3] the person lost, the companion goes back alone; who returns sits at their place', () => {
		const t = aside().drops(4).does(2, 'CARE_BACK');
		expect(t.seat(2).standing).toBe('admitted');
		t.joins(4);
		expect(t.seat(4)).toMatchObject({ standing: 'admitted', connection: 'present' });
	});

	test('[A4] the companion lost for 45 s: a call for support, and another may be asked in', () => {
		const t = aside().drops(2).after(seconds(44));
		expect(t.c.signals).toEqual([]);
		t.after(seconds(1));
		expect(t.c.care?.alone).toBe(true);
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 4, whom: 'me' }]);
		const room = t.c.care!.room;
		t.does(1, 'TAKEOVER').does(1, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');
		expect(t.c.care).toMatchObject({ room, companion: 1, alone: false });
		expect(t.seat(2).standing).toBe('admitted');
		expect(inside(t).map(([seat]) => seat)).toEqual([1, 4]);
	});

	test('[A4] a call that was answered is open again', () => {
		const t = holding().does(4, 'SUPPORT').does(2, 'ANSWER_SUPPORT').does(2, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE');
		t.drops(2).after(seconds(45));
		expect(t.c.signals).toMatchObject([{ seat: 4, answeredBy: null, unanswered: false }]);
		t.after(seconds(20));
		expect(t.c.signals[0]?.paged).toBe(true);
	});

	test('[A4] the companion back in time, nothing happens', () => {
		const t = aside().drops(2).after(seconds(30)).returns(2).after(minutes(3));
		expect(t.c).toMatchObject({ care: { alone: false }, signals: [] });
	});

	test('[A4] the person leaves or is sent away: the room is over, and the companion is back', () => {
		for (const goes of [(t: Table) => t.does(4, 'LEAVE'), (t: Table) => t.does(1, { type: 'REMOVE', seat: 4 })]) {
			const t = goes(aside());
			expect(inside(t)).toEqual([]);
			expect(t.seat(2).standing).toBe('admitted');
		}
	});

	test('nobody in the care room can act as if they sat in the circle', () => {
		const t = aside();
		expect(t.tries(4, 'STEP_IN')).toBe('nothing-to-do');
		expect(t.tries(4, { type: 'ACCEPT', turnId: t.c.turn!.turnId })).not.toBeNull();
		expect(t.tries(2, 'TAKEOVER')).toBe('not-credentialed');
		expect(t.tries(5, 'CARE_BACK')).toBe('nothing-to-do');
	});
});
