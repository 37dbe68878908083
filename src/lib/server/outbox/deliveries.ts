// Deliveries as rows: taken by one node at a time, for a lease, and written down for what they became. A node that dies after
// handing one over and before saying so leaves it to be sent again: it then carries the same mail id, file name, push topic or
// webhook id, so that it takes the place of the first.

import type { Fragment } from 'postgres';
import { sql, type Client, type Tx } from '../db/index.ts';
import { deliveries, type Carrier } from '../db/schema-outbox.ts';
import type { Outcome } from './carriers.ts';
import { backOffMs, paces, type DeliveryKind } from './limits.ts';

/** A delivery as it was taken, with what its carrier needs. */
export interface Taken {
	id: string;
	/** Of an alert. */
	page: string | null;
	/** Of a mail. */
	mail: string | null;
	carrier: Carrier | null;
	tries: number;
	email: string | null;
	topic: string | null;
	endpoint: string | null;
	p256dh: string | null;
	auth: string | null;
}

/** What `Taken` reads of deliveries called `t`, in a query that joins their devices as `d`. */
export const takenColumns = (q: Client): Fragment =>
	q`t.id, t.page_id as page, t.mail_id as mail, t.carrier, t.tries, t.email, t.topic, d.endpoint, d.p256dh, d.auth`;

/** Takes deliveries that are due: for the length of a lease nobody else does. */
export async function takeDue(kind: DeliveryKind): Promise<Taken[]> {
	const { leaseMs, mostTries, atOnce } = paces[kind];
	const rows = await sql()<Taken[]>`
		with due as (
			select id from deliveries
			where kind = ${kind} and sent_at is null and dropped_at is null and not_before <= now() and tries < ${mostTries}
			order by not_before limit ${atOnce} for update skip locked
		), taken as (
			update deliveries set tries = tries + 1, not_before = now() + ${leaseMs} * interval '1 millisecond'
			where id in (select id from due) returning *
		)
		select ${takenColumns(sql())} from taken t left join push_devices d on d.id = t.device_id`;
	return [...rows];
}

/** Writes down what an attempt came to. What failed is due again after a while. */
export async function noteOutcome(kind: DeliveryKind, { id, tries }: Taken, outcome: Outcome): Promise<void> {
	if (outcome === 'gone') await sql()`delete from deliveries where id = ${id}`;
	else if (outcome === 'handed over') await sql()`update deliveries set sent_at = now() where id = ${id}`;
	else if (outcome === 'dropped') await sql()`update deliveries set dropped_at = now() where id = ${id}`;
	else {
		const ms = backOffMs(paces[kind], tries);
		await sql()`
			update deliveries set not_before = now() + ${ms} * interval '1 millisecond', failed_at = now(), failure = ${outcome.failed} where id = ${id}`;
	}
}

/** Has these mails sent, once the transaction that wrote them is committed; rolled back with it. */
export async function enqueueMails(tx: Tx, ids: string[]): Promise<void> {
	if (ids.length > 0) await tx.insert(deliveries).values(ids.map((mailId) => ({ kind: 'mail' as const, mailId })));
}
