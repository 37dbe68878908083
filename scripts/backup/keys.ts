// The keys of an instance as a file of their own: kept apart from the database's backups, so that neither opens the other.
import { createHmac } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir } from '../lib/paths.ts';
import { Plain } from '../lib/say.ts';
import { readBackup, writeBackup } from './files.ts';
import { headOf, linesOf } from './load.ts';

interface Keys {
	format: 'evenround keys';
	/** CARD_KEY; without it sealed cards do not open. */
	cardKey: string | null;
	/** The file that signs push messages, as it is; without it devices must be allowed anew. */
	vapid: string | null;
}

const vapidFile = (dir: string) => path.join(dir, 'vapid.json');
const secretsFile = (dir: string) => path.join(dir, 'secrets.json');

/** The card's key that the environment or `dir` holds; null where neither does. Makes none. */
export function cardKeyOf(dir: string): string | null {
	const kept = existsSync(secretsFile(dir)) ? (JSON.parse(readFileSync(secretsFile(dir), 'utf8')) as { cardKey?: string }) : {};
	return process.env.CARD_KEY || kept.cardKey || null;
}

/** Says of a key which one it is, and nothing by which it could be found. */
export const markOf = (cardKey: string): string => createHmac('sha256', cardKey).update('evenround backup').digest('hex').slice(0, 16);

/**
 * Makes sure, before anything is made or changed, that what a backup has sealed will open. Throws Plain where it would not.
 * @param here the card's key that is here; null where there is none
 */
export async function refuseOtherKey(file: string, passphrase: string | null, here: string | null): Promise<void> {
	const lines = linesOf(readBackup(file, passphrase));
	const { key } = await headOf(lines);
	await lines.return(undefined);
	if (key === null || (here !== null && (key === undefined || key === markOf(here)))) return;
	throw new Plain(
		`${here === null ? 'There is no CARD_KEY here yet' : 'The CARD_KEY here is another one than when this backup was made'}: what people sealed would stay sealed. Nothing was changed.\n` +
			'Put the keys back first: npm run restore -- --keys FILE, with an empty DATA_DIR; or set CARD_KEY to the one it had.\n' +
			'Where the key is lost for good: the same command with --without-keys brings back everything else.'
	);
}

/** Writes the keys that `dir` and the environment hold into a sealed file. */
export async function backUpKeys(dir: string, file: string, passphrase: string): Promise<void> {
	const keys: Keys = {
		format: 'evenround keys',
		cardKey: cardKeyOf(dir),
		vapid: existsSync(vapidFile(dir)) ? readFileSync(vapidFile(dir), 'utf8') : null
	};
	async function* parts() {
		yield JSON.stringify(keys);
	}
	await writeBackup(file, parts(), passphrase);
}

/** Puts the keys back into `dir`. Throws Plain where another key is there already. */
export async function restoreKeys(dir: string, file: string, passphrase: string): Promise<void> {
	let text = '';
	for await (const part of readBackup(file, passphrase)) text += part.toString();
	const keys = JSON.parse(text) as Keys;
	if (keys.format !== 'evenround keys') throw new Plain('This file holds no keys of Evenround.');
	makeDataDir(dir);
	const kept = existsSync(secretsFile(dir)) ? (JSON.parse(readFileSync(secretsFile(dir), 'utf8')) as Record<string, string>) : {};
	const other = kept.cardKey && keys.cardKey && kept.cardKey !== keys.cardKey;
	if (other || existsSync(vapidFile(dir)))
		throw new Plain(
			`There are other keys in ${dir} already. Nothing was changed. Keys come back first, into an empty DATA_DIR; then the database.`
		);
	if (keys.cardKey) write(secretsFile(dir), `${JSON.stringify({ ...kept, cardKey: keys.cardKey }, null, '\t')}\n`);
	if (keys.vapid) write(vapidFile(dir), keys.vapid);
}

function write(file: string, text: string): void {
	writeFileSync(`${file}.new`, text, { mode: 0o600 });
	chmodSync(`${file}.new`, 0o600);
	renameSync(`${file}.new`, file);
}
