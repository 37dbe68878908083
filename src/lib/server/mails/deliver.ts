// Sends one mail, by the way its reader chose, as it is true now; and writes down that it was handed over.

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { mails } from '../db/schema-mails.ts';
import { sendMail, type Mail } from '../ground/smtp.ts';
import { devicesOf, dropDevice, push } from '../push/index.ts';
import { choiceOf } from './choices.ts';
import { factsOf, type Facts } from './facts.ts';
import { invitationOf } from './invite.ts';
import { letterOf, type Letter } from './letter.ts';
import { mailLimits } from './limits.ts';
import { roleAskedOf } from './role-asked.ts';

/**
 * Delivers the mail of this id. The caller sees to it that nobody else does so at the same time.
 * @returns false when nobody took it, and it is to be tried again
 */
export async function deliver(id: string, now = new Date()): Promise<boolean> {
	const facts = await factsOf(id);
	if (!facts || facts.mail.handedOverAt || facts.mail.droppedAt) return true;
	const tooOld = now.getTime() - facts.mail.writtenAt.getTime() > mailLimits.triedMs;
	const handed = tooOld || (facts.reader?.locked && facts.mail.kind !== toldToLocked) ? 'dropped' : await hand(facts, now);
	if (handed !== 'later') await settle(id, handed === 'dropped' ? { droppedAt: now } : { handedOverAt: now });
	return handed !== 'later';
}

/** The one thing that somebody who was locked out is still told: their seats are given back, and the dates leave their calendar. */
const toldToLocked = 'givenBack';

type Handed = 'over' | 'later' | 'dropped';

async function hand(facts: Facts, now: Date): Promise<Handed> {
	const { kind } = facts.mail;
	if (kind === 'invited') return byMail(await invitationOf(facts, now));
	if (kind === 'roleAsked') return byMail(await roleAskedOf(facts));
	const way = facts.reader && (await choiceOf(facts.reader.id, kind));
	const letter = way === 'none' ? null : letterOf(facts, kind, now);
	if (letter && way === 'push' && (await byPush(facts.reader!.id, letter))) return 'over';
	// Where no device takes it, it comes by mail: nobody misses their own seat because a phone was changed.
	return byMail(letter?.mail ?? null);
}

async function byMail(mail: Mail | null): Promise<Handed> {
	if (!mail) return 'dropped';
	return (await sendMail({ ...mail, attemptMs: mailLimits.attemptMs })) ? 'over' : 'later';
}

/** True when at least one device's push service took it. */
async function byPush(account: string, { path, mail }: Letter): Promise<boolean> {
	// Push services want at most 32 letters, of a small alphabet: an id without its dashes.
	const tag = mail.id!.replaceAll('-', '');
	const message = { title: 'Evenround', body: `${mail.subject}.`, url: path, tag, ttlSeconds: mailLimits.pushTtlSeconds, urgency: 'normal' as const };
	const answers = await Promise.all(
		(await devicesOf(account)).map(async (device) => {
			const answer = await push(device, message);
			if (answer === 'gone') await dropDevice(device.endpoint);
			return answer;
		})
	);
	return answers.includes('sent');
}

/** What it said is forgotten at once; that it was said, some days later. */
async function settle(id: string, how: { handedOverAt: Date } | { droppedAt: Date }): Promise<void> {
	await db()
		.update(mails)
		.set({ ...how, data: {}, sealed: null })
		.where(eq(mails.id, id));
}
