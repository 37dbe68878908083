// Mailed links that work once: to sign in, and to prove at sign-up that an address is one's own.

import { and, eq, gt, isNull } from 'drizzle-orm';
import { note } from '../audit/index.ts';
import { db, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { mailLinks } from '../db/schema-signing-in.ts';
import { ifAsked } from '../mails/links.ts';
import { byMail } from '../outbox/carriers.ts';
import { giveConsent } from './consent.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';
import { authLimits } from './limits.ts';

/** What a sign-up asked for, to be kept until the address is proved. */
export interface SignUp {
	name: string;
	passwordHash: string | null;
	/** The secret of the browser that typed the password and read the wording. */
	browser: string;
	/** The version of the wording they agreed to. */
	consent: string;
}

/**
 * Mails a link to an address. The same mail goes out whether or not there is an account: nobody learns who has one.
 * @param origin this instance's own address, as people see it
 * @param to the path to come back to; the circles when absent
 * @returns false when the mail could not be handed over
 */
export async function sendLink(email: string, origin: string, signUp: SignUp | null, now = new Date(), to?: string): Promise<boolean> {
	const secret = newSecret();
	await db()
		.insert(mailLinks)
		.values({
			secretHash: hashOf(secret),
			email,
			expiresAt: new Date(now.getTime() + authLimits.linkMs),
			name: signUp?.name,
			passwordHash: signUp?.passwordHash,
			browserHash: signUp && hashOf(signUp.browser),
			consent: signUp?.consent
		});
	const outcome = await byMail({
		to: email,
		subject: 'Your link',
		text: [
			'Hello,',
			'',
			'this link signs you in. It works once, for 15 minutes:',
			'',
			`${origin}/sign-in/link${to ? `?to=${encodeURIComponent(to)}` : ''}#${secret}`,
			'',
			ifAsked(secret),
			'',
			'If you did not ask for it, you need do nothing: without the link nothing happens.',
			''
		].join('\n')
	});
	return outcome === 'handed over';
}

/** What the browser that uses a link can add. */
export interface Given {
	/** For a new account that has none yet. */
	name: string | null;
	/** The secret it got at sign-up. */
	browser: string | null;
	/** Its time zone, for a new account; UTC when it did not say. */
	timeZone?: string | null;
}

export type LinkRefusal = 'link-unknown' | 'link-used' | 'link-over' | 'name-missing' | 'locked';

/**
 * Uses a link. Makes the account when there is none yet; the password typed at sign-up and the consent given there count only
 * if this is the browser it was done in, so that nobody can plant a password in somebody else's account, or agree for them.
 * @returns the account to sign in, or why not. `name-missing` leaves the link unused.
 */
export async function useLink(secret: string, given: Given, now = new Date()): Promise<{ accountId: string } | { refused: LinkRefusal }> {
	const secretHash = hashOf(secret);
	return db().transaction(async (tx) => {
		const [link] = await tx.select().from(mailLinks).where(eq(mailLinks.secretHash, secretHash)).for('update');
		if (!link) return { refused: 'link-unknown' };
		if (link.usedAt) return { refused: 'link-used' };
		if (link.expiresAt <= now) return { refused: 'link-over' };
		const known = await accountOf(link.email, tx);
		if (known?.locked) return { refused: 'locked' };
		const name = link.name ?? given.name;
		if (!known && !name) return { refused: 'name-missing' };
		const accountId = known?.id ?? (await makeAccount({ email: link.email, name: name!, timeZone: given.timeZone ?? 'UTC' }, tx));
		const typedHere = link.browserHash !== null && given.browser !== null && hashOf(given.browser) === link.browserHash;
		if (link.consent && typedHere) await giveConsent({ accountId }, link.consent, now, tx);
		if (link.passwordHash && typedHere) {
			await tx.update(accounts).set({ passwordHash: link.passwordHash }).where(eq(accounts.id, accountId));
			await note('password-set', { actor: accountId, subject: accountId }, tx);
		}
		await tx
			.update(mailLinks)
			.set({ usedAt: now, passwordHash: null })
			.where(and(eq(mailLinks.secretHash, secretHash), isNull(mailLinks.usedAt), gt(mailLinks.expiresAt, now)));
		return { accountId };
	});
}

async function accountOf(email: string, tx: Tx) {
	const [found] = await tx.select({ id: accounts.id, locked: accounts.locked }).from(accounts).where(eq(accounts.email, email));
	return found;
}

async function makeAccount(values: { email: string; name: string; timeZone: string }, tx: Tx): Promise<string> {
	const [made] = await tx.insert(accounts).values(values).returning({ id: accounts.id });
	await note('account-made', { actor: made!.id, subject: made!.id }, tx);
	return made!.id;
}
