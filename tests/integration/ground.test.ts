// The ground the other tests stand on: the private servers are real, answer, and listen on loopback only.
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listeningAddresses } from '../support/listening.ts';
import { freshDatabase, startApp, testServers, type TestApp } from '../support/servers.ts';

describe('the database', () => {
	test('is PostgreSQL 18, and each test gets one of its own with the schema in it', async () => {
		const [first, second] = [await freshDatabase(), await freshDatabase()];
		expect(first).not.toBe(second);
		const sql = postgres(first, { max: 1 });
		const [version] = await sql`show server_version_num`;
		const tables = await sql`select 1 from information_schema.tables where table_schema = 'public'`;
		await sql.end();
		expect(Number(version?.server_version_num)).toBeGreaterThanOrEqual(180000);
		expect(tables.length).toBeGreaterThan(0);
	});

	test('refuses a wrong password', async () => {
		const url = new URL(testServers().databaseUrl);
		url.password = 'wrong';
		const sql = postgres(url.href, { max: 1 });
		await expect(sql`select 1`).rejects.toThrow(/password authentication failed/);
		await sql.end();
	});
});

test('LiveKit answers', async () => {
	const answer = await fetch(testServers().livekit.LIVEKIT_INTERNAL_URL);
	expect(await answer.text()).toBe('OK');
});

describe('the application', () => {
	let app: TestApp;
	beforeAll(async () => {
		app = await startApp({ databaseUrl: await freshDatabase() });
	});
	afterAll(() => app?.stop());

	test('serves its start page', async () => {
		const page = await fetch(app.url);
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('Evenround');
	});

	test('is alive', async () => {
		expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
	});

	test.runIf(process.platform === 'linux')('no server of this run listens beyond loopback', () => {
		for (const pid of [app.pid, ...testServers().pids]) {
			const open = listeningAddresses(pid);
			expect(open).not.toEqual([]);
			for (const address of open) expect(['127.0.0.1', '::1']).toContain(address);
		}
	});
});
