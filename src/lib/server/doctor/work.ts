// Looks at what is to be done all the time: whether gatherings are looked after and can be read, and whether jobs and alerts go out.

import { setImmediate } from 'node:timers/promises';
import postgres from 'postgres';
import { stateOf, type Snapshot } from '../../gathering/decide.ts';
import type { Format } from '../../gathering/types.ts';
import { patient } from '../db/patience.ts';
import { jobsSchema } from '../jobs/queues.ts';
import { because, broken, look, ok, type Finding } from './finding.ts';

/** In seconds: longer than a restart, or than the first tries of an alert. */
const keptWithin = 15;
const alertsWithin = 60;
const jobsWithin = 600;
/** Those that may still be sat in are read; far more than stand at one time. */
const mostRead = 1000;

/** @param url the application's own login; nothing is said where the database does not answer, for that was said already */
export async function lookAtWork(url: string | undefined): Promise<Finding[]> {
	if (!url) return [];
	const sql = postgres(url, { ...patient(), max: 1, onnotice: () => {} });
	try {
		return [await leases(sql), await readable(sql), await jobs(sql), await alerts(sql)];
	} catch (error) {
		return [look('work', `It could not be looked at: ${because(error)}.`, 'Start the application once, and look again.')];
	} finally {
		await sql.end({ timeout: 1 });
	}
}

const some = (n: number, what: string): string => (n === 1 ? `One ${what}` : `${n} ${what}s`);

async function leases(sql: postgres.Sql): Promise<Finding> {
	const [{ n }] = (await sql`
		select count(*)::int as n from machines where lease_until < now() - ${`${keptWithin} s`}::interval`) as unknown as [{ n: number }];
	if (n === 0) return ok('gatherings', 'All that are open are looked after.');
	return broken(
		'gatherings',
		`${some(n, 'open gathering')} ${n === 1 ? 'is' : 'are'} looked after by nobody.`,
		'See that the application runs and reaches the database; its log says “leases” where it fails.'
	);
}

async function readable(sql: postgres.Sql): Promise<Finding> {
	const rows = await sql<{ id: string; format: Format; snapshot: Snapshot }[]>`
		select g.id, g.format, m.snapshot from machines m join gatherings g on g.id = m.gathering_id
		where m.lease_until is not null or g.starts_at > now() - interval '1 day' order by g.starts_at limit ${mostRead}`;
	const lost: string[] = [];
	for (const { id, format, snapshot } of rows) {
		if (!canBeRead(format, snapshot)) lost.push(id);
		// The operator's page asks this on the thread that keeps circles: they come in between.
		await setImmediate();
	}
	if (lost.length === 0) return ok('machines', 'What is stored of each gathering can be read.');
	return broken(
		'machines',
		`${some(lost.length, 'gathering')} cannot be read: ${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ', …' : ''}.`,
		'Tell whoever has a seat in it; put back its row of `machines` from a backup, or call it off and plan another.'
	);
}

function canBeRead(format: Format, snapshot: Snapshot): boolean {
	try {
		stateOf(format, snapshot);
		return true;
	} catch {
		return false;
	}
}

async function jobs(sql: postgres.Sql): Promise<Finding> {
	const [{ n }] = (await sql`
		select (select count(*) from ${sql(jobsSchema)}.job where state in ('created', 'retry') and start_after < due.at)::int
			+ (select count(*) from deliveries where kind = 'mail' and sent_at is null and dropped_at is null and not_before < due.at)::int as n
		from (select now() - ${`${jobsWithin} s`}::interval as at) due`) as unknown as [{ n: number }];
	if (n === 0) return ok('jobs', 'None waits longer than it should.');
	return broken(
		'jobs',
		`${some(n, 'job')}, mails among them, ${n === 1 ? 'waits' : 'wait'} since more than ten minutes.`,
		'Start the application again; if that does not help, its log says “jobs” or “mails” where it fails.'
	);
}

async function alerts(sql: postgres.Sql): Promise<Finding> {
	const [{ n }] = (await sql`
		select count(*)::int as n from deliveries l join pages p on p.id = l.page_id
		where l.sent_at is null and p.ended_at is null and p.answered_at is null and p.raised_at > now() - interval '3 hours'
			and p.spread_at < now() - ${`${alertsWithin} s`}::interval`) as unknown as [{ n: number }];
	if (n === 0) return ok('alerts under way', 'Each alert that was raised went out.');
	return broken(
		'alerts under way',
		`${some(n, 'alert')} of the last hours did not go out.`,
		'See the carriers under “Tonight”, and try each with a test alert; ring whoever is on call.'
	);
}
