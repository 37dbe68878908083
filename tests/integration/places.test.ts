// Where else to turn, on a real PostgreSQL: kept by those who hold a circle, on record, and for its members alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPlace, keepsPlaces, mostPlaces, placesOf, removePlace } from '../../src/lib/server/care/places.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { circleOf, person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

const row = (title: string) => ({ title, about: 'To talk at night', reach: '+49 30 123' });

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

test('those who hold the circle keep it; guardian, host and members do not', () => {
	expect([keepsPlaces('facilitator'), keepsPlaces('coFacilitator')]).toEqual([true, true]);
	expect([keepsPlaces('guardian'), keepsPlaces(null)]).toEqual([false, false]);
});

test('rows stand in the order they were written; each change is on record without its words', async () => {
	const mira = await person();
	const circle = await circleOf(mira);
	for (const title of ['One', 'Two', 'Three']) expect(await addPlace(circle, row(title), mira.id)).toEqual({ ok: true });
	const all = await placesOf(circle);
	expect(all.map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
	await removePlace(circle, all[1]!.id, mira.id);
	expect((await placesOf(circle)).map(({ title }) => title)).toEqual(['One', 'Three']);
	expect((await auditOf(mira.id)).map(({ kind }) => kind)).toEqual(['place-removed', 'place-added', 'place-added', 'place-added']);
	expect(JSON.stringify(await sql()`select * from audit`)).not.toContain('Three');
});

test('a row of another circle is not touched, and nothing is noted', async () => {
	const [mira, sol] = [await person(), await person()];
	const [mine, theirs] = [await circleOf(mira), await circleOf(sol)];
	await addPlace(theirs, row('Theirs'), sol.id);
	await removePlace(mine, (await placesOf(theirs))[0]!.id, mira.id);
	expect(await placesOf(theirs)).toHaveLength(1);
	expect(await auditOf(mira.id)).toEqual([]);
});

test(`never more than ${mostPlaces}, also when pressed all at once; gone with the circle`, async () => {
	const mira = await person();
	const circle = await circleOf(mira);
	const answers = await Promise.all(Array.from({ length: mostPlaces + 3 }, (_, n) => addPlace(circle, row(`Row ${n}`), mira.id)));
	expect(answers.filter((answer) => 'refused' in answer)).toHaveLength(3);
	expect(await placesOf(circle)).toHaveLength(mostPlaces);
	await sql()`delete from circles where id = ${circle}`;
	expect(await placesOf(circle)).toEqual([]);
});
