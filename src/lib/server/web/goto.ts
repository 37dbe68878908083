// Where to go after signing in: only ever to a page of this instance.

/** The path a link asks to return to; `/circles` when it is missing or leads elsewhere. */
export function wayBack(to: string | null): string {
	if (!to || !/^\/(?![/\\])[\w\-/.~%]*$/.test(to)) return '/circles';
	return to;
}

/** The sign-in page, from which one comes back to `path`. */
export const signInFor = (path: string): string => `/sign-in?to=${encodeURIComponent(path)}`;

/** The page that asks for consent, from which one goes on to `path`. */
export const consentFor = (path: string): string => `/consent?to=${encodeURIComponent(path)}`;

/** Open to who signed in and is still to be asked: the question itself, what is kept, the source, the way out, and help. */
const before = ['/consent', '/sign-out', '/help', '/privacy', '/source'];

/** Whether a page waits until they agreed. Endpoints take them for nobody in any case. */
export const waitsForConsent = (route: string | null): boolean => route !== null && !route.startsWith('/api') && !before.includes(route);
