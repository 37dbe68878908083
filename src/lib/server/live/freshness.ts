// Whether a message that may be replayed is new. Webhooks are hints, so what one node remembers is enough.

/** Older or further ahead than this is not taken for news. */
export const freshMs = 60_000;
/** Ids remembered at most; the oldest go first. */
const remembered = 10_000;

const heard = new Map<string, number>();

/**
 * True exactly once for an id whose message was sent within the last minute.
 * @param sentAt and @param now in milliseconds since the epoch
 */
export function isFresh(id: string, sentAt: number, now: number): boolean {
	if (!id || Math.abs(now - sentAt) > freshMs || heard.has(id)) return false;
	heard.set(id, now);
	for (const [old, at] of heard) {
		if (heard.size <= remembered && now - at <= 2 * freshMs) break;
		heard.delete(old);
	}
	return true;
}
