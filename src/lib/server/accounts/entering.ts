// What the pages for signing in and up share: checks, limits and the steps in their order.

import { note } from '../audit/index.ts';
import { accountByPassword } from './accounts.ts';
import { dropCookie, readCookie, writeCookie } from '../ground/cookies.ts';
import { asEmail, passwordRefusal, type PasswordRefusal } from './email.ts';
import { signIn, type Request } from './index.ts';
import { authLimits } from './limits.ts';
import { sendLink, useLink, type LinkRefusal } from './links.ts';
import { hashPassword } from './password.ts';
import { knownFor } from './known-browsers.ts';
import { env } from '../env/index.ts';
import { networkFrom } from '../rates/network.ts';
import { forgive, limited, type TooMany } from '../rates/rates.ts';
import { newSecret } from '../ground/secrets.ts';
import { todays } from '../../world/zones.ts';

export type EnterRefusal = 'wrong' | 'email-odd' | 'name-odd' | 'consent-open' | 'mail-failed';
export type Entered = { ok: true } | { refused: EnterRefusal | PasswordRefusal | LinkRefusal | TooMany };
export interface Enterer extends Request {
	getClientAddress(): string;
}

const signUpCookie = 'sign-up';

/** Signs in by address and password. Limits come before the hash, so that guessing costs us nothing. */
export async function byPassword(event: Enterer, given: string, password: string): Promise<Entered> {
	const email = asEmail(given);
	const counted = email ? await countedAs(event, email) : null;
	const tooMany = counted?.known
		? await limited('signInKnown', counted.known)
		: ((await limited('signInFrom', networkFrom(event))) ?? (counted && (await limited('signIn', counted.key))));
	if (tooMany) return { refused: tooMany };
	const accountId = email && password.length <= authLimits.maxPasswordChars * 4 ? await accountByPassword(email, password) : null;
	if (!email || !accountId) return { refused: 'wrong' };
	if (counted?.known) await forgive('signInKnown', counted.known);
	else await forgive('signIn', counted!.key);
	await enter(event, accountId, 'password');
	return { ok: true };
}

/** Mails a link that signs in. */
export async function askForLink(event: Enterer, given: string): Promise<Entered> {
	const email = asEmail(given);
	if (!email) return { refused: 'email-odd' };
	const mail = await mayMail(event, email);
	if (mail !== 'send') return mail === 'sent-lately' ? { ok: true } : { refused: mail };
	return (await sendLink(email, originOf(event), null)) ? { ok: true } : { refused: 'mail-failed' };
}

/**
 * Begins a sign-up: nothing is made before the mailed link proves the address.
 * @param given `password` may be empty; `consent` is the version of the wording they agreed to, null for none
 */
export async function signUp(
	event: Enterer,
	given: { email: string; name: string | null; password: string; consent: string | null }
): Promise<Entered> {
	const email = asEmail(given.email);
	if (!email) return { refused: 'email-odd' };
	if (!given.name) return { refused: 'name-odd' };
	const weak = given.password === '' ? null : passwordRefusal(given.password, email);
	if (weak) return { refused: weak };
	if (given.consent === null) return { refused: 'consent-open' };
	const mail = await mayMail(event, email);
	if (mail !== 'send') return mail === 'sent-lately' ? { ok: true } : { refused: mail };
	const passwordHash = given.password === '' ? null : await hashPassword(given.password);
	const browser = newSecret();
	const sent = await sendLink(email, originOf(event), { name: given.name, passwordHash, browser, consent: given.consent });
	if (!sent) return { refused: 'mail-failed' };
	writeCookie(event, signUpCookie, browser, authLimits.signUpBrowserMs / 1000);
	return { ok: true };
}

/** Uses a mailed link and signs in. Name and zone are for an address that has no account yet. */
export async function byLink(event: Enterer, secret: string, { name, zone }: { name: string | null; zone: string }): Promise<Entered> {
	const tooMany = await limited('useLinkFrom', networkFrom(event));
	if (tooMany) return { refused: tooMany };
	const used = await useLink(secret, { name, browser: readCookie(event, signUpCookie) ?? null, timeZone: todays(zone) });
	if ('refused' in used) return used;
	dropCookie(event, signUpCookie);
	await enter(event, used.accountId, 'link');
	return { ok: true };
}

async function enter(event: Request, accountId: string, by: string): Promise<void> {
	await signIn(event, accountId);
	await note('login', { actor: accountId, subject: accountId, data: { by } });
}

/** How tries for an address are counted: a browser that was signed in to it before by itself, any other together with its network. */
const countedAs = async (event: Enterer, email: string) => ({ known: await knownFor(event, email), key: `${email} ${networkFrom(event)}` });

/**
 * Whether a mail goes out. However many ask, from wherever, a box gets so many; then `sent-lately`: there is one in it, a few
 * minutes old at most, that is as good, and whoever asks reads the same words.
 */
async function mayMail(event: Enterer, email: string): Promise<'send' | 'sent-lately' | TooMany> {
	const { known, key } = await countedAs(event, email);
	if (known) return (await limited('linkKnown', known)) ?? 'send';
	const tooMany = (await limited('linkFrom', networkFrom(event))) ?? (await limited('link', key));
	if (tooMany) return tooMany;
	return (await limited('linkTo', email)) && (await limited('linkToSlow', email)) ? 'sent-lately' : 'send';
}

/** This instance's own address: never taken from what a request says while the operator has named it. */
export const originOf = ({ url }: { url: URL }): string => env.ORIGIN ?? url.origin;
