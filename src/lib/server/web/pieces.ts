// Long answers, handed out piece by piece: between two pieces the thread that keeps circles is theirs. Knows nothing of what is in them.

import { setImmediate } from 'node:timers/promises';

/** So much is put together before it is handed on. In characters. */
const pieceChars = 16_384;

/** A body that is made while it is read, and no further when nobody reads it any more. */
export function inPieces(parts: Iterable<string> | AsyncIterable<string>): ReadableStream<Uint8Array> {
	const from = Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]();
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>({
		async pull(reader) {
			await setImmediate();
			let piece = '';
			while (piece.length < pieceChars) {
				const next = await from.next();
				if (next.done) {
					if (piece) reader.enqueue(encoder.encode(piece));
					return reader.close();
				}
				piece += next.value;
			}
			reader.enqueue(encoder.encode(piece));
		},
		async cancel() {
			await from.return?.();
		}
	});
}
