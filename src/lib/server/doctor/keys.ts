// Looks at the keys this place keeps: the one that seals, and those that sign push messages. Shows none of them.

import { createECDH } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { nothingFor, onDisk } from '../ground/disk.ts';
import { broken, look, ok, type Finding } from './finding.ts';

type Env = Record<string, string | undefined>;

/** The key that seals what people leave for a moment of need. */
export function lookAtCardKey({ CARD_KEY: key }: Env): Finding {
	if (!key)
		return look(
			'key for cards',
			'CARD_KEY is not set: nobody can leave anything for a moment of need.',
			'Set CARD_KEY to what `openssl rand -hex 32` prints, once and for good.'
		);
	if (!/^[0-9a-f]{64}$/i.test(key))
		return broken(
			'key for cards',
			'CARD_KEY is not 64 hexadecimal characters.',
			'Put the key back that was there before; a new one opens no older card.'
		);
	return ok('key for cards', 'It is there.');
}

/** @param dir DATA_DIR */
export async function lookAtPushKeys({ VAPID_PUBLIC_KEY: given, VAPID_PRIVATE_KEY: secret }: Env, dir: string): Promise<Finding> {
	if (Boolean(given) !== Boolean(secret))
		return broken('push', 'Only one of VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY is set.', 'Set both, or neither.');
	const file = path.join(dir, 'vapid.json');
	const kept = given ? null : await onDisk(() => readFile(file, 'utf8').catch(nothingFor(null)));
	if (!given && kept === null) return ok('push', 'No device was allowed yet; the keys are made with the first.');
	const pair =
		given && secret ? { publicKey: given, privateKey: secret } : (JSON.parse(kept!) as Record<'publicKey' | 'privateKey', string>);
	if (!belong(pair))
		return broken(
			'push',
			'The two push keys do not belong together.',
			'Put the pair back that was there before, or remove both and let devices be allowed anew.'
		);
	return ok('push', 'The keys belong together.');
}

function belong({ publicKey, privateKey }: Record<'publicKey' | 'privateKey', string>): boolean {
	try {
		const curve = createECDH('prime256v1');
		curve.setPrivateKey(Buffer.from(privateKey, 'base64url'));
		return curve.getPublicKey().equals(Buffer.from(publicKey, 'base64url'));
	} catch {
		return false;
	}
}
