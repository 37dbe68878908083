// The mail to an address that is asked to hold or host a circle, the same whether or not it is anybody's here. It names nothing.

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { roleAsks } from '../db/schema-series.ts';
import { homeOrigin, type Mail } from '../ground/smtp.ts';
import type { Facts } from './facts.ts';
import { kinds } from '../ground/mail-kinds.ts';

/** Null when it was answered or taken back meanwhile. */
export async function roleAskedOf({ mail }: Facts): Promise<Mail | null> {
	const [asked] = mail.data.ask ? await db().select().from(roleAsks).where(eq(roleAsks.id, mail.data.ask)) : [];
	if (!asked || asked.withdrawnAt || asked.refusedAt) return null;
	const lines = [
		'Hello,',
		'',
		'somebody asks whether you would take something on in a circle: people who meet as equals over video, and speak one after the',
		'other. What it is, and who asks, is on this page, for whoever is signed in with this address:',
		'',
		`${homeOrigin()}/asked`,
		'',
		'If you have no account there, you can make one with this address, or leave it at that: nobody is named anywhere before their',
		'own yes, and of a no nobody is told. Whoever asked typed your address; it is kept for this question alone, for 30 days at most.',
		''
	];
	return { id: mail.id, to: asked.email, subject: kinds.roleAsked.subject, text: lines.join('\n') };
}
