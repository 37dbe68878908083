// Whether a request that acts was sent by a page of ours. Decides, and touches nothing.

/** The video server's calls carry no origin: they are signed. So are the addresses that mail programs post to. Both are checked where they arrive. */
const signed = (path: string): boolean => path === '/api/livekit/webhook' || path.startsWith('/api/unsubscribe/');

/**
 * True when a request may be answered: reads are free, everything else (and the live stream, which marks its
 * reader as present) must come from a page of this origin.
 * @param own this instance's origin
 */
export function fromOurPage(request: Request, path: string, own: string): boolean {
	const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
	const stream = path.endsWith('/stream');
	if ((reads && !stream) || signed(path)) return true;
	// Browsers set this header themselves, a page cannot. Under no-referrer a plain form has `Origin: null`.
	const site = request.headers.get('sec-fetch-site');
	if (site) return site === 'same-origin';
	const origin = request.headers.get('origin');
	return origin ? origin === own : reads;
}
