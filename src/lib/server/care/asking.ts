// Sends check-ins when they are due. One node takes each for a lease; one that died is followed by another, and the mail
// then carries the same id, so that it takes the place of the first. The mail says nothing of what it is about.

import { sql } from '../db/index.ts';
import { logFailure } from '../log.ts';
import { homeOrigin, sendMail } from '../people/mail.ts';

/** In milliseconds. */
export const askingLimits = { lookMs: 60_000, attemptMs: 10_000, leaseMs: 60_000, retryMs: 10 * 60_000, mostTries: 40, atOnce: 20 } as const;

interface Taken {
	id: string;
	email: string;
}

const plus = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

/** Takes what is due: for the length of a lease nobody else does. */
export async function takeDue(now: Date): Promise<Taken[]> {
	const rows = await sql()<Taken[]>`
		with due as (
			select c.id, a.email from check_ins c join accounts a on a.id = c.account_id
			where c.sent_at is null and c.not_before <= ${now.toISOString()} and c.tries < ${askingLimits.mostTries} and not a.locked
			order by c.not_before limit ${askingLimits.atOnce} for update of c skip locked
		)
		update check_ins c set tries = tries + 1, not_before = ${plus(now, askingLimits.leaseMs)}
		from due where c.id = due.id returning c.id, due.email`;
	return [...rows];
}

/** Sends everything that is due now; what could not be handed over is tried again later. */
export async function ask(now = new Date()): Promise<void> {
	const taken = await takeDue(now);
	await Promise.all(
		taken.map(async ({ id, email }) => {
			const sent = await sendMail({ to: email, subject: 'A question for you', text: textOf(id), id, attemptMs: askingLimits.attemptMs });
			if (sent) await sql()`update check_ins set sent_at = ${now.toISOString()} where id = ${id} and sent_at is null`;
			else await sql()`update check_ins set not_before = ${plus(now, askingLimits.retryMs)} where id = ${id}`;
		})
	);
}

/** Looks now and every minute. Returns how to end it. */
export function openAsking(): () => void {
	const go = () => void ask().catch((error) => logFailure('asking', error));
	go();
	const looking = setInterval(go, askingLimits.lookMs);
	return () => clearInterval(looking);
}

const textOf = (id: string): string =>
	[
		'Hello,',
		'',
		'you wished to be asked how you are. There is a page for it, and what you say there stays with you:',
		'',
		`${homeOrigin()}/check-in/${id}`,
		'',
		'If you would rather not get such mails any more, the same page has a button for that.',
		''
	].join('\n');
