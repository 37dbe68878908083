// [I20] What a seat receives says only what is on the written list for who they are. Looked at in every moment of states.ts, by everybody.

import { describe, expect, test } from 'vitest';
import { viewFor } from '../../src/lib/gathering/view.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Seat } from '../../src/lib/gathering/types.ts';
import { told } from '../support/paths.ts';
import { code } from '../support/source.ts';
import { states } from '../support/states.ts';
import type { Table } from '../support/table.ts';
import { isOneOf } from './relations.ts';
import { whoSees } from './who-sees-what.ts';

/** What these say is told apart by its value. */
const apart = ['seats[].standing'];

function received(t: Table, seat: Seat): View {
	const people = new Map(t.c.seats.map((s) => [s.seat, { name: `Person ${s.seat}`, simulated: s.seat === 7 }]));
	return viewFor(t.state, { gathering: 'g', version: t.version + 1, now: t.now, seat, title: 'Thursday', people });
}

const reached = new Set<string>();
/** What is said on somebody's screen that nobody decided they may see. */
function tooMuch(t: Table, seat: Seat): string[] {
	return told(received(t, seat), apart).flatMap(({ path, about }) => {
		reached.add(path);
		const who = whoSees.get(path);
		if (!who) return [`${path} is on no line: who may see it?`];
		const look = { t, me: seat, about: (typeof about === 'object' ? about : {}) as { seat?: Seat }, path };
		return isOneOf(who, look) ? [] : [`${path} says something to seat ${seat}, who is none of: ${who.join(', ')}`];
	});
}

describe('nobody is told more than is theirs to know', () => {
	test.each(Object.entries(states))('%s', (_, make) => {
		const t = make();
		expect(t.c.seats.flatMap(({ seat }) => tooMuch(t, seat))).toEqual([]);
	});
});

test('every field of a view is on a line, also one that says nothing in all of these moments', () => {
	const fields = [...code('src/lib/gathering/viewed.ts').matchAll(/(?:^|[{;])\s*(\w+)\??:/gm)].map(([, name]) => name!);
	const listed = new Set([...whoSees.keys()].flatMap((path) => path.split(/[.[\]=]+/)));
	expect(fields.length).toBeGreaterThan(100);
	expect(fields.filter((name) => !listed.has(name)).map((name) => `${name} is on no line: who may see it?`)).toEqual([]);
});

test('every line of the list is met in one of these moments', () => {
	expect([...whoSees.keys()].filter((path) => !reached.has(path))).toEqual([]);
});
