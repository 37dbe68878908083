// One's own data as a file: every row of every table that is a person's own, section by section, each explained in one line.

import { cardKey, unseal } from '../care/sealing.ts';
import { sql } from '../db/index.ts';
import { note } from '../people/audit.ts';
import { kept } from './kept/index.ts';
import type { Kept } from './kept/words.ts';

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
	rows: Row[];
	/** Columns that are not here, each with the reason. */
	leftOut?: Record<string, string>;
}
export interface Export {
	about: string;
	madeAt: string;
	sections: Section[];
	notHere: { section: string; explained: string; why: string }[];
}

const about =
	'Everything this place keeps about your account. Each section says what it is and how long it stays. Guests have no account, ' +
	'so what you did as a guest is not here.';

/** Makes the file. It is written down in the audit. */
export async function exportOf(accountId: string, now = new Date()): Promise<Export> {
	const [me] = await sql()<{ email: string }[]>`select email from accounts where id = ${accountId}`;
	const tables = Object.entries(kept).filter(([, { mine }]) => mine !== undefined);
	const shown = tables.filter(([, { without }]) => without?.['*'] === undefined);
	const sections: Section[] = [];
	for (const [section, about] of shown) {
		const rows = await own(section, about, accountId, me!.email);
		sections.push({ section, explained: about.what, keptUntil: about.until, rows, ...(about.without && { leftOut: about.without }) });
	}
	await note('data-exported', { actor: accountId, subject: accountId });
	const notHere = Object.entries(kept).flatMap(([section, { what, without }]) => (without?.['*'] ? [{ section, explained: what, why: without['*'] }] : []));
	return { about, madeAt: now.toISOString(), sections, notHere: [...notHere, statistics] };
}

async function own(table: string, { mine, without = {} }: Kept, accountId: string, email: string): Promise<Row[]> {
	const rows = await sql().unsafe<{ row: Row }[]>(
		`with me as (select $1::uuid as id, $2::text as email) select to_jsonb(t) as row from "${table}" t, me where ${mine!} limit 10000`,
		[accountId, email]
	);
	return rows.map(({ row }) => {
		const readable = { ...row, ...(opened[table]?.(row) ?? {}), ...(table === 'audit' && { by: row.actor_id === accountId ? 'you' : 'somebody else' }) };
		return Object.fromEntries(Object.entries(readable).filter(([column]) => without[column] === undefined));
	});
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
