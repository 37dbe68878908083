// No other count tells who came: everything a host can read over HTTP is the same whether somebody was there or stayed away, and
// the log says nothing of it. And presence itself, by the application's own stream.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { makeInvitation } from '../../src/lib/server/circles/invitations.ts';
import { workOn } from '../../src/lib/server/stats/hourly.ts';
import { isOver } from '../support/clocks.ts';
import { asJob, circleSince, closeAll, held, statisticsDatabase } from '../support/statistics.ts';
import { comeTogether } from '../support/at-app.ts';
import { person, planned, type Person } from '../support/people.ts';
import { seated } from '../support/seated.ts';
import { startApp, type TestApp } from '../support/servers.ts';

const dayMs = 86_400_000;
let app: TestApp;
beforeAll(async () => {
	app = await startApp({ databaseUrl: await statisticsDatabase() });
});
afterAll(async () => {
	await app?.stop();
	await closeAll();
});

/** What a page says, without what differs at every read anyway. */
async function read(path: string, cookie: string): Promise<string> {
	const answer = await fetch(`${app.url}${path}`, { headers: { cookie }, redirect: 'manual' });
	const text = await answer.text();
	return `${answer.status} ${text.replaceAll(/nonce="[^"]*"|name="once" value="\w+"|new Date\(\d+\)|"expiresAt":[^,}]*/g, '')}`;
}

test('a host’s pages are the same, to the letter, whether the one person came or stayed away', async () => {
	const [hanna, target] = [await person({ name: 'Hanna' }), await person({ name: 'Target' })] as [Person, Person];
	const circle = await circleSince(hanna, new Date(Date.now() - 90 * dayMs));
	await makeInvitation(circle, 5, 3, hanna.id);
	await planned(circle);
	const gathering = await held(circle, new Date(Date.now() - 2 * dayMs), [{ id: target.id, minutes: 0 }]);
	await isOver(gathering);
	const cookie = `login=${await beginLogin(hanna.id)}`;
	const paths = [
		'/',
		'/circles',
		`/circles/${circle}`,
		`/circles/${circle}/schedule`,
		`/circles/${circle}/statistics`,
		`/circles/${circle}/statistics/csv`
	];
	const all = [...paths, '/statistics', '/statistics/csv', `/gatherings/${gathering}`, '/account', '/calendar', '/find'];

	const away: string[] = [];
	for (const path of all) away.push(await read(path, cookie));
	await sql()`insert into present_minutes (gathering_id, seat, minutes, last_minute) values (${gathering}, 20, 60, 1)`;
	await workOn();
	expect(await asJob(`select minutes from stats.attendance where account_id = '${target.id}'`)).toEqual([{ minutes: 60 }]);
	for (const [index, path] of all.entries()) expect((await read(path, cookie)) === away[index], path).toBe(true);
	// Nor how many had a seat, once it is over.
	const told = /Nobody else has a seat|other (person|people) ha(s|ve) a seat/.exec(away[all.indexOf(`/gatherings/${gathering}`)]!);
	expect(told).toBeNull();
});

test('minutes are those in which the application’s own stream was open; guests leave none, and the log says nothing', async () => {
	const at = await seated(['facilitator', 'participant', 'participant']);
	const [mira, jonas] = [await person(), await person()];
	// Two of them have accounts: the stream knows their seats by their cookies all the same.
	await sql()`update seats set account_id = ${mira.id} where gathering_id = ${at.id} and seat = 1`;
	await sql()`update seats set account_id = ${jonas.id} where gathering_id = ${at.id} and seat = 2`;
	const { guests } = await comeTogether(at, app.url, 2);
	const counted = async () => [
		...(await sql()<
			{ seat: number; minutes: number }[]
		>`select seat, minutes from present_minutes where gathering_id = ${at.id} order by seat`)
	];
	await expect.poll(counted, { timeout: 90_000, interval: 500 }).toEqual([
		{ seat: 1, minutes: expect.any(Number) },
		{ seat: 2, minutes: expect.any(Number) }
	]);
	for (const guest of guests) await guest.leaves();
	const log = readFileSync(app.log, 'utf8');
	for (const secret of [mira.id, jonas.id, 'attendance', 'minutes']) expect(log).not.toContain(secret);
}, 120_000);
