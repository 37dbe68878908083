// Sends one mail, by the way its reader chose, as it is true now; and writes down that it was handed over.

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { mails } from '../db/schema-mails.ts';
import type { Mail } from '../ground/smtp.ts';
import { byMail, toDevice, type Outcome } from '../outbox/carriers.ts';
import { paces } from '../outbox/limits.ts';
import type { Queue } from '../outbox/worker.ts';
import { devicesOf } from '../push/index.ts';
import { choiceOf } from './choices.ts';
import { factsOf, type Facts } from './facts.ts';
import { invitationOf } from './invite.ts';
import { letterOf, type Letter } from './letter.ts';
import { mailLimits } from './limits.ts';
import { roleAskedOf } from './role-asked.ts';

/** The usual queue of the outbox. */
export const usualMails: Queue = { kind: 'mail', name: 'mails', attempt: ({ mail }) => deliver(mail!) };

/** Delivers the mail of this id. The caller sees to it that nobody else does so at the same time. */
export async function deliver(id: string, now = new Date()): Promise<Outcome> {
	const facts = await factsOf(id);
	if (!facts || facts.mail.droppedAt) return 'dropped';
	if (facts.mail.handedOverAt) return 'handed over';
	const tooOld = now.getTime() - facts.mail.writtenAt.getTime() > mailLimits.triedMs;
	const outcome = tooOld || (facts.reader?.locked && facts.mail.kind !== toldToLocked) ? 'dropped' : await hand(facts, now);
	if (outcome === 'dropped') await settle(id, { droppedAt: now });
	if (outcome === 'handed over') await settle(id, { handedOverAt: now });
	return outcome;
}

/** The one thing that somebody who was locked out is still told: their seats are given back, and the dates leave their calendar. */
const toldToLocked = 'givenBack';

async function hand(facts: Facts, now: Date): Promise<Outcome> {
	const { kind } = facts.mail;
	if (kind === 'invited') return toMailbox(await invitationOf(facts, now));
	if (kind === 'roleAsked') return toMailbox(await roleAskedOf(facts));
	const way = facts.reader && (await choiceOf(facts.reader.id, kind));
	const letter = way === 'none' ? null : letterOf(facts, kind, now);
	if (letter && way === 'push' && (await toDevices(facts.reader!.id, letter))) return 'handed over';
	// Where no device takes it, it comes by mail: nobody misses their own seat because a phone was changed.
	return toMailbox(letter?.mail ?? null);
}

const toMailbox = async (mail: Mail | null): Promise<Outcome> => (mail ? byMail({ ...mail, attemptMs: paces.mail.attemptMs }) : 'dropped');

/** True when at least one device's push service took it. */
async function toDevices(account: string, { path, mail }: Letter): Promise<boolean> {
	const message = { body: `${mail.subject}.`, url: path, ttlSeconds: mailLimits.pushTtlSeconds, urgency: 'normal' as const };
	const outcomes = await Promise.all((await devicesOf(account)).map((device) => toDevice(device, mail.id!, message)));
	return outcomes.includes('handed over');
}

/** What it said is forgotten at once; that it was said, some days later. */
async function settle(id: string, how: { handedOverAt: Date } | { droppedAt: Date }): Promise<void> {
	await db()
		.update(mails)
		.set({ ...how, data: {}, sealed: null })
		.where(eq(mails.id, id));
}
