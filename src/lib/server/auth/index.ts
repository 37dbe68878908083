// Who is signed in, for a request: reads and writes the login's cookie, fills `locals`.

import type { Cookies } from '@sveltejs/kit';
import { dropCookie, readCookie, writeCookie } from './cookies.ts';
import { authLimits } from './limits.ts';
import { beginLogin, endLogin, readLogin } from './login.ts';
import { hasConsented } from '../rights/consent.ts';
import type { Account } from './words.ts';

export interface Request {
	cookies: Cookies;
	url: URL;
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
	if (login.consentOpen) event.locals.asked = login.account;
	else event.locals.account = login.account;
	event.locals.loginId = login.id;
	event.locals.loginAt = login.startedAt;
}

/** Signs an account in on this browser; a login this browser had before ends, so no old token lives on. */
export async function signIn(event: Request, accountId: string): Promise<void> {
	if (event.locals.loginId) await endLogin(event.locals.loginId);
	writeCookie(event, name, await beginLogin(accountId, new Date(), !(await hasConsented(accountId))), seconds);
}

/** Signs this browser out. */
export async function signOut(event: Request): Promise<void> {
	if (event.locals.loginId) await endLogin(event.locals.loginId);
	dropCookie(event, name);
	event.locals.account = null;
	event.locals.asked = null;
	event.locals.loginId = null;
}
