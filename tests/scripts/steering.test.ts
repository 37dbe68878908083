// What a pause does to voices, clocks and the lead, and what does not end over somebody who called.

import { describe, expect, test } from 'vitest';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { audible, desiredGrants } from '../../src/lib/gathering/grants.ts';
import { minutes, seconds } from '../../src/lib/gathering/limits.ts';
import type { Role } from '../../src/lib/gathering/types.ts';
import { inPairs } from '../support/formats.ts';
import { sitting, type Table } from '../support/table.ts';

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant', 'participant', 'participant'];
const one: Role[] = ['facilitator', 'participant', 'participant', 'participant', 'participant', 'participant'];
/** Seat 3 speaks. */
const speaking = (roles = two): Table => {
	const t = sitting(roundTheCircle, roles, 'round-1').does(1, 'PASS').does(2, 'PASS');
	return t.does(3, 'ACCEPT').after(seconds(20));
};
/** Who is in the short round now, and who is still to come. */
const word = (t: Table) => [t.c.takeover?.voice ?? null, t.see(t.c.takeover!.leader).hold?.takeover?.round];

describe('[N11] pausing in order to go to somebody', () => {
	test('opens nobody’s microphone: who called in another’s turn is not heard by the circle', () => {
		const t = speaking(one).does(5, { type: 'SUPPORT', whom: 'me' }).does(1, 'BE_WITH');
		expect(t.see(5)).toMatchObject({ you: { mic: false }, hold: { youAreInCare: true, youMaySpeak: false } });
		expect(audible(t.state)).toEqual([1]);
	});

	test('cuts off nobody who speaks', () => {
		const t = speaking(one).does(3, { type: 'SUPPORT', whom: 'me' }).does(1, 'BE_WITH');
		expect(t.see(3)).toMatchObject({ you: { mic: true }, hold: { youMaySpeak: true } });
		expect(audible(t.state)).toEqual([1, 3]);
	});
});

describe('[K11] a short round in a pause', () => {
	const asked = () => speaking().does(1, 'TAKEOVER', 'CHECK_ROUND');

	test('gives everybody the word once, in ring order, but whoever leads', () => {
		const t = asked();
		expect(word(t)).toEqual([2, [3, 4, 5, 6]]);
		for (const seat of [2, 3, 4, 5]) {
			expect(t.see(seat).hold?.youMaySpeak).toBe(true);
			expect(audible(t.state)).toEqual([1, seat]);
			t.does(seat, 'WORD_DONE');
			expect(t.see(seat).you.mic).toBe(false);
		}
		expect(word(t)).toEqual([6, []]);
		expect(word(t.does(1, { type: 'GIVE_WORD', seat: 6, on: false }))).toEqual([null, null]);
		expect(t.see(4).hold?.round).toBe(false);
	});

	test('does not wait for somebody who is gone, and asks nobody who is away', () => {
		const t = asked().drops(4);
		expect(word(t.drops(2))).toEqual([3, [5, 6]]);
		expect(word(t.does(3, 'LEAVE'))).toEqual([5, [6]]);
	});
});

describe('[K6] whoever leads a pause leaves', () => {
	test('another who may hold the circle leads it, and nobody is given a microphone by that', () => {
		const t = speaking().does(1, { type: 'TAKEOVER', seat: 5 }).does(1, 'LEAVE');
		expect(t.see(2).hold).toMatchObject({ kind: 'takeover', leader: 2 });
		expect(t.see(4).said).toMatchObject({ code: 'leads', seat: 2 });
		expect(t.does(2, 'RESUME').piece).toBe('speaking');
	});

	test('with nobody to follow the circle rests', () => {
		expect(speaking(one).does(1, { type: 'TAKEOVER', seat: 5 }).does(1, 'LEAVE').hold).toBe('technicalPause');
	});
});

describe('[D9] a helper and who called from a pair, alone', () => {
	function apart(): Table {
		const t = sitting(inPairs, two, 'pairs');
		t.house({
			type: 'PAIR',
			pairs: [
				[3, 4],
				[5, 6]
			]
		});
		t.does(4, { type: 'SUPPORT', whom: 'me' }).does(2, 'BE_WITH');
		return t.does(2, { type: 'PAIR_APART', room: t.c.pairs!.all[0]!.room });
	}

	test('the step’s clock stands still for everybody, and runs on when the helper goes', () => {
		const t = apart();
		expect(t.see(5).pair?.endsAt).toBeNull();
		expect(t.after(minutes(30)).see(5).pair?.step).toBe('agreeing');
		t.does(2, { type: 'LEAVE_PAIR', room: t.c.pairs!.all[0]!.room });
		expect(t.see(5).pair?.endsAt).toBeGreaterThan(t.now);
		expect(t.after(minutes(3)).see(5).pair?.step).toBe('a');
	});

	test('the other of the pair is in the circle meanwhile', () => {
		const t = apart();
		expect([t.see(3).pair, t.see(3).pairs?.waits, t.see(3).you.room]).toEqual([null, true, 'circle']);
		expect(t.see(4).pair).toMatchObject({ alone: 4, helper: 2 });
	});

	test('others who hold the circle see with whom the helper is alone', () => {
		expect(apart().see(1).facilitation?.pairs).toMatchObject([
			{ seats: [3, 4], helper: 2, apart: 4 },
			{ helper: null, apart: null }
		]);
	});

	test('[N7] a call about whoever holds the circle is no mark for them on the pair, and never the reason to be alone with its owner', () => {
		const t = sitting(inPairs, two, 'pairs');
		t.house({
			type: 'PAIR',
			pairs: [
				[3, 4],
				[5, 6]
			]
		});
		t.does(3, { type: 'SUPPORT', whom: 'facilitator' });
		const about = t.c.signals[0]!.about!;
		const other = about === 1 ? 2 : 1;
		expect([about, other].map((seat) => t.see(seat).facilitation?.pairs[0]?.asked)).toEqual([false, true]);
		t.does(4, { type: 'SUPPORT', whom: 'me' }).does(about, { type: 'BE_WITH', signalId: t.c.signals[1]!.id });
		t.does(about, { type: 'PAIR_APART', room: t.c.pairs!.all[0]!.room });
		expect(t.see(about).pair?.alone).toBe(4);
	});
});

describe('[G1] [A6] people', () => {
	test('whoever stepped out is not heard, also in the lobby and where everybody may speak', () => {
		const t = sitting(roundTheCircle, two, 'closing').does(1, 'NEXT_PHASE').does(4, 'STEP_OUT');
		expect(desiredGrants(t.state).find(({ seat }) => seat === 4)?.mic).toBe(false);
		expect(audible(t.state)).toEqual([1, 2, 3, 5, 6]);
	});

	test('aftercare does not end over somebody here who called; it does when they went', () => {
		const t = sitting(roundTheCircle, two, 'closing').does(1, 'NEXT_PHASE').does(4, { type: 'SUPPORT', whom: 'me' });
		expect(t.after(minutes(21)).lifecycle).toBe('live');
		expect(t.does(4, 'LEAVE').after(minutes(6)).lifecycle).toBe('ended');
		expect(t.see(1).cases.map(({ seat }) => seat)).toEqual([4]);
	});
});
