import { expect, it } from 'vitest';
import { eventsOf } from './stream.ts';

async function read(...chunks: string[]) {
	const body = new ReadableStream<Uint8Array>({
		start(to) {
			for (const chunk of chunks) to.enqueue(new TextEncoder().encode(chunk));
			to.close();
		}
	});
	const found = [];
	for await (const event of eventsOf(body)) found.push(event);
	return found;
}

it('reads events wherever the chunks are cut', async () => {
	expect(await read('event: view\nid: 4\nda', 'ta: {"a":1}\n', '\nevent: beat\r\ndata: 17\r\n\r\n')).toEqual([
		{ event: 'view', id: '4', data: '{"a":1}' },
		{ event: 'beat', id: null, data: '17' }
	]);
});

it('joins lines of data, skips comments, and waits for the end of an event', async () => {
	expect(await read(': hello\ndata: one\ndata: two\n\ndata: unfinished\n')).toEqual([{ event: 'message', id: null, data: 'one\ntwo' }]);
});
