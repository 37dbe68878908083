// Who is signed in, for a request: reads and writes the login's cookie, fills `locals`.

import type { Cookies } from '@sveltejs/kit';
import { dropCookie, readCookie, writeCookie } from './cookies.ts';
import { authLimits } from './limits.ts';
import { beginLogin, endLogin, readLogin } from './login.ts';
import type { Account } from './words.ts';

export interface Request {
	cookies: Cookies;
	url: URL;
	locals: { account: Account | null; loginId: string | null };
}

const name = 'login';
const seconds = authLimits.absoluteMs / 1000;

/** Fills `locals` from the cookie; without a good one nobody is signed in, and a stale cookie goes. */
export async function recognise(event: Request): Promise<void> {
	event.locals.account = null;
	event.locals.loginId = null;
	const token = readCookie(event, name);
	if (!token) return;
	const login = await readLogin(token);
	if (!login) return dropCookie(event, name);
	event.locals.account = login.account;
	event.locals.loginId = login.id;
}

/** Signs an account in on this browser; a login this browser had before ends, so no old token lives on. */
export async function signIn(event: Request, accountId: string): Promise<void> {
	if (event.locals.loginId) await endLogin(event.locals.loginId);
	writeCookie(event, name, await beginLogin(accountId), seconds);
}

/** Signs this browser out. */
export async function signOut(event: Request): Promise<void> {
	if (event.locals.loginId) await endLogin(event.locals.loginId);
	dropCookie(event, name);
	event.locals.account = null;
	event.locals.loginId = null;
}
