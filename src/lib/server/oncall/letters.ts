// Letters: a page becomes one letter for each person and way, and each is sent until it is handed over. A letter is taken
// by one node at a time, for a lease. A node that dies after handing a letter over and before saying so leaves it to be sent
// again: it then carries the same mail id, file name, push topic or webhook id, so that it takes the place of the first.

import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { db, sql, type Tx } from '../db/index.ts';
import { accounts, circles, gatherings, pushDevices } from '../db/schema.ts';
import { pageLetters, pages } from '../db/schema-oncall.ts';
import { logFailure } from '../log.ts';
import { sitterOf } from '../people/seating.ts';
import { handOver, type Taken } from './carriers.ts';
import { onCallNow } from './duty.ts';
import { subjectOfPage } from '../rights/reported.ts';
import { onCallLimits } from './limits.ts';
import { tellReach } from './reach.ts';
import { safetyContacts, type Contact } from './safety.ts';
import { webhookLeaves } from './webhook.ts';

type Page = typeof pages.$inferSelect;

/**
 * Decides who is reached, for each page for which that is open. A page with nobody on call stays open for whoever comes,
 * and the gathering is told so at once.
 */
export async function spread(now = new Date()): Promise<void> {
	const looked = await db().transaction(async (tx) => {
		const open = await tx
			.select()
			.from(pages)
			.where(and(isNull(pages.spreadAt), isNull(pages.endedAt), gt(pages.raisedAt, new Date(now.getTime() - onCallLimits.staleMs))))
			.orderBy(pages.raisedAt)
			.limit(20)
			.for('update', { skipLocked: true });
		for (const page of open) {
			const whom = await recipients(tx, page, now);
			if (whom === null) continue;
			const letters = await lettersTo(tx, page, whom);
			if (letters.length > 0) await tx.insert(pageLetters).values(letters);
			await tx.update(pages).set({ spreadAt: now }).where(eq(pages.id, page.id));
		}
		return open.map(({ id }) => id);
	});
	// Not in that transaction: a gathering's row is locked before its pages, never after.
	await tellReach(looked);
}

/** Whom a page goes to; null while there is nobody. A rehearsal calls nobody. */
async function recipients(tx: Tx, page: Page, now: Date): Promise<Contact[] | null> {
	if (page.kind === 'test') {
		return tx.select({ accountId: accounts.id, email: accounts.email }).from(accounts).where(eq(accounts.id, page.accountId!));
	}
	const [about] = await tx
		.select({ circle: circles.id, rehearsal: circles.rehearsal })
		.from(gatherings)
		.innerJoin(circles, eq(circles.id, gatherings.circleId))
		.where(eq(gatherings.id, page.gatheringId!));
	if (!about || about.rehearsal) return [];
	const asks = (await sitterOf(page.gatheringId!, page.seat!, tx))?.accountId ?? null;
	const found =
		page.kind === 'signal'
			? await onCallNow(about.circle, now, tx)
			: await safetyContacts(page.gatheringId!, [asks, page.kind === 'report' ? await subjectOfPage(page.id, tx) : null], tx);
	const others = found.filter(({ accountId }) => accountId === null || accountId !== asks);
	return others.length > 0 ? others : null;
}

/** A mail always, a push message to each device a person allowed, and the operator's own carrier to whoever gave a topic. */
async function lettersTo(tx: Tx, page: Page, whom: Contact[]): Promise<(typeof pageLetters.$inferInsert)[]> {
	const ids = whom.flatMap(({ accountId }) => accountId ?? []);
	const devices = ids.length > 0 ? await tx.select().from(pushDevices).where(inArray(pushDevices.accountId, ids)) : [];
	const topics = ids.length > 0 && webhookLeaves() ? await tx.select({ accountId: accounts.id, topic: accounts.alertTopic }).from(accounts).where(inArray(accounts.id, ids)) : [];
	return [
		...whom.map(({ accountId, email }) => ({ pageId: page.id, carrier: 'mail' as const, accountId, email })),
		...devices.map(({ accountId, id }) => ({ pageId: page.id, carrier: 'push' as const, accountId, deviceId: id })),
		...topics.flatMap(({ accountId, topic }) => (topic ? [{ pageId: page.id, carrier: 'webhook' as const, accountId, topic }] : []))
	];
}

/** Takes letters that are due: for the length of a lease nobody else does. A test tries every way, also once it was answered. */
export async function take(): Promise<Taken[]> {
	const rows = await sql()<Taken[]>`
		with due as (
			select l.id from page_letters l join pages p on p.id = l.page_id
			where l.sent_at is null and l.not_before <= now() and l.tries < ${onCallLimits.mostTries} and (p.ended_at is null or p.kind = 'test')
			order by l.not_before limit 20 for update of l skip locked
		), taken as (
			update page_letters set tries = tries + 1, not_before = now() + ${onCallLimits.leaseMs} * interval '1 millisecond'
			where id in (select id from due) returning *
		)
		select t.id, t.page_id as page, p.kind, t.carrier, t.tries, t.email, t.topic, d.endpoint, d.p256dh, d.auth
		from taken t join pages p on p.id = t.page_id left join push_devices d on d.id = t.device_id`;
	return [...rows];
}

/** Takes what is due now and begins to send it, each letter for itself. Returns the attempts. */
export async function deliver(): Promise<Promise<void>[]> {
	const taken = await take();
	return taken.map((letter) => send(letter).catch((error) => void logFailure('letter', error)));
}

async function send(letter: Taken): Promise<void> {
	const { id, page } = letter;
	const outcome = await handOver(letter);
	if (outcome === 'gone') return;
	if (outcome !== 'handed over') return later(letter, outcome.failed);
	await db().update(pageLetters).set({ sentAt: new Date() }).where(eq(pageLetters.id, id));
	await tellReach([page]);
}

async function later({ id, tries }: Taken, failure: string): Promise<void> {
	const ms = Math.min(onCallLimits.longestRetryMs, onCallLimits.retryMs * 2 ** (tries - 1));
	await sql()`
		update page_letters set not_before = now() + ${ms} * interval '1 millisecond', failed_at = now(), failure = ${failure} where id = ${id}`;
}
