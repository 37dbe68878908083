// The one pool of connections. Opened at first use: Kit imports server modules while it builds.

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '../env/index.ts';
import { patient } from './patience.ts';
import * as accounts from './schema-accounts.ts';
import * as audit from './schema-audit.ts';
import * as circles from './schema-circles.ts';
import * as gatherings from './schema-gatherings.ts';
import * as live from './schema-live.ts';
import * as push from './schema-push.ts';
import * as care from './schema-care.ts';
import * as oncall from './schema-oncall.ts';
import * as seats from './schema-seats.ts';
import * as stats from './schema-stats.ts';
import * as formats from './schema-formats.ts';
import * as house from './schema-house.ts';
import * as mails from './schema-mails.ts';
import * as outbox from './schema-outbox.ts';
import * as rights from './schema-rights.ts';
import * as series from './schema-series.ts';
import * as signingIn from './schema-signing-in.ts';

const schema = {
	...accounts,
	...audit,
	...circles,
	...gatherings,
	...live,
	...push,
	...care,
	...oncall,
	...seats,
	...formats,
	...house,
	...mails,
	...outbox,
	...rights,
	...series,
	...signingIn,
	...stats
};

export type Db = PostgresJsDatabase<typeof schema>;
/** A transaction, or the pool itself: what queries are given. */
export type Tx = Db | Parameters<Parameters<Db['transaction']>[0]>[0];

/** The driver: the pool, one of its connections, or the inside of a transaction. */
export type Client = postgres.Sql | postgres.TransactionSql;

/** The driver inside a drizzle transaction: the hot path speaks to it directly. */
export const clientOf = (tx: Tx): Client => (tx as unknown as { _: { session: { client: Client } } })._.session.client;

/** Seconds until a lost connection is tried again: the driver's own way waits up to 20, a circle should not. */
const reconnectSeconds = (tries: number): number => Math.min(0.05 * 2 ** tries, 1);

let open: { sql: postgres.Sql; db: Db } | undefined;

function connect() {
	if (open) return open;
	const url = env.DATABASE_URL;
	if (!url) throw new Error('DATABASE_URL is not set');
	const sql = postgres(url, { ...patient(), max: 10, onnotice: () => {}, backoff: reconnectSeconds });
	open = { sql, db: drizzle(sql, { schema, casing: 'snake_case' }) };
	return open;
}

/** The pool as drizzle sees it. */
export const db = (): Db => connect().db;

/** The driver itself, for LISTEN, NOTIFY and the few statements on the hot path. */
export const sql = (): postgres.Sql => connect().sql;

let beside: postgres.Sql | undefined;

/**
 * Two connections of their own for what may neither take one from a circle nor wait: a statement that is not done within `statementMs`
 * is ended by the database itself.
 */
export function besidePool(statementMs: number): postgres.Sql {
	const { DATABASE_URL: url } = env;
	if (!url) throw new Error('DATABASE_URL is not set');
	beside ??= postgres(url, { ...patient({ statementMs }), max: 2, onnotice: () => {}, backoff: reconnectSeconds });
	return beside;
}

/** Closes the pools; used when the process ends and between test files. */
export async function closeDb(): Promise<void> {
	const was = [open?.sql, beside];
	open = beside = undefined;
	await Promise.all(was.map((one) => one?.end({ timeout: 2 })));
}
