// How the inventory speaks of a table: what lies there, whose rows they are, how long they stay. Imports nothing.

export interface Kept {
	/** What lies there, in one line: the export and docs/retention.md say it with these words. */
	what: string;
	/** How long a row stays. */
	until: string;
	/** Who sees to it. */
	by: string;
	/** Which rows are a person's own, as SQL over the row `t` and the person `me` (id, email). Absent: no row is anybody's. */
	mine?: string;
	/** Columns that name somebody and that `mine` does not go by: why, and what an erasure does with them. */
	names?: Record<string, string>;
	/** Columns an export leaves out, each with its reason. `*`: all of it. */
	without?: Record<string, string>;
	/**
	 * What an erasure does beside taking the own rows out and deleting the account: statements with `$1` for its id.
	 * `stays`: the own rows stay, because nothing in them leads to the person any more.
	 */
	erase?: string[] | 'stays';
}

const dayMs = 24 * 60 * 60_000;

/** A duration in words: "7 days". */
export const days = (ms: number): string => (ms === dayMs ? 'a day' : `${Math.round(ms / dayMs)} days`);

export const byAccount = 't.account_id = me.id';
/** By the map of seats: while it is there. */
export const bySeat = (column = 'seat'): string =>
	`exists (select 1 from seats s where s.gathering_id = t.gathering_id and s.seat = t.${column} and s.account_id = me.id)`;

export const withAccount = { until: 'the account goes', by: 'rights/erasure.ts' } as const;
export const withCircle = { until: 'its circle goes', by: 'the database, with the circle' } as const;
