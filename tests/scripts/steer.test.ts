// A pause that is steered, taken back, and named: nothing happens to another pause than the one its sender saw.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { seconds } from '../../src/lib/gathering/limits.ts';
import { circleRoom, type Role } from '../../src/lib/gathering/types.ts';
import { refuseWriting, readersOf } from '../../src/lib/gathering/writing.ts';
import { inPairs } from '../support/formats.ts';
import { sitting, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];
const one: Role[] = ['facilitator', 'participant', 'participant', 'participant'];
const holding = () => sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS').does(3, 'ACCEPT').after(seconds(50));
const mics = (t: Table) =>
	desiredGrants(t.state)
		.filter((g) => g.mic && g.room === circleRoom)
		.map((g) => g.seat);
const paused = () => holding().does(1, 'TAKEOVER');
const snap = (t: Table) =>
	JSON.parse(JSON.stringify({ turn: t.c.turn, roster: t.c.roster, marks: t.marks(), value: t.state.value, takeover: t.c.takeover }));

describe('one microphone', () => {
	test('[K10] is opened and closed by who leads, and both read it', () => {
		const t = paused();
		expect(mics(t)).toEqual([1]);
		t.does(1, { type: 'GIVE_WORD', seat: 4, on: true });
		expect(mics(t)).toEqual([1, 4]);
		expect(t.see(4).hold).toMatchObject({ youMaySpeak: true });
		expect(t.see(1).hold?.takeover).toMatchObject({ voice: 4 });
		expect(t.see(5).hold).toMatchObject({ youMaySpeak: false, takeover: null });
		t.does(1, { type: 'GIVE_WORD', seat: 4, on: false });
		expect(mics(t)).toEqual([1]);
	});

	test('[K10] who may speak is done when they say so; only they, and only who leads gives it', () => {
		const t = paused();
		expect([t.tries(2, { type: 'GIVE_WORD', seat: 4, on: true }), t.tries(3, { type: 'GIVE_WORD', seat: 4, on: true })]).toEqual([
			'not-yours',
			'not-credentialed'
		]);
		t.does(1, { type: 'GIVE_WORD', seat: 4, on: true });
		expect(t.tries(5, 'WORD_DONE')).toBe('not-yours');
		t.does(4, 'WORD_DONE');
		expect(mics(t)).toEqual([1]);
	});

	test('[W3] who may speak in a pause may write instead, and everybody in the circle reads it', () => {
		const t = paused().does(1, { type: 'GIVE_WORD', seat: 4, on: true });
		const page = t.see(4).page!;
		expect([4, 1, 5].map((seat) => refuseWriting(t.state, seat, page))).toEqual([null, null, 'not-now']);
		expect(readersOf(t.state, page)).toEqual([1, 2, 3, 4, 5]);
	});
});

describe('a short round before the circle goes on', () => {
	test('[K11] one after the other has the word, in ring order; then the circle goes on as it was', () => {
		const t = paused();
		const before = snap(t).turn;
		t.does(1, 'CHECK_ROUND');
		for (const seat of [2, 3, 4, 5]) {
			expect(mics(t)).toEqual([1, seat].sort());
			expect(t.see(seat).hold).toMatchObject({ round: true, youMaySpeak: true });
			t.does(seat, 'WORD_DONE');
		}
		expect(t.see(5).hold).toMatchObject({ round: false });
		t.does(1, 'RESUME');
		expect({ ...t.c.turn, runningSince: null }).toMatchObject({ turnId: before.turnId, seat: 3, usedMs: before.usedMs });
	});

	test('[K11] it does not wait for somebody who is gone, nor ask who only listens; who leads may go on to the next', () => {
		const t = paused().does(5, 'STEP_OUT').does(1, 'CHECK_ROUND');
		expect(mics(t)).toEqual([1, 2]);
		t.does(1, { type: 'GIVE_WORD', seat: 2, on: false });
		expect(mics(t)).toEqual([1, 3]);
		t.drops(3);
		expect(mics(t)).toEqual([1, 4]);
		t.drops(4);
		expect([mics(t), t.see(2).hold?.round]).toEqual([[1], false]);
	});
});

describe('what is meant for one pause', () => {
	test('[K13] does nothing to another', () => {
		const t = paused();
		const pauseId = t.c.pauseId!;
		t.does(1, 'UNDO_TAKEOVER').does(2, 'TAKEOVER');
		for (const said of [
			{ type: 'RESUME' },
			{ type: 'UNDO_TAKEOVER' },
			{ type: 'DELEGATE', to: 1 },
			{ type: 'GROUND', on: true },
			{ type: 'CHECK_ROUND' }
		] as const)
			expect(t.tries(2, { ...said, pauseId } as never)).toBe('pause-over');
		expect([t.hold, t.c.takeover?.leader]).toEqual(['takeover', 2]);
	});

	test('[K13] a press for a pause that became a rest does not end the rest', () => {
		const t = paused();
		const pauseId = t.c.pauseId!;
		t.drops(1).after(seconds(45));
		expect(t.hold).toBe('technicalPause');
		expect(t.tries(2, { type: 'RESUME', pauseId })).toBe('pause-over');
		t.does(2, 'RESUME');
	});

	test('[E6] closing names the part it closes', () => {
		const t = sitting(roundTheCircle, two, 'opening');
		const phaseId = t.phase;
		t.does(1, 'NEXT_PHASE');
		expect(t.tries(1, { type: 'CLOSE_WELL', phaseId })).toBe('phase-over');
	});
});

describe('taking back', () => {
	test.each(['exact', 'restartTurn', 'nextSeat', 'toClosing'] as const)('[K12] going on with %s: all is as it was in the pause', (mode) => {
		const t = paused().after(seconds(30));
		const before = snap(t);
		t.does(1, { type: 'RESUME', mode }).after(seconds(4));
		expect(t.hold).toBe('none');
		t.does(1, 'TAKE_BACK');
		expect(snap(t)).toEqual(before);
		expect(t.see(4).said).toMatchObject({ code: 'taken-back', by: 1 });
		t.does(1, 'RESUME');
		expect(t.c.turn).toMatchObject({ seat: 3, usedMs: seconds(50) });
	});

	test('[K12] closing', () => {
		const t = sitting(roundTheCircle, two, 'opening').does(1, 'CLOSE_WELL');
		expect(t.phase).toBe('closing');
		t.after(seconds(3)).does(2, 'TAKE_BACK');
		expect(t.phase).toBe('opening');
	});

	test('[K12] for ten seconds, by who did it or another who may hold the circle; who came and called meanwhile stays', () => {
		const t = paused().does(1, 'RESUME').after(seconds(5)).does(5, 'SUPPORT').drops(4);
		expect(t.tries(3, 'TAKE_BACK')).toBe('not-permitted');
		expect(t.see(3).takeBack).toBeNull();
		expect(t.see(2).takeBack).toMatchObject({ what: 'resumed' });
		t.does(2, 'TAKE_BACK');
		expect(t.see(1).facilitation?.signals).toMatchObject([{ seat: 5 }]);
		expect(t.seat(4).connection).toBe('lost');
		t.does(1, 'RESUME').after(seconds(10));
		expect([t.tries(1, 'TAKE_BACK'), t.see(1).takeBack]).toEqual(['too-late', null]);
	});

	test('[K12] everybody reads who did it', () => {
		const t = paused();
		expect(t.see(4).said).toMatchObject({ code: 'paused', by: 1 });
		t.does(2, 'RESUME');
		expect(t.see(4).said).toMatchObject({ code: 'goes-on', by: 2 });
	});
});

describe('whoever leads', () => {
	test('[K6] leaves: another one leads at once; with nobody the circle rests, and no microphone opens', () => {
		const t = paused().does(1, 'LEAVE');
		expect([t.hold, t.c.takeover?.leader, mics(t)]).toEqual(['takeover', 2, [2]]);
		t.does(2, 'LEAVE');
		expect([t.hold, mics(t)]).toEqual(['technicalPause', []]);
	});

	test('[H5] is with somebody: their place is kept, whoever is here holds it meanwhile, and nobody reads that the line was lost', () => {
		const t = holding().does(1, { type: 'INVITE_TO_CARE', seat: 4 }).does(4, 'ACCEPT_CARE').after(seconds(200));
		expect(t.see(5)).toMatchObject({ hosting: 'facilitated', hostedBy: 1, lead: { seat: 1, is: 'withSomebody', meanwhile: 2 } });
		t.drops(1);
		expect(t.see(5)).toMatchObject({ hosting: 'graceLost', lead: { is: 'away' } });
	});

	test('[H5] steps out: likewise', () => {
		const t = sitting(roundTheCircle, one, 'round-1').does(1, 'STEP_OUT').after(seconds(200));
		expect(t.see(3)).toMatchObject({ hosting: 'facilitated', lead: { seat: 1, is: 'steppedOut', meanwhile: null } });
	});

	test('[S10] named facilitators never stand at a door, in a pause either', () => {
		const t = sitting(roundTheCircle, one, 'round-1');
		t.house({ type: 'SEAT', seat: 9, role: 'coFacilitator', credentialUntil: t.now + seconds(9000) });
		t.does(1, 'TAKEOVER').does(9, { type: 'JOIN', identity: 'x', device: 'x' }).returns(9);
		expect(t.seat(9).standing).toBe('admitted');
		t.does(9, { type: 'ASK_TO_JOIN' });
	});
});

test('[D9] in a pair the partner waits in the circle, and nobody’s time is used, until the helper goes', () => {
	const t = sitting(inPairs, ['facilitator', ...Array<Role>(4).fill('participant')], 'pairs');
	t.house({
		type: 'PAIR',
		pairs: [
			[2, 3],
			[4, 5]
		]
	});
	t.does(3, 'SUPPORT').does(1, 'BE_WITH');
	const room = t.see(3).pair!.room;
	const left = (t.c.timers.pairStep as { at: number }).at - t.now;
	t.does(1, { type: 'PAIR_APART', room }).after(seconds(600));
	expect(t.see(2)).toMatchObject({ pair: null, pairs: { waits: true }, you: { room: circleRoom } });
	expect(t.see(3)).toMatchObject({ pair: { alone: 3, helper: 1 }, you: { mic: true } });
	expect(t.see(4)).toMatchObject({ pair: { step: 'agreeing', endsAt: null } });
	t.does(1, { type: 'LEAVE_PAIR', room });
	expect(t.see(2).pair).toMatchObject({ room, helper: null });
	expect((t.c.timers.pairStep as { at: number }).at - t.now).toBe(left);
});

test('[I21] what is not known is refused, whoever gives it', () => {
	const t = holding();
	for (const type of ['NONSENSE', 'toString', '__proto__']) expect(t.tries(1, { type } as never)).toBe('not-permitted');
	expect(t.send({ type: 'NONSENSE' } as never, { kind: 'house' })).toBe('not-permitted');
});
