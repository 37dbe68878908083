// Server-sent events over fetch, for clients that are not browsers. Knows nothing of gatherings.

export interface Sse {
	event: string;
	id: string | null;
	data: string;
}

/** Reads the events of one answer until it ends. Throws when the connection breaks. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Sse> {
	let rest = '';
	const decoder = new TextDecoder();
	for await (const chunk of body) {
		rest += decoder.decode(chunk, { stream: true }).replaceAll('\r', '');
		for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
			yield eventOf(rest.slice(0, end));
			rest = rest.slice(end + 2);
		}
	}
}

function eventOf(block: string): Sse {
	const found: Sse = { event: 'message', id: null, data: '' };
	const data: string[] = [];
	for (const line of block.split('\n')) {
		const colon = line.indexOf(':');
		const field = colon < 0 ? line : line.slice(0, colon);
		const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
		if (field === 'event') found.event = value;
		if (field === 'id') found.id = value;
		if (field === 'data') data.push(value);
	}
	return { ...found, data: data.join('\n') };
}
