// The keys of an instance as a file of their own: kept apart from the database's backups, so that neither opens the other.
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir } from '../lib/paths.ts';
import { Plain } from '../lib/say.ts';
import { readBackup, writeBackup } from './files.ts';

interface Keys {
	format: 'evenround keys';
	/** CARD_KEY; without it sealed cards do not open. */
	cardKey: string | null;
	/** The file that signs push messages, as it is; without it devices must be allowed anew. */
	vapid: string | null;
}

const vapidFile = (dir: string) => path.join(dir, 'vapid.json');
const secretsFile = (dir: string) => path.join(dir, 'secrets.json');

/** Writes the keys that `dir` and the environment hold into a sealed file. */
export async function backUpKeys(dir: string, file: string, passphrase: string): Promise<void> {
	const kept = existsSync(secretsFile(dir)) ? (JSON.parse(readFileSync(secretsFile(dir), 'utf8')) as { cardKey?: string }) : {};
	const keys: Keys = {
		format: 'evenround keys',
		cardKey: process.env.CARD_KEY || kept.cardKey || null,
		vapid: existsSync(vapidFile(dir)) ? readFileSync(vapidFile(dir), 'utf8') : null
	};
	async function* parts() {
		yield JSON.stringify(keys);
	}
	await writeBackup(file, parts(), passphrase);
}

/**
 * Puts the keys back into `dir`. Throws Plain where another key is there already.
 * @returns the card's key where the environment has none: it must be set as CARD_KEY if `dir` is not used by `npm start`
 */
export async function restoreKeys(dir: string, file: string, passphrase: string): Promise<{ cardKey: string | null }> {
	let text = '';
	for await (const part of readBackup(file, passphrase)) text += part.toString();
	const keys = JSON.parse(text) as Keys;
	if (keys.format !== 'evenround keys') throw new Plain('This file holds no keys of Evenround.');
	makeDataDir(dir);
	const kept = existsSync(secretsFile(dir)) ? (JSON.parse(readFileSync(secretsFile(dir), 'utf8')) as Record<string, string>) : {};
	const other = kept.cardKey && keys.cardKey && kept.cardKey !== keys.cardKey;
	if (other || existsSync(vapidFile(dir))) throw new Plain(`There are keys in ${dir} already. Nothing was changed.`);
	if (keys.cardKey) write(secretsFile(dir), `${JSON.stringify({ ...kept, cardKey: keys.cardKey }, null, '\t')}\n`);
	if (keys.vapid) write(vapidFile(dir), keys.vapid);
	return { cardKey: keys.cardKey };
}

function write(file: string, text: string): void {
	writeFileSync(`${file}.new`, text, { mode: 0o600 });
	chmodSync(`${file}.new`, 0o600);
	renameSync(`${file}.new`, file);
}
