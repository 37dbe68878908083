// The database goes away under the built application: an answer is never a false success, nothing happens twice.
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Command } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import type { PageClient } from '../../src/lib/server/simulated/client.ts';
import { due, says } from '../support/log.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';
import { pageOf, seated, sitting, type Seated } from '../support/seated.ts';

let circle: Seated;
let node: TestApp;
let outside: postgres.Sql;
let pages: PageClient[] = [];

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	outside = postgres(databaseUrl, { max: 1, onnotice: () => {} });
	node = await startApp({ databaseUrl });
}, 240_000);
afterAll(async () => {
	await node?.stop();
	await closeDb();
	await outside?.end();
});
beforeEach(async () => {
	circle = await seated(['facilitator', 'participant', 'participant']);
	await sitting(circle, 'check-in');
	pages = [1, 2, 3].map((n) => pageOf(circle, n, node.url));
	for (const page of pages) page.follow(circle.id);
	await Promise.all(pages.map((page) => page.until(() => true, 20_000)));
	// This process keeps no connection of its own, so that every one that is cut is the application's.
	await closeDb();
});
afterEach(() => pages.forEach((page) => page.unfollow()));

/** Every connection of the application is cut, as a restart of the database does. */
const cut = () => outside`
	select pg_terminate_backend(pid) from pg_stat_activity
	where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;

/** Posts under one id until there is an answer that is no failure of the server. */
async function insist(page: PageClient, command: Command): Promise<{ commandId: string; version: number | null }> {
	const commandId = randomUUID();
	for (;;) {
		const said = await page.act(command, commandId).catch(() => null);
		if (said) return { commandId, version: 'ok' in said ? said.version : null };
	}
}

test('[I2] every connection is cut again and again: a repeat under the same id happens once, the log has no gap, and the process lives', async () => {
	const acknowledged = new Map<string, number>();
	let going = true;
	const pressing = pages.map(async (page) => {
		for (let on = true; going; on = !on) {
			const { commandId, version } = await insist(page, { type: 'LISTEN_TONIGHT', on });
			if (version !== null) acknowledged.set(commandId, version);
		}
	});
	for (let cuts = 0; cuts < 8; cuts++) {
		const seen = acknowledged.size;
		await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(seen + 9), { timeout: 20_000, interval: 1 });
		await cut();
	}
	going = false;
	await Promise.all(pressing);
	expect(() => process.kill(node.pid, 0)).not.toThrow();
	const log = await sql()<{ version: number; stamp: number; commandId: string | null }[]>`
		select version, stamp::float8, command_id as "commandId" from events where gathering = ${circle.no} order by version`;
	expect(log.map((e) => e.version)).toEqual(log.map((_, i) => i + 1));
	for (const [commandId, version] of acknowledged)
		expect(log.filter((e) => e.commandId === commandId).map((e) => e.stamp)).toEqual([version]);
	const news = await Promise.all(pages.map((p) => due(circle.id, p.view!.you.seat)));
	await vi.waitFor(() => expect(pages.map((p) => says(p.view!))).toEqual(news), { timeout: 3000 });
}, 120_000);

test('[I8] [I9] a screen goes on after the cut, and never back', async () => {
	const [facilitator, mine] = pages as [PageClient, PageClient];
	const seen: View[] = [];
	mine.onView((view) => seen.push(view));
	await cut();
	await insist(facilitator, { type: 'BELL', ms: 1000, safety: true });
	await mine.until((view) => view.hold !== null, 3000);
	const versions = seen.map((view) => view.version);
	expect(versions).toEqual([...versions].sort((a, b) => a - b));
});

test('[I7] a row that is held delays a takeover by two seconds at most, and the answer is honest', async () => {
	const [facilitator] = pages as [PageClient];
	const body = { commandId: randomUUID(), command: { type: 'TAKEOVER', kind: 'safety', seat: null } };
	const post = () =>
		facilitator.request(`/api/gatherings/${circle.id}/commands`, {
			method: 'POST',
			body: JSON.stringify(body),
			headers: { 'content-type': 'application/json' }
		});
	const began = performance.now();
	await outside.begin(async (q) => {
		await q`select 1 from machines where gathering_id = ${circle.id} for update`;
		expect((await post()).status).toBe(503);
	});
	expect(performance.now() - began).toBeLessThan(4000);
	expect((await look(circle.id))!.state.value.hold).not.toBe('takeover');
	expect((await post()).status).toBe(200);
	expect((await look(circle.id))!.state.value.hold).toBe('takeover');
});

test('[I6] a clock that is due while the connections are cut fires, once, when they are back', async () => {
	const [facilitator] = pages as [PageClient];
	await insist(facilitator, { type: 'BELL', ms: 1000, safety: true });
	const { hold } = await facilitator.until((view) => view.hold?.kind === 'bellSilence', 3000);
	while (Date.now() < hold!.until!) await cut();
	await facilitator.until((view) => view.hold === null, 4000);
	const fired = await sql()`
		select 1 from events where gathering = ${circle.no} and type = 'TIMER' and data->>'name' = 'bell'`;
	expect(fired).toHaveLength(1);
});
