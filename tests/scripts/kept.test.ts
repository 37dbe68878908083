// A voice that its sender keeps from somebody: who says so, who reads it, and when it is ended.
import { expect, test } from 'vitest';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import type { Role, Seat } from '../../src/lib/gathering/types.ts';
import { inPairs } from '../support/formats.ts';
import { facilitated, sitting, type Table } from '../support/table.ts';

const says = (t: Table, by: Seat, about: Seat, so = true) => ({
	type: 'CANNOT_HEAR' as const,
	seat: about,
	identity: t.seat(about).identity ?? '',
	so
});
const mics = (t: Table) =>
	desiredGrants(t.state)
		.filter(({ mic }) => mic)
		.map(({ seat }) => seat);
/** Seat 1 holds the circle, or nobody does; seat 3 has the piece. */
function turnOf3(roles: Role[] = facilitated(4)): Table {
	const t = sitting(roundTheCircle, roles, 'round-1');
	while (t.holder !== 3) t.does(t.holder ?? 0, 'PASS');
	return t.does(3, { type: 'ACCEPT', typing: false });
}

test('[G8] kept from whoever holds the circle, the voice is ended, and everybody’s screen stops saying that it is heard', () => {
	const t = turnOf3();
	expect([mics(t), t.see(2).audible]).toEqual([[3], [3]]);
	t.does(1, says(t, 1, 3));
	expect([mics(t), t.see(2).audible]).toEqual([[], []]);
	expect(t.see(1).facilitation?.keptVoices).toEqual([{ seat: 3, from: [1], ended: true }]);
	expect(t.see(3).you).toMatchObject({ mic: false, voiceEnded: true });
	// The piece is theirs still: they write, or hand it on.
	expect(t.tries(3, { type: 'TYPING', on: true })).toBeNull();
});

test('[G8] it opens again for whoever comes in anew, and not by taking the word of it back', () => {
	const t = turnOf3();
	t.does(1, says(t, 1, 3)).does(1, says(t, 1, 3, false));
	expect(mics(t)).toEqual([]);
	const before = says(t, 1, 3);
	t.does(3, { type: 'JOIN', identity: 'anew', device: t.seat(3).device ?? '', moveHere: false });
	expect(mics(t)).toEqual([3]);
	expect(t.see(1).facilitation?.keptVoices).toEqual([]);
	// About the voice of before: it changes nothing now.
	expect(t.tries(1, before)).toBe('nothing-to-do');
});

test('[G8] others who are kept from it silence nobody: whoever holds the circle reads it, and reads when it is over', () => {
	const t = turnOf3();
	t.does(2, says(t, 2, 3)).does(4, says(t, 4, 3));
	expect([mics(t), t.see(3).you.voiceEnded]).toEqual([[3], false]);
	expect(t.see(1).facilitation?.keptVoices).toEqual([{ seat: 3, from: [2, 4], ended: false }]);
	t.does(2, says(t, 2, 3, false)).does(4, says(t, 4, 3, false));
	expect(t.see(1).facilitation?.keptVoices).toEqual([]);
});

test('[G8] where nobody here may hold the circle, it takes two and more than half of the others', () => {
	const t = turnOf3();
	t.drops(1);
	t.does(2, says(t, 2, 3));
	expect(mics(t)).toEqual([3]);
	t.does(4, says(t, 4, 3));
	expect(mics(t)).toEqual([]);
});

test('[G8] the voice of somebody who may hold the circle is not ended by another’s page', () => {
	const t = sitting(roundTheCircle, ['facilitator', 'coFacilitator', 'participant'], 'round-1');
	t.does(1, { type: 'TAKEOVER', kind: 'safety', seat: null }).does(2, says(t, 2, 1));
	expect(mics(t)).toEqual([1]);
	expect(t.see(2).facilitation?.keptVoices).toEqual([{ seat: 1, from: [2], ended: false }]);
});

test('[G8] a pause, a pair with a helper: the same; and nothing is believed about a voice that should not be heard', () => {
	const t = turnOf3();
	expect(t.tries(1, says(t, 1, 2))).toBe('not-now');
	t.does(1, { type: 'TAKEOVER', kind: 'support', seat: 4 }).does(1, says(t, 1, 4));
	expect(mics(t)).toEqual([1]);

	const pairs = sitting(inPairs, facilitated(5), 'pairs');
	pairs.house({
		type: 'PAIR',
		pairs: [
			[2, 3],
			[4, 5]
		]
	});
	expect(pairs.tries(1, says(pairs, 1, 2))).toBe('not-now');
	pairs.does(3, says(pairs, 3, 2));
	expect(mics(pairs)).toContain(2);
	pairs
		.does(2, { type: 'SUPPORT', whom: 'me' })
		.does(1, { type: 'BE_WITH', signalId: pairs.c.signals[0]!.id })
		.does(1, says(pairs, 1, 2));
	expect(mics(pairs)).not.toContain(2);
});
