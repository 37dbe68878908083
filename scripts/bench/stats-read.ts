// stats_read: the host's page of statistics on a database with a thousand attendances, and on one with a million. It reads
// releases and nothing else, so that what they were made of may grow.
import path from 'node:path';
import postgres from 'postgres';
import { sample } from '../../src/lib/stats/sample.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, db } from '../../src/lib/server/db/index.ts';
import { migrateStatistics } from '../../src/lib/server/db/migrate.ts';
import { accounts } from '../../src/lib/server/db/schema-accounts.ts';
import { createCircle } from '../../src/lib/server/circles/circles.ts';
import { startApp } from '../lib/app.ts';
import { freeTcpPort } from '../lib/ports.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

/** Two years of releases. */
const months = 24;

interface Page extends Side {
	stop(): Promise<void>;
}

/** The page of a host, at an application of its own, whose database holds so many attendances. */
async function pageWith(servers: Servers, events: number): Promise<Page> {
	const was = process.env.DATABASE_URL;
	await closeDb();
	const env = servers.envOf(await servers.database(`stats_${events}_${Date.now()}`, true));
	process.env.DATABASE_URL = env.DATABASE_URL;
	const cookie = `login=${await filled(env.STATS_JOB_DATABASE_URL!, events)}`;
	await closeDb();
	process.env.DATABASE_URL = was;
	const port = await freeTcpPort();
	const app = await startApp({ port, log: path.join(servers.dataDir, 'logs', `stats-${events}.log`), env: { ...env, LOG_LEVEL: 'warn' } });
	return {
		prepare: async () => {},
		async measure() {
			const began = performance.now();
			const answer = await fetch(`http://127.0.0.1:${port}/statistics`, { headers: { cookie } });
			const text = await answer.text();
			if (!text.includes('People who came')) throw new Error(`no figures on the page (${answer.status})`);
			return performance.now() - began;
		},
		stop: () => app.stop()
	};
}

/** Fills both schemas. Returns the host's login. */
async function filled(jobUrl: string, events: number): Promise<string> {
	const [host] = await db().insert(accounts).values({ email: 'host@example.org', name: 'Host' }).returning();
	const words = { title: 'A circle', theme: '', isFor: '', isNot: '', access: 'open', formatId: null } as const;
	const circle = await createCircle(host!.id, host!.name, words);
	await migrateStatistics(jobUrl);
	const job = postgres(jobUrl, { max: 1, onnotice: () => {} });
	await job`insert into stats.attendance (gathering_id, circle_id, host_id, account_id, starts_at, minutes)
		select gen_random_uuid(), ${circle}, ${host!.id}, gen_random_uuid(), now() - n * interval '1 second', 60 from generate_series(1, ${events}) n`;
	for (let n = 0; n < months; n++)
		await job`insert into stats.releases (scope_id, circles, readers, from_month, released_at, body)
			values (gen_random_uuid(), ${[circle]}, ${[host!.id]}, ${24_300 + n}, now(), ${JSON.stringify({ ...sample[0], period: 'month', from: 24_300 + n })})`;
	await job`analyze stats.attendance`;
	await job.end();
	return beginLogin(host!.id);
}

export async function statsRead(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const sides: Page[] = [];
	try {
		for (const events of [1_000_000, 1000]) sides.push(await pageWith(servers, events));
		const [many = [], few = []] = await interleaved(sides, pace);
		const notes = ['10⁶ attendances against 10³, each in a database and at an application of its own; the floor is the page with 10³.'];
		return { stats_read: figure({ unit: 'ms', goal: '≤ 1.2×', loadBefore, notes }, many, few, ({ ratio_p50 }) => ratio_p50! <= 1.2) };
	} finally {
		for (const side of sides) await side.stop();
	}
}
