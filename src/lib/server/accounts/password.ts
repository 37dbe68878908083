// Passwords: argon2id from Node's own crypto, as PHC strings. Knows no account.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { authLimits } from './limits.ts';

const derive = promisify(argon2);
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

let running = 0;
const waiting: (() => void)[] = [];

/** Lets only a few hashes run at once; the others wait their turn. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= authLimits.hashesAtOnce) await new Promise<void>((go) => waiting.push(go));
	else running++;
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else running--;
	}
}

const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** A PHC string for a password. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await inTurn(() => derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: 32, ...cost }));
	return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(nonce)}$${bare(tag)}`;
}

let nobody: Promise<string> | undefined;

/**
 * Whether a password belongs to a hash. With null (no such account, or one without a password) the same work is
 * done and the answer is no, so that nobody learns from the time who has an account.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
	nobody ??= hashPassword(bare(randomBytes(16)));
	const parts = phc.exec(stored ?? (await nobody));
	if (!parts) throw new Error('a stored password hash is not an argon2id PHC string');
	const [, memory, passes, parallelism, nonce, tag] = parts;
	const wanted = Buffer.from(tag!, 'base64');
	const found = await inTurn(() =>
		derive('argon2id', {
			message: password.normalize('NFKC'),
			nonce: Buffer.from(nonce!, 'base64'),
			memory: Number(memory),
			passes: Number(passes),
			parallelism: Number(parallelism),
			tagLength: wanted.length
		})
	);
	return timingSafeEqual(found, wanted) && stored !== null;
}
