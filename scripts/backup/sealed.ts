// A file that opens only with a passphrase: scrypt makes the key, AES-256-GCM seals. Works on streams, of whatever is inside.
import { createCipheriv, createDecipheriv, randomBytes, scrypt, type DecipherGCM } from 'node:crypto';
import { promisify } from 'node:util';
import { Plain } from '../lib/say.ts';

const magic = Buffer.from('EVENRND1');
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + saltBytes + nonceBytes;
/** About half a second and 128 MB for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };

const keyOf = (passphrase: string, salt: Buffer) =>
	promisify<string, Buffer, number, object, Buffer>(scrypt)(passphrase.normalize('NFKC'), salt, 32, cost);

/** The same for each cause: which it was cannot be told. */
export const doesNotOpen = 'This file does not open: it was sealed with another passphrase, or cut off, or changed. Nothing was restored.';

/** Whether a file that begins with these bytes is sealed. */
export const isSealed = (start: Buffer): boolean => start.subarray(0, magic.length).equals(magic);

/** For a pipeline: what comes out opens only with the passphrase. */
export const sealing = (passphrase: string) =>
	async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		const salt = randomBytes(saltBytes);
		const nonce = randomBytes(nonceBytes);
		const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce, { authTagLength: tagBytes });
		yield Buffer.concat([magic, salt, nonce]);
		for await (const part of source) yield cipher.update(part);
		yield cipher.final();
		yield cipher.getAuthTag();
	};

/**
 * For a pipeline: the way back. What comes out is certain only at the end; it throws Plain there with another passphrase, or
 * when a single bit was changed. Whoever uses it must be able to undo what they did until then.
 */
export const opening = (passphrase: string) =>
	async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		let held = Buffer.alloc(0);
		let decipher: DecipherGCM | undefined;
		for await (const part of source) {
			held = Buffer.concat([held, part]);
			if (!decipher) {
				if (held.length < headBytes) continue;
				const salt = held.subarray(magic.length, magic.length + saltBytes);
				const nonce = held.subarray(magic.length + saltBytes, headBytes);
				decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce, { authTagLength: tagBytes });
				held = held.subarray(headBytes);
			}
			// The last bytes are the tag; which are the last is known at the end.
			const certain = Math.max(0, held.length - tagBytes);
			yield decipher.update(held.subarray(0, certain));
			held = held.subarray(certain);
		}
		try {
			if (!decipher || held.length < tagBytes) throw new Error('cut off');
			decipher.setAuthTag(held);
			yield decipher.final();
		} catch {
			throw new Plain(doesNotOpen);
		}
	};
