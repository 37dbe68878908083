// People, circles and gatherings for tests that are about them: each with a name of its own, made through the product's own modules.
import { randomUUID } from 'node:crypto';
import { formats } from '../../src/lib/gathering/formats/index.ts';
import type { Visitor } from '../../src/lib/server/access/index.ts';
import { createCircle } from '../../src/lib/server/circles/circles.ts';
import { db } from '../../src/lib/server/db/index.ts';
import { accounts } from '../../src/lib/server/db/schema-accounts.ts';
import { schedule, type Plan } from '../../src/lib/server/planning/schedule.ts';
import { giveConsent, wording } from '../../src/lib/server/accounts/consent.ts';
import { newSecret, hashOf } from '../../src/lib/server/ground/secrets.ts';
import type { Sitter } from '../../src/lib/server/seats/placing.ts';

export type Person = typeof accounts.$inferSelect;

/** An account of its own, which agreed to what is kept. */
export async function person(more: Partial<typeof accounts.$inferInsert> = {}): Promise<Person> {
	const [made] = await db()
		.insert(accounts)
		.values({ email: `${randomUUID()}@example.org`, name: 'Somebody', ...more })
		.returning();
	await giveConsent({ accountId: made!.id }, wording().version);
	return made!;
}

/** A circle of this host. */
export const circleOf = (host: Person, access: 'open' | 'invitation' = 'invitation'): Promise<string> =>
	createCircle(host.id, host.name, { title: 'A circle', theme: 'A theme', isFor: 'This', isNot: 'That', access, formatId: null });

/** A gathering tomorrow. */
export const planned = (circleId: string, more: Partial<Plan> = {}): Promise<string> =>
	schedule(circleId, {
		format: formats[0]!,
		startsAt: new Date(Date.now() + 86_400_000),
		zone: 'Europe/Berlin',
		minutes: 60,
		seats: 6,
		...more
	});

/** An account about to take a seat. */
export const sitter = ({ id, name }: Person): Sitter => ({ accountId: id, guestHash: null, name, invitationId: null });

/** A guest about to take a seat, by this invitation. */
export const guest = (invitationId: string | null = null): Sitter => ({
	accountId: null,
	guestHash: hashOf(newSecret()),
	name: 'A guest',
	invitationId
});

/** The request of somebody who is signed in. */
export const visitor = (account: Pick<Person, 'id'>): Visitor =>
	({ locals: { account }, url: new URL('http://localhost'), cookies: { getAll: () => [] } }) as unknown as Visitor;
