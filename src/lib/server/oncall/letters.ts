// Fan-out: an alert becomes one delivery for each person and way. Those are taken by this node in the statement that writes them, so
// that nothing lies between deciding who is reached and sending.

import { logFailure } from '../ground/log.ts';
import { db, sql, type Client } from '../db/index.ts';
import type { PageKind } from '../db/schema-oncall.ts';
import { takenColumns, type Taken } from '../outbox/deliveries.ts';
import { paces } from '../outbox/limits.ts';
import { webhookLeaves } from '../outbox/webhook.ts';
import { onCallIn } from './duty.ts';
import { subjectOfPage } from '../safety/reported.ts';
import { onCallLimits } from './limits.ts';
import { safetyContacts, type Contact } from '../safety/safety.ts';

/** The delivery of an alert, as it was taken. */
export type TakenAlert = Taken & {
	/** What kind of alert it is. */
	about: PageKind;
};

/** An alert that is to go to somebody. */
interface Decided {
	page: string;
	whom: Contact[];
}

/**
 * Decides who is reached, for each page for which that is open, and takes what goes to them. A page with nobody on call stays open
 * for whoever comes.
 * @returns the pages it looked at: their gatherings are told how far that came, once nothing more urgent is to be done
 */
export async function fanOut(now = new Date()): Promise<{ looked: string[]; taken: TakenAlert[] }> {
	const open = await openPages(now);
	if (open.length === 0) return { looked: [], taken: [] };
	const onCall = open.some(({ kind }) => kind === 'signal') ? await onCallIn(now) : () => [];
	const decided: Decided[] = [];
	for (const one of open) {
		const whom = await recipients(one, onCall).catch((error: unknown) => (logFailure('alert', error), null));
		if (whom) decided.push({ page: one.id, whom });
	}
	return { looked: open.map(({ id }) => id), taken: decided.length > 0 ? await together(decided, now) : [] };
}

/** A page for which it is not decided yet who is reached. */
interface Open {
	id: string;
	kind: PageKind;
	gathering: string | null;
	circle: string | null;
	rehearsal: boolean | null;
	/** Who pressed, if they have an account. */
	asks: string | null;
	/** Whose test it is. */
	tests: string | null;
	email: string | null;
}

/** All of them: a page for which nobody is on call yet must hold up none of those behind it. */
const openPages = (now: Date) => sql()<Open[]>`
	select p.id, p.kind, p.gathering_id as gathering, g.circle_id as circle, c.rehearsal, s.account_id as asks, a.id as tests, a.email
	from pages p left join gatherings g on g.id = p.gathering_id left join circles c on c.id = g.circle_id
		left join seats s on s.gathering_id = p.gathering_id and s.seat = p.seat left join accounts a on a.id = p.account_id
	where p.spread_at is null and p.ended_at is null and p.raised_at > ${new Date(now.getTime() - onCallLimits.staleMs).toISOString()}
	order by p.raised_at`;

/** Whom a page goes to; null while there is nobody. A rehearsal calls nobody. */
async function recipients(
	{ id, kind, gathering, circle, rehearsal, asks, tests, email }: Open,
	onCall: (circle: string) => Contact[]
): Promise<Contact[] | null> {
	if (kind === 'test') return tests && email ? [{ accountId: tests, email }] : [];
	if (circle === null || rehearsal) return [];
	const found =
		kind === 'signal' ? onCall(circle) : await safetyContacts(gathering!, [asks, kind === 'report' ? await subjectOfPage(id, db()) : null]);
	const others = found.filter(({ accountId }) => accountId === null || accountId !== asks);
	return others.length > 0 ? others : null;
}

/** All in one statement; where one of them cannot be written, each by itself: it holds up none of the others. */
async function together(decided: Decided[], now: Date): Promise<TakenAlert[]> {
	try {
		return await decide(decided, now);
	} catch (error) {
		if (decided.length > 1) return (await Promise.all(decided.map((one) => together([one], now)))).flat();
		logFailure('alert', error);
		return [];
	}
}

/** What another node has decided meanwhile, or what was answered, is left out. */
const decide = (decided: Decided[], now: Date): Promise<TakenAlert[]> =>
	writeTaken(
		sql(),
		sql()`
			update pages p set spread_at = ${now.toISOString()}
			from (select id from pages where id = any(${decided.map(({ page }) => page)}::uuid[]) and spread_at is null and ended_at is null
				order by id for no key update skip locked) o
			where p.id = o.id returning p.id, p.kind`,
		decided
	);

/**
 * Writes the deliveries of alerts, and takes them: a mail always, a push message to each device a person allowed, and the operator's
 * own carrier to whoever gave a topic.
 * @param written what gives id and kind of those pages for which they are to be written
 */
export async function writeTaken(q: Client, written: ReturnType<Client>, decided: Decided[]): Promise<TakenAlert[]> {
	const each = decided.flatMap(({ page, whom }) => whom.map((one) => ({ page, ...one })));
	const rows = await q<TakenAlert[]>`
		with raised as (${written}), whom as (
			select * from unnest(${each.map(({ page }) => page)}::uuid[], ${each.map(({ accountId }) => accountId)}::uuid[], ${each.map(({ email }) => email)}::text[])
				as u(page, account, email)
		), ways as (
			select page, 'mail' as carrier, account, email, null::uuid as device, null as topic from whom
			union all select page, 'push', account, null, d.id, null from whom join push_devices d on d.account_id = account
			union all select page, 'webhook', account, null, null, a.alert_topic from whom join accounts a on a.id = account
				where ${webhookLeaves()} and a.alert_topic <> ''
		), taken as (
			insert into deliveries (kind, page_id, carrier, account_id, email, device_id, topic, tries, not_before)
			select 'alert', page, carrier, account, ways.email, device, topic, 1, now() + ${paces.alert.leaseMs} * interval '1 millisecond'
			from ways join raised on raised.id = page returning *
		)
		select ${takenColumns(q)}, raised.kind as about from taken t join raised on raised.id = t.page_id left join push_devices d on d.id = t.device_id`;
	return [...rows];
}
