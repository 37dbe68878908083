// Where to go after signing in: only ever to a page of this instance.

/** The path a link asks to return to; `/circles` when it is missing or leads elsewhere. */
export function wayBack(to: string | null): string {
	if (!to || !/^\/(?![/\\])[\w\-/.~%]*$/.test(to)) return '/circles';
	return to;
}

/** The sign-in page, from which one comes back to `path`. */
export const signInFor = (path: string): string => `/sign-in?to=${encodeURIComponent(path)}`;
