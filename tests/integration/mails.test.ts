// Telling somebody something, on a real PostgreSQL: with its cause or not at all, and once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { tell, tellAll } from '../../src/lib/server/mails/tell.ts';
import { circleOf, person, planned } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

const deliveries = () => sql()`select * from deliveries`;
const written = (account: string) => sql()`select id, kind from mails where account_id = ${account}`;

test('what is told is committed with its cause, and its delivery carries nothing but its id', async () => {
	const ana = await person();
	const gathering = await planned(await circleOf(ana));
	await db().transaction((tx) => tell(tx, { kind: 'reserved', account: ana.id, gathering }));
	const [mail] = await written(ana.id);
	const [delivery, ...more] = (await deliveries()).map((row) => Object.entries(row).filter(([, value]) => value !== null));
	expect(more).toEqual([]);
	expect(Object.fromEntries(delivery!)).toEqual({
		id: expect.any(String) as string,
		kind: 'mail',
		mail_id: mail!.id,
		tries: 0,
		not_before: expect.any(String) as string
	});
});

test('a transaction that is rolled back tells nobody', async () => {
	const jonas = await person();
	const before = (await deliveries()).length;
	const failing = db().transaction(async (tx) => {
		await tell(tx, { kind: 'joinAnswered', account: jonas.id, data: { yes: true } });
		throw new Error('something else went wrong');
	});
	await expect(failing).rejects.toThrow('something else');
	expect(await written(jonas.id)).toHaveLength(0);
	expect(await deliveries()).toHaveLength(before);
});

test('the same is told once, however often and by however many at once; another occasion is told again', async () => {
	const [mira, jonas] = [await person(), await person()];
	const gathering = await planned(await circleOf(mira));
	const both = (occasion: string) => db().transaction((tx) => tellAll(tx, [mira.id, jonas.id], { kind: 'moved', gathering, occasion }));
	await Promise.all([both('19:00'), both('19:00'), both('19:00')]);
	expect(await written(mira.id)).toHaveLength(1);
	await both('20:00');
	expect(await written(mira.id)).toHaveLength(2);
	expect(await written(jonas.id)).toHaveLength(2);
});
