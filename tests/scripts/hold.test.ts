// Holds: takeovers, bells, pauses, and a facilitator who is gone. The circle is given back exactly.

import { describe, expect, test } from 'vitest';
import { rehearsal, roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { audible, desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { ResumeMode, Role } from '../../src/lib/gathering/types.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import { facilitated, lobby, sitting, turn, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant'];

/** Everything a takeover must give back: no version, no connections, no clock's instant. */
function moves(t: Table) {
	const { turn, roster, lapAt, phaseIndex, moveOn, offeredMs, oneWord, spareMs } = t.c;
	const still = turn && { ...turn, runningSince: turn.runningSince !== null, usedMs: 0 };
	const left = Object.fromEntries(
		Object.entries(t.c.timers)
			.filter(([name]) => !['undo', 'review', 'takeBack'].includes(name))
			.map(([name, timer]) => [name, timer && ('at' in timer ? timer.at - t.now : timer.leftMs)])
	);
	const seats = t.c.seats.map(({ connection: _, lostSince: __, ...s }) => s);
	return { value: t.state.value, still, roster, lapAt, phaseIndex, moveOn, offeredMs, oneWord, spareMs, seats, left };
}
const mics = (t: Table) =>
	desiredGrants(t.state)
		.filter((g) => g.mic)
		.map((g) => g.seat);
const holding = () => sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS').does(3, 'ACCEPT').after(seconds(50));

describe('takeover', () => {
	test('[K1] [G2] closes every microphone but the leader’s and that of the person cared for', () => {
		const t = holding();
		expect(mics(t)).toEqual([3]);
		t.does(1, { type: 'TAKEOVER', kind: 'support', seat: 3 });
		expect(mics(t).sort()).toEqual([1, 3]);
		t.does(1, 'UNDO_TAKEOVER').does(1, { type: 'TAKEOVER', kind: 'safety', seat: null });
		expect(mics(t)).toEqual([1]);
	});

	test('[K3] resumed exactly, everything that moves is as it was, however long it lasted', () => {
		const t = holding();
		const before = moves(t);
		t.does(1, { type: 'TAKEOVER', seat: 3 }).after(minutes(17)).does(1, 'RESUME');
		expect(moves(t)).toEqual(before);
		expect(t.c.turn?.usedMs).toBe(seconds(50));
	});

	test('[K3] a silence that was going on goes on with the time it had left', () => {
		const t = holding()
			.does(1, { type: 'BELL', ms: seconds(60), safety: true })
			.after(seconds(20));
		const before = moves(t);
		t.does(2, { type: 'TAKEOVER', seat: null }).after(minutes(3)).does(1, 'RESUME');
		expect(moves(t)).toEqual(before);
		expect(t.hold).toBe('bellSilence');
		t.after(seconds(39));
		expect(t.hold).toBe('bellSilence');
		t.after(seconds(1));
		expect(t.hold).toBe('none');
		expect(t.piece).toBe('speaking');
	});

	test('[K9] afterwards everybody but its leader may say once whether it was all right; after an undo nobody is asked', () => {
		const t = holding().does(1, 'TAKEOVER').does(1, 'UNDO_TAKEOVER');
		expect(t.tries(3, 'SAY_OF_PAUSE')).toBe('nothing-to-do');
		t.does(1, 'TAKEOVER').does(1, 'RESUME').does(3, 'SAY_OF_PAUSE');
		expect(t.tries(3, 'SAY_OF_PAUSE')).toBe('nothing-to-do');
		expect(t.tries(1, 'SAY_OF_PAUSE')).toBe('nothing-to-do');
		expect(t.see(4).may).toContain('SAY_OF_PAUSE');
	});

	test('[I7] while it lasts nothing moves the piece', () => {
		const t = holding().does(1, 'TAKEOVER');
		expect(t.tries(3, 'FINISH')).toBe('held');
		expect(t.tries(1, 'NEXT_PHASE')).toBe('held');
		expect(t.tries(1, { type: 'MOVE', code: 'comeBack' })).toBe('held');
		expect(t.tries(2, 'TAKEOVER')).toBe('already-held');
		t.does(2, 'ASK_TO_JOIN').after(minutes(60));
		expect(t.holder).toBe(3);
		expect(t.c.takeover?.reviewDue).toBe(true);
	});

	test('[K2] only credentialed people who are present lead one', () => {
		const t = holding();
		expect(t.tries(3, 'TAKEOVER')).toBe('not-credentialed');
		t.drops(2);
		expect(t.tries(2, 'TAKEOVER')).toBe('not-credentialed');
		t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: t.now - 1 });
		expect(t.tries(1, 'TAKEOVER')).toBe('not-credentialed');
	});

	const ways: [ResumeMode, (t: Table) => void][] = [
		[
			'returnTurn',
			(t) => {
				expect(t.holder).toBe(3);
				expect(t.c.turn?.usedMs).toBe(seconds(50));
				expect(t.c.said?.code).toBe('take-your-time');
			}
		],
		[
			'restartTurn',
			(t) => {
				expect(t.holder).toBe(3);
				expect(t.c.turn?.usedMs).toBe(0);
				expect(t.marks()[3]).toBe('speaking');
			}
		],
		[
			'nextSeat',
			(t) => {
				expect(t.holder).toBe(4);
				expect(t.marks()[3]).toBe('deferred');
				expect(t.seat(3).restMs).toBeGreaterThan(0);
			}
		],
		[
			'toClosing',
			(t) => {
				expect(t.phase).toBe('closing');
				expect(t.c.oneWord).toEqual([3, 4, 5]);
				expect(t.holder).toBe(3);
			}
		]
	];
	test.each(ways)('[K3] resumed with %s', (mode, look) => {
		const t = holding().does(1, 'TAKEOVER').after(minutes(4)).does(2, { type: 'RESUME', mode });
		expect(t.hold).toBe('none');
		look(t);
	});

	test('[K3] a holder who is gone when it resumes is waited for', () => {
		const t = holding().does(1, 'TAKEOVER').drops(3).after(minutes(2)).does(1, 'RESUME');
		expect(t.piece).toBe('awaitingReturn');
		t.after(seconds(30)).returns(3);
		expect(t.piece).toBe('speaking');
		expect(t.c.turn?.usedMs).toBe(seconds(50));
	});

	test('[K4] undone within ten seconds by the one who pressed', () => {
		const t = holding();
		const before = moves(t);
		t.does(1, 'TAKEOVER').after(seconds(9)).does(1, 'UNDO_TAKEOVER');
		expect(moves(t)).toEqual(before);
		t.does(1, 'TAKEOVER').after(seconds(10));
		expect(t.tries(1, 'UNDO_TAKEOVER')).toBe('too-late');
	});

	test('[K6] a leader lost for 45 s leaves a technical pause: no microphone opens, and the turn is kept', () => {
		const t = holding().does(1, 'TAKEOVER').drops(1).after(seconds(45));
		expect(t.hold).toBe('technicalPause');
		expect(mics(t)).toEqual([]);
		t.after(seconds(45));
		expect(t.hosting).toBe('coFacilitated');
		t.does(2, 'RESUME');
		expect(t.holder).toBe(3);
		expect(t.c.turn?.usedMs).toBe(seconds(50));
	});

	test('[K6] nobody ends a takeover by pressing for a technical pause; out of a silence or the round it is one press', () => {
		const t = holding().does(1, 'TAKEOVER');
		for (const seat of [1, 2]) {
			expect(t.tries(seat, 'TECHNICAL_PAUSE')).toBe('already-held');
			expect(t.see(seat).may).not.toContain('TECHNICAL_PAUSE');
		}
		expect(holding().does(1, 'TECHNICAL_PAUSE').hold).toBe('technicalPause');
		expect(sitting(roundTheCircle, two, 'round-1').does(1, 'BELL').does(1, 'TECHNICAL_PAUSE').hold).toBe('technicalPause');
	});

	test('[K7] another credentialed person can be asked to lead', () => {
		const t = holding().does(1, 'TAKEOVER').does(1, { type: 'DELEGATE', to: 2 });
		expect(mics(t)).toEqual([2]);
		expect(t.tries(1, { type: 'DELEGATE', to: 4 })).toBe('not-credentialed');
	});
});

describe('slowing the group', () => {
	test('[K8] the leader slows it, everybody sees that, nobody is opened by it, and the circle comes back as it was', () => {
		const t = holding();
		const before = moves(t);
		expect(t.tries(1, { type: 'GROUND', on: true })).toBe('not-held');
		t.does(1, 'TAKEOVER').after(seconds(12)).does(1, { type: 'GROUND', on: true });
		for (const seat of [1, 3, 5]) expect(t.see(seat).hold?.grounding).toBe(t.now);
		expect(mics(t)).toEqual([1]);
		expect(t.tries(1, { type: 'GROUND', on: true })).toBe('nothing-to-do');
		t.after(minutes(2)).does(1, { type: 'GROUND', on: false });
		expect(t.see(3).hold?.grounding).toBeNull();
		t.does(1, { type: 'GROUND', on: true }).does(1, 'RESUME');
		expect(moves(t)).toEqual(before);
	});

	test('[K8] only who leads, also after leading was handed on', () => {
		const t = holding().does(1, 'TAKEOVER');
		expect([t.tries(2, { type: 'GROUND', on: true }), t.tries(3, { type: 'GROUND', on: true })]).toEqual(['not-yours', 'not-credentialed']);
		t.does(1, { type: 'GROUND', on: true }).does(1, { type: 'DELEGATE', to: 2 });
		expect(t.see(5).hold?.grounding).not.toBeNull();
		expect(t.tries(1, { type: 'GROUND', on: false })).toBe('not-yours');
		t.does(2, { type: 'GROUND', on: false });
	});
});

describe('the listener’s gate', () => {
	test('[G4] opens when the piece is held, never while it is offered', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1');
		expect(mics(t)).toEqual([1]);
		expect(audible(t.state)).toEqual([]);
		t.does(1, 'ACCEPT');
		expect(audible(t.state)).toEqual([1]);
	});

	test('[G3] in "ask me something" the speaker may answer; a response is no turn', () => {
		const t = sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS');
		t.does(3, { type: 'WISH', wish: 'ask' }, 'ACCEPT').after(seconds(30));
		t.does(4, 'OFFER_RESPONSE').does(3, 'FINISH');
		expect(audible(t.state)).toEqual([]);
		t.after(seconds(4));
		expect(audible(t.state).sort()).toEqual([3, 4]);
		t.does(4, 'END_RESPONSE');
		expect(t.marks()[4]).toBe('pending');
		expect(t.holder).toBe(4);
	});

	test('[R1] at most the phase’s number respond, 45 s each', () => {
		const t = sitting(roundTheCircle, two, 'round-1').does(1, 'PASS').does(2, 'PASS');
		t.does(3, { type: 'WISH', wish: 'stirred' }, 'ACCEPT');
		for (const seat of [1, 2, 4]) t.does(seat, 'OFFER_RESPONSE');
		t.does(3, 'FINISH').after(seconds(4));
		expect(t.c.turn?.responder).toBe(1);
		t.after(seconds(45));
		expect(t.c.turn?.responder).toBe(2);
		t.after(seconds(45));
		expect(t.piece).toBe('offered');
	});

	test('[W1] whoever writes sends no voice', () => {
		const t = sitting(rehearsal, facilitated(3), 'round-1').does(1, { type: 'ACCEPT', typing: true });
		expect(mics(t)).toEqual([]);
		t.does(1, { type: 'TYPING', on: false });
		expect(mics(t)).toEqual([1]);
	});
});

describe('the facilitator is gone', () => {
	test('[H3] the share goes on; after 90 s a co-facilitator holds the circle', () => {
		const t = holding().drops(1);
		expect(t.hosting).toBe('graceLost');
		expect(t.piece).toBe('speaking');
		t.after(seconds(89)).returns(1);
		expect(t.hosting).toBe('facilitated');
		t.drops(1).after(seconds(90));
		expect(t.hosting).toBe('coFacilitated');
	});

	test('[H4] with nobody to follow, the ring goes on among peers and then closes gently', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1').does(1, 'PASS').does(2, 'ACCEPT').drops(1);
		t.after(seconds(90));
		expect(t.hosting).toBe('peerHosted');
		expect(t.holder).toBe(2);
		t.does(2, 'FINISH').after(seconds(1));
		turn(t, 3);
		turn(t, 4);
		expect(t.phase).toBe('closing');
		for (const seat of [2, 3, 4]) turn(t, seat);
		t.after(seconds(45));
		expect(t.phase).toBe('aftercare');
	});

	test('[H2] a credentialed member may accept the holding', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1');
		t.house({ type: 'CREDENTIAL', seat: 3, credentialUntil: t.now + minutes(60) });
		t.drops(1).after(seconds(90));
		expect(t.hosting).toBe('succession');
		expect(t.tries(2, 'TAKE_HOSTING')).toBe('not-credentialed');
		t.does(3, 'TAKE_HOSTING');
		expect(t.hosting).toBe('coFacilitated');
		expect(t.c.host).toBe(3);
	});

	test('[E3] fewer than two for five minutes abandons it, and a return before that does not', () => {
		const t = sitting(roundTheCircle, facilitated(3), 'round-1').does(1, 'PASS').does(2, 'PASS');
		t.does(3, 'ACCEPT').drops(1).drops(2).after(minutes(4));
		expect(t.lifecycle).toBe('live');
		t.returns(2).after(minutes(6));
		expect(t.lifecycle).toBe('live');
		t.drops(2).after(minutes(5));
		expect(t.lifecycle).toBe('abandoned');
	});
});

describe('what a review found', () => {
	test('[T4] a timer that was moved by an outage, or stands in a takeover, does not fire early', () => {
		const t = holding().drops(3);
		const { id } = t.c.timers.awaitReturn!;
		const fire = () => t.send({ type: 'TIMER', name: 'awaitReturn', id }, { kind: 'clock' });
		expect(fire()).toBe('stale-timer');
		t.after(seconds(44)).does(1, 'TAKEOVER');
		t.now += seconds(5);
		expect(fire()).toBe('stale-timer');
		t.does(1, 'RESUME');
		expect(t.piece).toBe('awaitingReturn');
		expect(t.holder).toBe(3);
	});

	test('[G2] whoever wrote may speak in a takeover, as leader and as the person cared for', () => {
		const t = holding().does(3, { type: 'TYPING', on: true }).does(1, { type: 'TAKEOVER', seat: 3 });
		expect(mics(t).sort()).toEqual([1, 3]);
		t.does(1, 'RESUME');
		expect(mics(t)).toEqual([]);
	});

	test('[K1] aftercare’s clock does not end a takeover', () => {
		const t = sitting(rehearsal, facilitated(3), 'closing').does(1, 'NEXT_PHASE').after(minutes(8));
		t.does(1, { type: 'TAKEOVER', seat: 2 }).after(minutes(20));
		expect(t.lifecycle).toBe('live');
		t.does(1, 'RESUME').after(minutes(2));
		expect(t.lifecycle).toBe('ended');
	});

	test('[H4] an opening that has run over does not hold the circle when its facilitator is gone', () => {
		const t = lobby(rehearsal, facilitated(4)).does(1, 'BEGIN').after(minutes(2)).drops(1).after(seconds(90));
		expect(t.hosting).toBe('peerHosted');
		expect(t.phase).toBe('closing');
	});

	test('[K6] a credential that is revoked in a takeover leaves a pause that others can end', () => {
		const t = sitting(rehearsal, facilitated(4), 'round-1').does(1, 'PASS').does(2, 'ACCEPT').does(1, 'TAKEOVER');
		t.house({ type: 'CREDENTIAL', seat: 1, credentialUntil: t.now });
		t.after(seconds(45));
		expect(t.hold).toBe('technicalPause');
		t.after(seconds(60));
		expect(t.hosting).toBe('peerHosted');
		t.does(3, 'RESUME');
		expect(t.holder).toBe(2);
	});

	test('[S8] whom a facilitator sent back is not let in by a blink of the facilitator’s line', () => {
		const t = sitting(rehearsal, facilitated(4), 'check-in').does(1, { type: 'SEND_BACK', seat: 4 }).drops(1);
		t.does(4, { type: 'JOIN', identity: 'again', device: 'd4' });
		expect(t.seat(4)).toMatchObject({ standing: 'waiting', admitNext: false });
		t.after(seconds(90));
		expect(t.hosting).toBe('peerHosted');
		expect(t.seat(4).standing).toBe('waiting');
	});

	test('what is shared reaches nobody outside the ring', () => {
		const t = holding().does(1, { type: 'SEND_BACK', seat: 5 });
		const view = viewFor(t.state, { gathering: 'g', version: t.version, now: t.now, seat: 5, title: '', people: new Map() });
		expect(view.piece).toMatchObject({ state: 'none', seat: null, turnId: null });
		expect(view).toMatchObject({ phase: null, hold: null, said: null, audible: [] });
	});
});
