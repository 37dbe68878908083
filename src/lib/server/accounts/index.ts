// Who is signed in, for a request: reads and writes the login's cookie, fills `locals`.

import type { Cookies } from '@sveltejs/kit';
import { dropCookie, readCookie, writeCookie, type Jar } from '../ground/cookies.ts';
import { authLimits } from './limits.ts';
import { endLogin, replaceLogin } from './ending.ts';
import { rememberBrowser } from './known-browsers.ts';
import { beginLogin, readLogin } from './login.ts';
import { hasConsented } from './consent.ts';
import { hashOf } from '../ground/secrets.ts';
import type { Account } from './types.ts';

export interface Request {
	cookies: Cookies;
	url: URL;
	/** Absent where no route is being answered. */
	route?: { id: string | null };
	params?: Partial<Record<string, string>>;
	locals: { account: Account | null; asked: Account | null; loginId: string | null; loginAt: Date | null };
}

const name = 'login';
const seconds = authLimits.absoluteMs / 1000;

/**
 * Fills `locals` from the cookie; without a good one nobody is signed in, and a stale cookie goes. Who is still to be asked for
 * their consent is `asked`, and for every page but that one not signed in.
 */
export async function recognise(event: Request): Promise<void> {
	event.locals.account = null;
	event.locals.asked = null;
	event.locals.loginId = null;
	event.locals.loginAt = null;
	const token = readCookie(event, name);
	if (!token) return;
	const login = await readLogin(token);
	if (!login) return dropCookie(event, name);
	event.locals.loginId = login.id;
	// Its time is over: at any other door than the circle's somebody has to sign in again, and sits on there meanwhile.
	if (login.onlyIn && !inCircle(event, login.onlyIn)) return;
	if (login.consentOpen) event.locals.asked = login.account;
	else event.locals.account = login.account;
	event.locals.loginAt = login.startedAt;
}

const inCircle = ({ route, params }: Request, gatherings: string[]): boolean =>
	(route?.id === '/gatherings/[id]/circle' || (route?.id ?? '').startsWith('/api/gatherings/[id]/')) &&
	gatherings.includes(params?.id ?? '');

/** The id of the login that this browser says it has, good or not; null for none. */
export function loginHash(jar: Jar): string | null {
	const token = readCookie(jar, name);
	return token ? hashOf(token) : null;
}

/** Signs an account in on this browser; a login this browser had before ends, so no old token lives on. */
export async function signIn(event: Request, accountId: string): Promise<void> {
	const token = await beginLogin(accountId, new Date(), !(await hasConsented(accountId)));
	const loginId = hashOf(token);
	if (event.locals.loginId) await replaceLogin(event.locals.loginId, loginId, accountId);
	writeCookie(event, name, token, seconds);
	await rememberBrowser(event, accountId, loginId);
}

/** Signs this browser out, and forgets what it may be woken for. */
export async function signOut(event: Request): Promise<void> {
	if (event.locals.loginId) await endLogin(event.locals.loginId);
	dropCookie(event, name);
	event.locals.account = null;
	event.locals.asked = null;
	event.locals.loginId = null;
}
