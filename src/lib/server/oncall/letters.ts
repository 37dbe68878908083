// Letters: a page becomes one letter for each person and way, and each is sent until it is handed over. A letter is taken
// by one node at a time, for a lease. A node that dies after handing a letter over and before saying so leaves it to be sent
// again: it then carries the same mail id, file name, push topic or webhook id, so that it takes the place of the first.

import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { eachAlone } from '../ground/alone.ts';
import { db, sql, type Tx } from '../db/index.ts';
import { accounts, circles, gatherings, pushDevices, seats } from '../db/schema.ts';
import { pageLetters, pages } from '../db/schema-oncall.ts';
import { logFailure } from '../ground/log.ts';
import { alertTried } from '../metrics/index.ts';
import { handOver, type Taken } from './carriers.ts';
import { onCallIn } from './duty.ts';
import { subjectOfPage } from '../safety/reported.ts';
import { onCallLimits } from './limits.ts';
import { tellReach } from './reach.ts';
import { safetyContacts, type Contact } from '../safety/safety.ts';
import { webhookLeaves } from './webhook.ts';

type Page = typeof pages.$inferSelect;

/**
 * Decides who is reached, for each page for which that is open. A page with nobody on call stays open for whoever comes.
 * @returns the pages it looked at: their gatherings are told how far that came, once nothing more urgent is to be done
 */
export async function spread(now = new Date()): Promise<string[]> {
	return db().transaction(async (tx) => {
		const open = await tx
			.select({ page: pages, circle: circles.id, rehearsal: circles.rehearsal, asks: seats.accountId })
			.from(pages)
			.leftJoin(gatherings, eq(gatherings.id, pages.gatheringId))
			.leftJoin(circles, eq(circles.id, gatherings.circleId))
			.leftJoin(seats, and(eq(seats.gatheringId, pages.gatheringId), eq(seats.seat, pages.seat)))
			.where(and(isNull(pages.spreadAt), isNull(pages.endedAt), gt(pages.raisedAt, new Date(now.getTime() - onCallLimits.staleMs))))
			// All of them: a page for which nobody is on call yet must hold up none of those behind it.
			.orderBy(pages.raisedAt)
			.for('update', { of: pages, skipLocked: true });
		const onCall = open.some(({ page }) => page.kind === 'signal') ? await onCallIn(now, tx) : () => [];
		await eachAlone('alert', open, (one) => tx.transaction((own) => spreadOne(own, one, onCall, now)));
		return open.map(({ page }) => page.id);
	});
}

async function spreadOne(tx: Tx, one: Open, onCall: (circle: string) => Contact[], now: Date): Promise<void> {
	const whom = await recipients(tx, one, onCall);
	if (whom === null) return;
	const letters = await lettersTo(tx, one.page, whom);
	await Promise.all([
		letters.length > 0 && tx.insert(pageLetters).values(letters),
		tx.update(pages).set({ spreadAt: now }).where(eq(pages.id, one.page.id))
	]);
}

interface Open {
	page: Page;
	circle: string | null;
	rehearsal: boolean | null;
	/** Who pressed, if they have an account. */
	asks: string | null;
}

/** Whom a page goes to; null while there is nobody. A rehearsal calls nobody. */
async function recipients(tx: Tx, { page, circle, rehearsal, asks }: Open, onCall: (circle: string) => Contact[]): Promise<Contact[] | null> {
	if (page.kind === 'test') {
		return tx.select({ accountId: accounts.id, email: accounts.email }).from(accounts).where(eq(accounts.id, page.accountId!));
	}
	if (circle === null || rehearsal) return [];
	const found =
		page.kind === 'signal'
			? onCall(circle)
			: await safetyContacts(page.gatheringId!, [asks, page.kind === 'report' ? await subjectOfPage(page.id, tx) : null], tx);
	const others = found.filter(({ accountId }) => accountId === null || accountId !== asks);
	return others.length > 0 ? others : null;
}

/** A mail always, a push message to each device a person allowed, and the operator's own carrier to whoever gave a topic. */
export async function lettersTo(tx: Tx, page: Page, whom: Contact[]): Promise<(typeof pageLetters.$inferInsert)[]> {
	const ids = whom.flatMap(({ accountId }) => accountId ?? []);
	if (ids.length === 0) return whom.map(({ accountId, email }) => ({ pageId: page.id, carrier: 'mail' as const, accountId, email }));
	const [devices, topics] = await Promise.all([
		tx.select().from(pushDevices).where(inArray(pushDevices.accountId, ids)),
		webhookLeaves() ? tx.select({ accountId: accounts.id, topic: accounts.alertTopic }).from(accounts).where(inArray(accounts.id, ids)) : []
	]);
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
	alertTried(letter.carrier, typeof outcome === 'string' ? outcome : 'failed');
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
