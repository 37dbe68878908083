// Nobody looks like whoever holds the circle: names as they reach the screens, and as somebody is reported or shut out by them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, db } from '../../src/lib/server/db/index.ts';
import { members } from '../../src/lib/server/db/schema-circles.ts';
import { pausesLedBy } from '../../src/lib/server/care/incidents.ts';
import { read } from '../../src/lib/server/gatherings/reading.ts';
import { ban } from '../../src/lib/server/rights/bans.ts';
import { metIn } from '../../src/lib/server/safety/reports.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { accepted, clock, seat, type Seated } from '../support/seated.ts';
import { freshDatabase } from '../support/servers.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

test('a look-alike of whoever holds the circle is numbered on every screen and in a report, in what is written down, and can be shut out by what one reads', async () => {
	const plan = await plannedFor(['Mira', 'Ana', 'Міra', 'mira', 'ana']);
	const at = { id: plan.id } as Seated;
	const shown = async () => [...(await read(plan.id))!.people].map(([n, { name }]) => [n, name]);
	expect(await shown()).toEqual([
		[1, 'Mira'],
		[2, 'Ana'],
		[3, 'Міra (2)'],
		[4, 'mira (3)'],
		[5, 'ana']
	]);

	await send(plan.id, clock, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const n of [1, 2, 3])
		await accepted(at, seat(n), { type: 'JOIN', identity: `identity-${n}`, device: `device-${n}`, moveHere: false });
	expect(await metIn(plan.id, 2)).toEqual([
		{ seat: 1, name: 'Mira' },
		{ seat: 3, name: 'Міra (2)' }
	]);

	// What is written down of a pause names them so too.
	for (const n of [1, 2, 3]) await accepted(at, { kind: 'house' }, { type: 'CONNECTION', seat: n, connection: 'present' });
	await accepted(at, seat(1), { type: 'BEGIN' });
	await accepted(at, seat(1), { type: 'TAKEOVER', kind: 'support', seat: 2 });
	expect((await pausesLedBy(plan.id, 1)).people.map(({ name }) => name)).toEqual(['Mira', 'Ana', 'Міra (2)', 'mira (3)', 'ana']);

	// As it is read, and on a keyboard without its letters.
	expect(await ban(plan.circle, 'Mira (2)', null, plan.hostId)).toMatchObject({ which: expect.any(Array) });
	expect(await ban(plan.circle, 'Міra (2)', null, plan.hostId)).toEqual({ ok: true });
	expect((await db().select({ name: members.name }).from(members)).map(({ name }) => name)).not.toContain('Міra');
});
