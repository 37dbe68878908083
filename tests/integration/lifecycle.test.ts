// What a node does by itself, each of it seen at its work; and that what is held is left to whoever holds it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rehearsal } from '../../src/lib/gathering/formats/index.ts';
import { db, sql } from '../../src/lib/server/db/index.ts';
import { jobNames, type JobName } from '../../src/lib/server/jobs/held.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { statisticsOff } from '../../src/lib/server/stats/logins.ts';
import { clockRings } from '../support/clocks.ts';
import { onCall } from '../support/on-call.ts';
import { circleOf, person, planned } from '../support/people.ts';
import { startApp } from '../support/servers.ts';
import { asJob, circleSince, closeAll, statisticsDatabase } from '../support/statistics.ts';

const dayMs = 86_400_000;
/** Long enough for a machine that has other things to do: nothing here is about how soon. */
const soon = { timeout: 45_000, interval: 100 };
let databaseUrl: string;
beforeAll(async () => {
	databaseUrl = await statisticsDatabase();
	// Brings the tables of statistics, in which a node that holds them writes nothing.
	expect(await statisticsOff()).toBeNull();
});
afterAll(closeAll);

const rows = async (query: PromiseLike<readonly unknown[]>): Promise<boolean> => (await query).length > 0;

/** Something for each of them to do, and whether it was done. */
async function due(): Promise<Record<JobName, () => Promise<boolean>>> {
	const [host, ana] = [await person(), await person()];
	const circle = await circleSince(host, new Date(Date.now() - 90 * dayMs));
	const ahead = await planned(circle, { format: { ...rehearsal, credentialed: 1 } });
	await sql()`insert into waiting (gathering_id, account_id) values (${ahead}, ${ana.id})`;
	await sql()`insert into mail_links (secret_hash, email, expires_at) values (${host.id}, ${ana.email}, now() - interval '9 days')`;
	await sql()`insert into pages (kind, account_id) values ('test', ${ana.id})`;
	await db().transaction((tx) => tell(tx, { kind: 'joinAnswered', account: ana.id, data: { yes: true } }));
	await sql()`insert into mails (kind, account_id, occasion, data, written_at) values ('hostWord', ${host.id}, 'long ago', '{}', now() - interval '9 days')`;
	await onCall();
	const deep = await planned(await circleOf(host), { format: { ...rehearsal, credentialed: 2 }, startsAt: new Date() });
	await clockRings(deep, 'lobby');
	return {
		cover: () => rows(sql()`select 1 from machines where gathering_id = ${deep} and covered`),
		forget: async () => !(await rows(sql()`select 1 from mail_links where secret_hash = ${host.id}`)),
		lines: () => rows(sql()`select 1 from waiting where gathering_id = ${ahead} and offer_until is not null`),
		mails: () => rows(sql()`select 1 from mails where account_id = ${ana.id} and kind = 'joinAnswered' and handed_over_at is not null`),
		minutely: async () => !(await rows(sql()`select 1 from mails where occasion = 'long ago'`)),
		pages: () => rows(sql()`select 1 from deliveries where account_id = ${ana.id} and sent_at is not null`),
		series: () => rows(sql()`select 1 from mails where account_id = ${host.id} and kind = 'unheld'`),
		statistics: () => rows(asJob(`select 1 from stats.scopes where '${circle}' = any(circles)`))
	};
}
const done = async (work: Record<JobName, () => Promise<boolean>>) => {
	const each = await Promise.all(jobNames.map(async (name) => ((await work[name]()) ? [name] : [])));
	return each.flat();
};

test('a node does all of it by itself; of what is held it does nothing, however long its clocks have run', async () => {
	const work = await due();
	// The minute that comes round is here already.
	await sql()`insert into pgboss.job (name) values ('minutely')`;
	const held = await startApp({ databaseUrl, runs: ['cover'] });
	// Of all of them cover begins last: by then each of the others would have begun.
	await expect.poll(work.cover, soon).toBe(true);
	expect(await done(work)).toEqual(['cover']);
	await held.stop();

	const free = await startApp({ databaseUrl, runs: jobNames });
	await expect.poll(() => done(work), soon).toEqual([...jobNames]);
	await free.stop();
}, 180_000);
