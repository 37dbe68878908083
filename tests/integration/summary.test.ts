// What others ask of a gathering stands in columns beside its snapshot: the writer fills them, and the migration that made them did so for what was stored before.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { summaryOf, type Summary } from '../../src/lib/server/gatherings/summary.ts';
import { accepted, house, seat, seated, sitting, type Seated } from '../support/seated.ts';
import { freshDatabase } from '../support/servers.ts';
import { read } from '../support/source.ts';

let planned: Seated, open: Seated, lost: Seated;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	[planned, open, lost] = [
		await seated(['facilitator']),
		await seated(['facilitator', 'coFacilitator', 'participant', 'participant', 'participant']),
		await seated(['facilitator'])
	];
	for (const command of [
		{ type: 'COVER', covered: true },
		{ type: 'PEERS', beyond: true },
		{ type: 'ON_CALL', people: 2 }
	] as const)
		await accepted(open, house, command);
	await sitting(open, 'check-in');
	await accepted(open, seat(1), { type: 'REMOVE', seat: 5 });
	await accepted(open, seat(2), { type: 'STEP_OUT' });
	await accepted(open, seat(3), { type: 'LEAVE' });
	await sql()`update machines set snapshot = '{"nothing": "else"}' where gathering_id = ${lost.id}`;
});
afterAll(closeDb);

const stored = async ({ id }: Seated): Promise<Summary> => {
	const [row] = await sql()<Summary[]>`
		select lifecycle, covered, beyond_peers as "beyondPeers", on_call as "onCall", sitting, sent_away as "sentAway" from machines where gathering_id = ${id}`;
	return row!;
};
const live: Summary = { lifecycle: 'live', covered: true, beyondPeers: true, onCall: 2, sitting: [1, 2, 4], sentAway: [5] };

test('they say what the snapshot says, after every command', async () => {
	expect(await stored(planned)).toEqual(summaryOf((await look(planned.id))!.state));
	expect(await stored(open)).toEqual(live);
	expect(summaryOf((await look(open.id))!.state)).toEqual(live);
	await expect(send(open.id, house, { type: 'ON_CALL', people: 2 })).resolves.toHaveProperty('refused');
	expect(await stored(open)).toEqual(live);
});

test('what was stored before they were there is read once; what cannot be read is open to nobody', async () => {
	const before = await stored(planned);
	await sql()`update machines set lifecycle = 'cancelled', covered = false, beyond_peers = false, on_call = 9, sitting = '{9}', sent_away = '{9}'`;
	const fills = read('drizzle/0027_summary.sql')
		.split('--> statement-breakpoint')
		.filter((statement) => statement.includes('UPDATE "machines"'));
	expect(fills).toHaveLength(1);
	await sql().unsafe(fills[0]!);
	expect([await stored(planned), await stored(open)]).toEqual([before, live]);
	expect(await stored(lost)).toEqual({
		lifecycle: 'abandoned',
		covered: false,
		beyondPeers: false,
		onCall: null,
		sitting: [],
		sentAway: []
	});
});

test('a word that is no lifecycle is not stored', async () => {
	await expect(sql()`update machines set lifecycle = 'over' where gathering_id = ${planned.id}`).rejects.toMatchObject({
		constraint_name: 'machines_lifecycle'
	});
});
