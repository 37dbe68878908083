// Seals and opens what only a moment of need may open: AES-256-GCM with the instance's key. Knows no database.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { env } from '../env/index.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** The instance's key from CARD_KEY, 64 hexadecimal characters; null when there is none. Throws when it cannot be one. */
export function cardKey(): Buffer | null {
	const text = env.CARD_KEY;
	return text === undefined ? null : Buffer.from(text, 'hex');
}

/**
 * Seals a text, each time with a fresh nonce.
 * @param bound what it belongs to: it opens only together with the same words
 */
export function seal(key: Buffer, bound: string, text: string): string {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(bound));
	const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** The text that was sealed; null with another key, another owner, or when a single bit was changed. */
export function unseal(key: Buffer, bound: string, sealed: string): string | null {
	const bytes = Buffer.from(sealed, 'base64url');
	if (bytes.length < nonceBytes + tagBytes) return null;
	const nonce = bytes.subarray(0, nonceBytes);
	const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
	const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(bound)).setAuthTag(tag);
	try {
		return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
	} catch {
		return null;
	}
}
