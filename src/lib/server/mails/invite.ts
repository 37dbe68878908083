// An invitation by mail, to an address that is nobody's account. Address and link wait sealed, and are gone once handed over.

import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { icsOf } from '../calendar/ics.ts';
import { db, type Tx } from '../db/index.ts';
import { gatherings } from '../db/schema-gatherings.ts';
import { mails } from '../db/schema-mails.ts';
import { enqueueMails } from '../outbox/deliveries.ts';
import { homeOrigin, type Mail } from '../ground/smtp.ts';
import type { Facts } from './facts.ts';
import { kinds } from '../ground/mail-kinds.ts';
import { addressOf, ifAsked, sealAddress } from './links.ts';
import { whenLines } from './when.ts';

/**
 * Sends an invitation's secret to an address, with the transaction that makes the invitation.
 * @returns false where the instance has no key to seal the address with while it waits
 */
export async function inviteByMail(tx: Tx, circleId: string, to: string, secret: string): Promise<boolean> {
	const sealed = sealAddress(to, secret);
	if (!sealed) return false;
	const [mail] = await tx
		.insert(mails)
		.values({ kind: 'invited', circleId, occasion: crypto.randomUUID(), data: {}, sealed })
		.returning({ id: mails.id });
	await enqueueMails(tx, [mail!.id]);
	return true;
}

/** The mail that waits sealed; null when the key is another by now. With the circle's next date, where there is one. */
export async function invitationOf({ mail }: Facts, now: Date): Promise<Mail | null> {
	const address = mail.sealed && addressOf(mail.sealed);
	if (!address) return null;
	const [next] = await db()
		.select()
		.from(gatherings)
		.where(and(eq(gatherings.circleId, mail.circleId!), isNull(gatherings.cancelledAt), gt(gatherings.startsAt, now)))
		.orderBy(asc(gatherings.startsAt))
		.limit(1);
	const origin = homeOrigin();
	const lines = [
		'Hello,',
		'',
		'somebody invites you to a circle: people who meet as equals over video, and speak one after the other.',
		'What it is for is on the page behind this link. The link is yours alone; please do not pass it on:',
		'',
		`${origin}/invite#${address.secret}`,
		'',
		ifAsked(address.secret),
		'',
		...(next ? ['The next time is', '', ...whenLines(next.startsAt, next.zone, next.zone), ''] : []),
		'Your address was used for this one mail and is not kept. If you would rather not come, there is nothing you need to do.',
		''
	];
	return {
		id: mail.id,
		to: address.to,
		subject: kinds.invited.subject,
		text: lines.join('\n'),
		...(next && { calendar: { ics: icsOf(next, { origin, now }), method: 'PUBLISH' as const } })
	};
}
