// Months of circles for the tests of statistics: gatherings that were held and people who came, written as the house would have
// written them; and the job's own login, to see what nobody else may.
import postgres from 'postgres';
import { minuteOf } from '../../src/lib/server/stats/minutes.ts';
import { closeStatistics } from '../../src/lib/server/stats/logins.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { circleOf, person, planned, type Person } from './people.ts';
import { freshDatabase, statsAt } from './servers.ts';

/** A database of its own with the three logins, for this process. Returns its address. */
export async function statisticsDatabase(): Promise<string> {
	const databaseUrl = await freshDatabase();
	Object.assign(process.env, { DATABASE_URL: databaseUrl, ...statsAt(databaseUrl) });
	return databaseUrl;
}

export async function closeAll(): Promise<void> {
	await closeStatistics();
	await closeDb();
}

/** What the job sees, in one statement. */
export async function asJob<Row extends object>(statement: string): Promise<Row[]> {
	const job = postgres(process.env.STATS_JOB_DATABASE_URL!, { max: 1, onnotice: () => {} });
	try {
		return [...(await job.unsafe<Row[]>(statement))];
	} finally {
		await job.end();
	}
}

/** A circle this host has hosted since then. */
export async function circleSince(host: Person, since: Date): Promise<string> {
	const circle = await circleOf(host);
	await sql()`update circles set created_at = ${since.toISOString()} where id = ${circle}`;
	await sql()`update circle_hosts set since = ${since.toISOString()} where circle_id = ${circle}`;
	return circle;
}

export const people = (n: number): Promise<Person[]> => Promise.all(Array.from({ length: n }, () => person()));

/** A gathering that was held. Who came was there for so many minutes; 0 is a seat that stayed empty. */
export async function held(circle: string, startsAt: Date, who: { id: string; minutes: number }[]): Promise<string> {
	const id = await planned(circle, { startsAt, seats: 8 });
	await sql()`insert into events (gathering, version, at, actor, type) select no, 1, starts_at, 1, 'BEGIN' from gatherings where id = ${id}`;
	for (const [index, { id: account, minutes }] of who.entries()) {
		const seat = 20 + index;
		await sql()`insert into seats (gathering_id, seat, account_id, name, role) values (${id}, ${seat}, ${account}, 'Somebody', 'participant')`;
		if (minutes > 0)
			await sql()`insert into present_minutes (gathering_id, seat, minutes, last_minute) values (${id}, ${seat}, ${minutes}, ${minuteOf(startsAt.getTime())})`;
	}
	return id;
}

/** All of them were there for an hour. */
export const stayed = (those: Person[]) => those.map(({ id }) => ({ id, minutes: 60 }));
