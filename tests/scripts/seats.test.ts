// Seats: coming late, coming back, two devices, the centre, peers among themselves, and outages.

import { describe, expect, test } from 'vitest';
import { holdingSpace, rehearsal, shortCheckIn } from '../../src/lib/gathering/formats/index.ts';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Command, Role } from '../../src/lib/gathering/types.ts';
import { facilitated, lobby, sitting, Table, turn } from '../support/table.ts';

const join = (seat: number, device = `d${seat}`, moveHere = false) =>
	({ type: 'JOIN', identity: `x${seat}${device}`, device, moveHere }) as const;

describe('coming and going', () => {
	test('[S3] a late joiner waits, is let in when the piece rests, and joins from the next round on', () => {
		const t = new Table(rehearsal).seats(facilitated(4)).after(minutes(20)).joins(1, 2, 3).after(minutes(10));
		t.does(1, 'BEGIN').does(1, 'NEXT_PHASE').does(1, 'ACCEPT');
		t.does(4, join(4));
		expect(t.seat(4).standing).toBe('waiting');
		t.does(1, { type: 'ADMIT', seat: 4 });
		expect(t.seat(4).standing).toBe('waiting');
		t.does(1, 'FINISH').after(seconds(1));
		expect(t.seat(4).standing).toBe('admitted');
		turn(t, 2);
		turn(t, 3);
		expect(t.piece).toBe('complete');
		t.does(1, 'NEXT_PHASE');
		expect(t.c.roster).toEqual([1, 2, 3, 4]);
	});

	test('[S4] doors close after check-in for newcomers, never for those who sat here', () => {
		const t = new Table(rehearsal).seats(facilitated(4)).after(minutes(20)).joins(1, 2, 3).after(minutes(10));
		t.does(1, 'BEGIN').does(1, 'NEXT_PHASE', 'NEXT_PHASE');
		expect(t.tries(4, join(4))).toBe('doors-closed');
		t.does(2, 'LEAVE').does(2, join(2));
		expect(t.seat(2).standing).toBe('admitted');
	});

	test('[S4] or some minutes after the planned start, when the host said so', () => {
		const t = new Table({ ...rehearsal, doorsCloseMinutes: 5 }).seats(facilitated(5)).after(minutes(20)).joins(1, 2, 3).after(minutes(10));
		t.does(1, 'BEGIN');
		const left = t.c.startsAt + minutes(5) - t.now;
		t.after(left - 1)
			.does(4, join(4))
			.after(1);
		expect(t.tries(5, join(5))).toBe('doors-closed');
	});

	test('[S5] a second device is told so, and may take over; the seat keeps its turn', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'ACCEPT');
		expect(t.tries(1, join(1, 'phone'))).toBe('second-device');
		t.does(1, join(1, 'phone', true));
		expect(t.seat(1)).toMatchObject({ device: 'phone', identity: 'x1phone', mark: 'speaking' });
		expect(desiredGrants(t.state).filter((g) => g.mic)).toEqual([
			{ seat: 1, room: 'circle', identity: 'x1phone', mic: true, camera: true }
		]);
	});

	test('[S12] who was lost reads for how long, by joining anew or by a page that wakes, and only they; the next loss forgets it', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		const away = (seat: number) => t.see(seat).you.away;
		expect([1, 2, 3].map(away)).toEqual([null, null, null]);
		const lost = t.drops(3).now;
		t.after(seconds(100)).does(3, join(3));
		expect(away(3)).toEqual({ from: lost, to: lost + seconds(100) });
		t.after(seconds(9)).house({ type: 'CONNECTION', seat: 3, connection: 'present' });
		expect(away(3)?.to).toBe(lost + seconds(100));
		expect(JSON.stringify(t.see(1))).not.toMatch(/"away":\{/);
		const again = t.drops(3).now;
		expect(away(3)).toBe(null);
		t.after(seconds(30)).house({ type: 'CONNECTION', seat: 3, connection: 'unstable' });
		expect(away(3)).toEqual({ from: again, to: again + seconds(30) });
		t.does(3, 'LEAVE').does(3, join(3));
		expect(away(3)?.from).toBe(again);
	});

	test('[S13] a login that ends takes its voice and picture out at once; place, turn and an open call stay, and signed in again one joins anew', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1')
			.does(1, 'PASS')
			.does(2, 'ACCEPT')
			.after(seconds(10))
			.does(2, { type: 'SUPPORT', whom: 'me' });
		const { identity } = t.seat(2);
		expect(t.house({ type: 'SIGNED_OUT', seat: 2, identity: 'an older one' })).toBe('nothing-to-do');
		expect(t.house({ type: 'SIGNED_OUT', seat: 2, identity: identity! })).toBeNull();
		expect(t.seat(2)).toMatchObject({ identity: null, device: null, connection: 'lost', standing: 'admitted', mark: 'speaking' });
		expect(t.piece).toBe('awaitingReturn');
		expect(desiredGrants(t.state).map((g) => g.seat)).toEqual([1, 3]);
		expect(t.c.signals.filter((one) => !one.closed && !one.withdrawn)).toHaveLength(1);
		t.after(seconds(8)).does(2, join(2, 'another'));
		expect(t.piece).toBe('speaking');
		expect(t.seat(2).away?.to).toBe(t.now);
	});

	test('[S9] a seat nobody is connected to is given back: place, mark, turn and the rest of its time stay', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'ACCEPT').after(seconds(10)).drops(2);
		expect(t.piece).toBe('awaitingReturn');
		const before = t.c.turn!;
		t.does(1, { type: 'RESEAT', seat: 2 });
		expect(t.seat(2)).toMatchObject({ identity: null, device: null, standing: 'admitted', mark: 'speaking' });
		expect(desiredGrants(t.state).map((g) => g.seat)).toEqual([1, 3]);
		t.does(2, join(2, 'another'));
		expect(t.piece).toBe('speaking');
		expect(t.c.turn).toMatchObject({ turnId: before.turnId, seat: 2, budgetMs: before.budgetMs, usedMs: before.usedMs });
		expect(t.c.seats.map((s) => s.seat)).toEqual([1, 2, 3]);
	});

	test('[S9] never a seat somebody sits in, one closed to its person, or one that holds the circle; only whoever holds it gives it', () => {
		const roles: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant', 'participant'];
		const t = sitting(rehearsal, roles, 'round-1').drops(4);
		const give = (seat: number) => ({ type: 'RESEAT', seat }) as const;
		expect(t.tries(1, give(3))).toBe('not-now');
		expect(t.tries(3, give(4))).toBe('not-credentialed');
		expect(t.tries(2, give(4))).toBe('not-permitted');
		expect(t.tries(1, give(9))).toBe('no-such-seat');
		t.does(1, { type: 'REMOVE', seat: 5 });
		expect(t.tries(1, give(5))).toBe('not-permitted');
		t.does(1, { type: 'SEND_BACK', seat: 6 }).does(1, { type: 'DENY', seat: 6 });
		expect(t.tries(1, give(6))).toBe('not-permitted');
		t.drops(2);
		expect(t.tries(1, give(2))).toBe('not-permitted');
		t.returns(2).drops(1).does(2, give(4));
	});

	test('[S6] [I13] a removed seat never regains a grant', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		t.does(1, { type: 'REMOVE', seat: 2 });
		expect(t.holder).toBe(3);
		expect(t.tries(2, join(2))).toBe('removed');
		t.returns(2);
		expect(desiredGrants(t.state).map((g) => g.seat)).toEqual([1, 3]);
	});

	test('[S14] whoever was removed, or was not let in, follows the circle no more', () => {
		const t = sitting(rehearsal, facilitated(5), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		t.does(1, { type: 'REMOVE', seat: 3 }).does(1, { type: 'SEND_BACK', seat: 4 });
		const follows = (seat: number) => {
			const { phases, here, seats } = t.see(seat);
			return { phases: phases.length > 0, here: here > 0, seats: seats.map((one) => one.seat) };
		};
		expect(follows(3)).toEqual({ phases: false, here: false, seats: [3] });
		expect(follows(4)).toMatchObject({ phases: true, here: true });
		t.does(1, { type: 'DENY', seat: 4 });
		expect(follows(4)).toEqual({ phases: false, here: false, seats: [4] });
	});

	test('[S11] the house removes who was locked out, also the one who holds the piece, and nobody twice', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'ACCEPT');
		expect(t.house({ type: 'REMOVE', seat: 2 })).toBeNull();
		expect(t.holder).toBe(3);
		expect(t.tries(2, join(2))).toBe('removed');
		expect(t.house({ type: 'REMOVE', seat: 2 })).toBe('nothing-to-do');
		expect(t.send({ type: 'REMOVE', seat: 3 }, { kind: 'host' })).toBe('not-permitted');
		expect(t.house({ type: 'REMOVE', seat: 1 })).toBeNull();
		expect(desiredGrants(t.state).map((g) => g.seat)).toEqual([3]);
	});

	test('[S1] stepping out in one’s turn keeps the rest of it; leaving and returning keeps the place', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1').does(1, 'PASS').does(2, 'ACCEPT', 'STEP_OUT');
		expect(t.marks()[2]).toBe('deferred');
		expect(t.holder).toBe(3);
		t.does(3, 'LEAVE');
		expect(t.holder).toBe(4);
		t.does(3, join(3)).does(2, 'STEP_IN');
		turn(t, 4);
		expect(t.holder).toBe(2);
		turn(t, 2);
		expect(t.holder).toBe(3);
	});

	test('[I6] somebody away when the lap ends is waited for once, then missed', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').drops(3);
		turn(t, 1);
		turn(t, 2);
		expect(t.piece).toBe('resting');
		t.after(seconds(44)).returns(3);
		expect(t.holder).toBe(3);
		turn(t, 3);
		expect(t.piece).toBe('complete');
	});

	test('[E4] the host cancels only before it is live', () => {
		const t = new Table(rehearsal).seats(facilitated(2));
		expect(t.send({ type: 'CANCEL' }, { kind: 'seat', seat: 1 })).toBe('not-permitted');
		const begun = lobby(rehearsal, facilitated(2)).does(1, 'BEGIN');
		expect(begun.send({ type: 'CANCEL' }, { kind: 'host' })).toBe('too-late');
		expect(t.send({ type: 'CANCEL' }, { kind: 'host' })).toBe(null);
		expect(t.lifecycle).toBe('cancelled');
	});

	test('[E10] the host moves only what is not open yet; seats stay, and the doors follow the new time', () => {
		const t = new Table(rehearsal).seats(facilitated(3));
		const later = t.c.startsAt + minutes(60);
		const move = (startsAt: number): Command => ({ type: 'RESCHEDULE', startsAt });
		expect(t.send(move(later), { kind: 'seat', seat: 1 })).toBe('not-permitted');
		expect(t.send(move(t.now), { kind: 'host' })).toBe('bad-request');
		expect(t.send(move(t.c.startsAt), { kind: 'host' })).toBe('nothing-to-do');
		expect(t.send(move(later), { kind: 'host' })).toBe(null);
		expect(t.c.seats).toHaveLength(3);
		t.after(minutes(75) - 1);
		expect(t.lifecycle).toBe('scheduled');
		expect(t.after(1).lifecycle).toBe('lobby');
		expect(t.send(move(later + minutes(60)), { kind: 'host' })).toBe('too-late');
		expect(t.after(minutes(15 + rehearsal.minutes)).lifecycle).toBe('abandoned');
	});

	test('[E7] a lobby in which nobody begins is given up when it should have been over', () => {
		const t = lobby(rehearsal, facilitated(3)).after(minutes(10 + rehearsal.minutes) - 1);
		expect(t.lifecycle).toBe('lobby');
		expect(t.after(1).lifecycle).toBe('abandoned');
		const begun = lobby(rehearsal, facilitated(3)).after(minutes(19)).does(1, 'BEGIN').after(minutes(2));
		expect(begun.lifecycle).toBe('live');
	});

	test('[E6] a gathering is closed well before it is ended', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		expect(t.tries(1, 'END')).toBe('not-now');
		t.does(1, 'CLOSE_WELL');
		expect(t.phase).toBe('closing');
		t.does(1, 'END');
		expect(t.lifecycle).toBe('ended');
	});
});

describe('the centre', () => {
	const space = () => sitting(holdingSpace, facilitated(4), 'open-ground');

	test('[C1] whoever is moved takes the piece; two at once, the first has it', () => {
		const t = space();
		expect(t.piece).toBe('resting');
		t.does(3, 'TAKE');
		expect(t.tries(2, 'TAKE')).toBe('someone-was-first');
		expect(t.piece).toBe('speaking');
	});

	test('[C2] [O6] it rests 20 s after a share, and those heard wait until "anyone who has not yet?" stood open', () => {
		const t = space().does(3, 'TAKE').after(seconds(30)).does(3, 'FINISH');
		expect(t.tries(2, 'TAKE')).toBe('not-now');
		t.after(seconds(20));
		expect(t.tries(3, 'TAKE')).toBe('already-heard');
		t.after(seconds(20)).does(3, 'TAKE');
		expect(t.holder).toBe(3);
	});

	test('[O5] the last call is for those not yet heard, and is done when they were', () => {
		const t = space();
		for (const seat of [1, 2, 3]) t.does(seat, 'TAKE', 'FINISH').after(seconds(20));
		t.does(1, 'NEXT_PHASE');
		expect(t.tries(1, 'TAKE')).toBe('already-heard');
		t.does(4, 'TAKE', 'FINISH');
		expect(t.piece).toBe('complete');
	});
});

describe('peers among themselves', () => {
	test('[E5] a format that asks for no facilitator is begun by anybody and runs to its end', () => {
		const roles: Role[] = ['guardian', 'participant', 'participant'];
		const t = lobby(shortCheckIn, roles);
		expect(t.tries(2, 'BEGIN')).toBe('not-credentialed');
		t.after(minutes(10)).does(2, 'BEGIN');
		expect(t.hosting).toBe('peerHosted');
		t.after(minutes(4));
		expect(t.phase).toBe('round-1');
		for (const phase of ['round-1', 'round-2', 'closing']) {
			expect(t.phase).toBe(phase);
			for (let i = 0; i < 3; i++) turn(t, t.holder ?? 0);
		}
		expect(t.phase).toBe('aftercare');
	});

	test('[E11] what is more than peers may begin waits for somebody credentialed, and is asked again at the press', () => {
		const beyond = (is: boolean) => ({ type: 'PEERS', beyond: is }) as const;
		const t = lobby(shortCheckIn, ['facilitator', 'participant', 'participant']).after(minutes(10));
		t.does(1, 'LEAVE');
		expect(t.house(beyond(true))).toBeNull();
		expect(t.house(beyond(true))).toBe('nothing-to-do');
		expect(t.tries(2, 'BEGIN')).toBe('beyond-peers');
		expect(t.tries(2, beyond(false))).toBe('not-permitted');
		expect(t.send(beyond(false), { kind: 'host' })).toBe('not-permitted');
		t.joins(1);
		expect(t.tries(2, 'BEGIN')).toBe('beyond-peers');
		expect(t.does(1, 'BEGIN').lifecycle).toBe('live');

		const small = lobby(shortCheckIn, ['participant', 'participant']).after(minutes(10));
		small.house(beyond(true));
		expect(small.tries(1, 'BEGIN')).toBe('beyond-peers');
		small.house(beyond(false));
		expect(small.does(1, 'BEGIN').hosting).toBe('peerHosted');
	});

	const peers = () =>
		lobby(shortCheckIn, ['guardian', 'participant', 'participant'])
			.after(minutes(10))
			.does(2, 'BEGIN')
			.after(minutes(4))
			.does(1, 'PASS')
			.does(2, 'ACCEPT');

	test('[B1] the guardian’s bell holds the circle for a while; for safety at once', () => {
		const t = peers();
		expect(t.tries(2, 'BELL')).toBe('not-permitted');
		t.does(1, { type: 'BELL', ms: seconds(30), safety: true });
		expect(t.tries(2, 'FINISH')).toBe('held');
		t.after(seconds(30)).does(2, 'FINISH');
	});

	test('[B2] otherwise it waits for the end of the share, and rings before the next offer', () => {
		const t = peers().does(1, { type: 'BELL', ms: seconds(30) });
		expect([t.hold, t.piece, t.c.bellAsked?.by]).toEqual(['none', 'speaking', 1]);
		expect(t.tries(1, { type: 'BELL', ms: seconds(30) })).toBe('nothing-to-do');
		t.does(2, 'FINISH').after(seconds(5));
		expect([t.hold, t.piece, t.holder]).toEqual(['bellSilence', 'resting', null]);
		t.after(seconds(30));
		expect([t.hold, t.piece, t.holder]).toEqual(['none', 'offered', 3]);
	});

	test('[B2] whoever speaks may say “not now”, and nobody else for them', () => {
		const t = peers().does(1, { type: 'BELL', ms: seconds(30) });
		expect(t.tries(3, 'DECLINE_BELL')).toBe('not-holder');
		t.does(2, 'DECLINE_BELL').does(2, 'FINISH').after(seconds(5));
		expect([t.hold, t.piece]).toEqual(['none', 'offered']);
	});

	test('[B2] [O4] and before those absent at the end of the lap are waited for: no clock runs under it', () => {
		const t = peers()
			.drops(3)
			.does(1, { type: 'BELL', ms: seconds(30) })
			.does(2, 'FINISH')
			.after(seconds(5));
		expect([t.hold, t.c.timers.awaitReturn]).toEqual(['bellSilence', undefined]);
		t.after(seconds(30));
		expect([t.hold, t.c.timers.awaitReturn]).toEqual(['none', expect.objectContaining({ at: expect.any(Number) as number })]);
	});

	test('[B2] while the piece is only offered, or rests, it rings at once', () => {
		const t = peers()
			.does(2, 'FINISH')
			.after(seconds(5))
			.does(1, { type: 'BELL', ms: seconds(30) });
		expect([t.hold, t.piece]).toEqual(['bellSilence', 'offered']);
	});
});

describe('outages', () => {
	test('[S7] use up nobody’s time, and give everybody time to come back', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, 'ACCEPT').after(seconds(10));
		const softLeft = (t.c.timers.soft as { at: number }).at - t.now;
		const from = t.now;
		t.now += seconds(300);
		expect(t.house({ type: 'OUTAGE', from, to: t.now })).toBe(null);
		expect((t.c.timers.soft as { at: number }).at - t.now).toBe(softLeft);
		expect(t.house({ type: 'CONNECTION', seat: 1, connection: 'lost' })).toBe('nothing-to-do');
		t.after(seconds(21)).drops(1);
		expect(t.piece).toBe('awaitingReturn');
	});
});
