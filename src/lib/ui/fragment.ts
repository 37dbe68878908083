// Secrets travel behind the `#` of a link, which no server and no log ever sees. Browser only.

/** Takes the secret out of the address bar, so that it stays in no history and no screen picture; empty without one. */
export function takeFragment(): string {
	const secret = location.hash.slice(1);
	if (secret) history.replaceState(history.state, '', location.pathname + location.search);
	// A tracker on the way may have added something of its own behind it.
	return /^([\w-]{16,64})(?:[?&]|$)/.exec(secret)?.[1] ?? '';
}
