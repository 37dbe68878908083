// Whether a request that acts was sent by a page of ours. Decides, and touches nothing.

/** The video server's calls carry no origin: they are signed. So are the addresses that mail programs post to. Both are checked where they arrive. */
const signed = ['/api/livekit/webhook', '/api/unsubscribe/[token]'];
/** Opening it marks its reader as present: it acts, though it is read. */
const stream = '/api/gatherings/[id]/stream';

/**
 * True when a request may be answered: reads are free, everything else (and the live stream) must come from a page of this origin.
 * @param route the route that will answer, never the text of the path: that can be spelt in many ways. Null where there is none
 * @param own this instance's origin
 */
export function fromOurPage(request: Request, route: string | null, own: string): boolean {
	const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
	if ((reads && route !== stream) || (route !== null && signed.includes(route))) return true;
	// Browsers set this header themselves, a page cannot. Under no-referrer a plain form has `Origin: null`.
	const site = request.headers.get('sec-fetch-site');
	if (site) return site === 'same-origin';
	const origin = request.headers.get('origin');
	return origin ? origin === own : reads;
}
