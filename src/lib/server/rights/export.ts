// One's own data as a file: every row of every table that is a person's own, section by section, each explained in one line. It is
// read and written in pieces: however much somebody has, nobody else waits for it.

import { cardKey, unseal } from '../ground/sealing.ts';
import { sql } from '../db/index.ts';
import { note } from '../audit/index.ts';
import { kept } from './kept/index.ts';
import type { Kept } from './kept/row.ts';

const statistics = {
	section: 'stats',
	explained: 'That you came to a gathering, and your answers afterwards, for the statistics',
	why: 'This part of the place may write there and cannot read it, so that nobody can look up who came. An erasure reaches it.'
};

type Row = Record<string, unknown>;

export interface Section {
	/** The table's name. */
	section: string;
	explained: string;
	keptUntil: string;
	/** Columns that are not here, each with the reason. */
	leftOut?: Record<string, string>;
	rows: Row[];
}
export interface Export {
	about: string;
	madeAt: string;
	sections: Section[];
	notHere: { section: string; explained: string; why: string }[];
}

/** Rows that come from the database at once. */
const atOnce = 100;
/** More of one kind nobody has; a table that grows beyond it is not the reason why a place stands still. */
const mostRows = 10_000;

const about =
	'Everything this place keeps about your account. Each section says what it is and how long it stays. Guests have no account, ' +
	'so what you did as a guest is not here.';

/** Makes the file, an `Export` as JSON, part by part. It is written down in the audit. */
export async function* exportOf(accountId: string, now = new Date()): AsyncGenerator<string> {
	const [me] = await sql()<{ email: string }[]>`select email from accounts where id = ${accountId}`;
	const shown = Object.entries(kept).filter(([, { mine, without }]) => mine !== undefined && without?.['*'] === undefined);
	await note('data-exported', { actor: accountId, subject: accountId });
	yield `{\n"about": ${JSON.stringify(about)},\n"madeAt": ${JSON.stringify(now)},\n"sections": [`;
	for (const [at, [section, { what, until, without, mine }]] of shown.entries()) {
		const head = { section, explained: what, keptUntil: until, ...(without && { leftOut: without }) };
		yield `${at === 0 ? '' : ','}\n${JSON.stringify(head).slice(0, -1)},"rows":[`;
		// Read to its end before it is handed out: whoever takes the file slowly holds no connection meanwhile.
		yield* await linesOf(section, mine!, without ?? {}, accountId, me!.email);
		yield ']}';
	}
	const sealed = Object.entries(kept).flatMap(([section, { what, without }]) =>
		without?.['*'] ? [{ section, explained: what, why: without['*'] }] : []
	);
	yield `],\n"notHere": ${JSON.stringify([...sealed, statistics])}\n}\n`;
}

async function linesOf(
	table: string,
	mine: string,
	without: NonNullable<Kept['without']>,
	accountId: string,
	email: string
): Promise<string[]> {
	const lines: string[] = [];
	const asked = sql().unsafe<{ row: Row }[]>(
		`with me as (select $1::uuid as id, $2::text as email) select to_jsonb(t) as row from "${table}" t, me where ${mine} limit ${mostRows}`,
		[accountId, email]
	);
	for await (const rows of asked.cursor(atOnce))
		for (const { row } of rows) lines.push(`${lines.length === 0 ? '' : ','}\n${JSON.stringify(readable(table, row, without, accountId))}`);
	return lines;
}

function readable(table: string, row: Row, without: NonNullable<Kept['without']>, accountId: string): Row {
	const told = {
		...row,
		...(opened[table]?.(row) ?? {}),
		...(table === 'audit' && { by: row.actor_id === accountId ? 'you' : 'somebody else' })
	};
	return Object.fromEntries(Object.entries(told).filter(([column]) => without[column] === undefined));
}

/** What only this instance can read, for whoever wrote it. */
const opened: Record<string, (row: Row) => Row> = {
	cards: ({ gathering_id, seat, sealed }) => ({ sealed: words(`card:${gathering_id}:${seat}`, sealed) }),
	reports: ({ id, sealed }) => ({ sealed: words(`report:${id}`, sealed) })
};

function words(bound: string, sealed: unknown): string | null {
	const key = cardKey();
	return key && typeof sealed === 'string' ? unseal(key, bound, sealed) : null;
}
