// Who sits in a gathering with an account, and telling them something. Guests have no address.

import { and, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '../db/index.ts';
import { seats } from '../db/schema-seats.ts';
import type { ChosenKind, MailData } from '../ground/mail-kinds.ts';
import { tellAll } from '../mails/tell.ts';
import { hostsOf } from '../circles/hosts.ts';

/** Tells everybody who has a seat in a gathering. `occasion` tells this time from another. */
export async function tellSeated(tx: Tx, gathering: string, kind: ChosenKind, occasion: string, data: MailData = {}): Promise<void> {
	const rows = await tx
		.select({ id: seats.accountId })
		.from(seats)
		.where(and(eq(seats.gatheringId, gathering), isNotNull(seats.accountId)));
	await tellAll(
		tx,
		rows.map(({ id }) => id!),
		{ kind, gathering, occasion, data }
	);
}

/** Tells everybody who hosts a circle. */
export async function tellHosts(tx: Tx, circle: string, gathering: string, kind: ChosenKind, occasion: string): Promise<void> {
	const hosts = await hostsOf(circle, tx);
	await tellAll(
		tx,
		hosts.map(({ accountId }) => accountId),
		{ kind, gathering, occasion }
	);
}
