// The cookies of this instance: their names, their flags, and nothing about what they mean.

import type { Cookies } from '@sveltejs/kit';

/** What is needed of a request to read or write a cookie. */
export interface Jar {
	cookies: Cookies;
	url: URL;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Plain http is excepted on this machine only: there `Secure` and the `__Host-` prefix cannot be had. */
export const plain = (url: URL): boolean => url.protocol === 'http:' && loopback.has(url.hostname);

/** Plain http on any other name: browsers drop our cookies there, and nobody can sign in. */
export const dropped = (url: URL): boolean => url.protocol === 'http:' && !loopback.has(url.hostname);

/** A cookie's full name on this origin. */
export const cookieName = (url: URL, name: string): string => (plain(url) ? name : `__Host-${name}`);

/** Reads one of our cookies; undefined when it is not there. */
export const readCookie = ({ cookies, url }: Jar, name: string): string | undefined => cookies.get(cookieName(url, name));

/** Writes one of our cookies; `seconds` is how long the browser keeps it. */
export function writeCookie({ cookies, url }: Jar, name: string, value: string, seconds: number): void {
	cookies.set(cookieName(url, name), value, {
		path: '/',
		httpOnly: true,
		secure: !plain(url),
		sameSite: 'lax',
		maxAge: seconds
	});
}

/** Takes one of our cookies away. */
export function dropCookie({ cookies, url }: Jar, name: string): void {
	cookies.delete(cookieName(url, name), { path: '/', httpOnly: true, secure: !plain(url), sameSite: 'lax' });
}

/** The name of the cookie that holds a guest's secret for one circle. */
export const guestCookie = (circleId: string): string => `guest-${circleId}`;

/** Every guest secret this browser holds. */
export function guestSecrets({ cookies, url }: Jar): string[] {
	const prefix = cookieName(url, 'guest-');
	return cookies
		.getAll()
		.filter(({ name }) => name.startsWith(prefix))
		.map(({ value }) => value);
}
