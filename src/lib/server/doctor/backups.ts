// When this place was backed up last: noted in DATA_DIR by scripts/backup.ts, looked at here.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { nothingFor, onDisk } from '../ground/disk.ts';
import { look, ok, type Finding } from './finding.ts';

export interface Noted {
	/** ISO 8601. */
	database?: string;
	keys?: string;
}

const dayMs = 86_400_000;
/** A daily backup may fail once before somebody is told. */
const oldDays = 2;

const fileOf = (dir: string) => path.join(dir, 'backups.json');

/** What was noted so far; nothing where nothing was. */
const noted = (dir: string): Noted => (existsSync(fileOf(dir)) ? (JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Noted) : {});

/** Notes that it was done now. */
export function noteBackup(dir: string, what: keyof Noted, now = new Date()): void {
	writeFileSync(fileOf(dir), `${JSON.stringify({ ...noted(dir), [what]: now.toISOString() })}\n`, { mode: 0o600 });
}

/** @param dir DATA_DIR */
export async function lookAtBackups(dir: string, now = new Date()): Promise<Finding[]> {
	const text = await onDisk(() => readFile(fileOf(dir), 'utf8').catch(nothingFor('{}')));
	const { database, keys } = JSON.parse(text) as Noted;
	const days = database ? Math.floor((now.getTime() - Date.parse(database)) / dayMs) : null;
	const todo = 'Back up every night: npm run backup -- FILE (docs/running.md).';
	return [
		days === null
			? look('backup', 'No backup was made here yet.', todo)
			: days >= oldDays
				? look('backup', `The newest backup is ${days} days old.`, todo)
				: ok('backup', `The newest backup is from ${database!.slice(0, 16).replace('T', ' ')} UTC.`),
		keys
			? ok('backup of the keys', `Made on ${keys.slice(0, 10)}.`)
			: look(
					'backup of the keys',
					'The keys were not backed up from here.',
					'Write them into a file of their own, npm run backup -- --keys FILE, or keep a copy of deploy/.env elsewhere.'
				)
	];
}
