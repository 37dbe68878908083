// When this instance was backed up last: a note in DATA_DIR, for the doctor.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Noted {
	/** ISO 8601. */
	database?: string;
	keys?: string;
}

const fileOf = (dir: string) => path.join(dir, 'backups.json');

/** What was noted so far; nothing where nothing was. */
export function noted(dir: string): Noted {
	return existsSync(fileOf(dir)) ? (JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Noted) : {};
}

/** Notes that it was done now. */
export function note(dir: string, what: keyof Noted, now = new Date()): void {
	writeFileSync(fileOf(dir), `${JSON.stringify({ ...noted(dir), [what]: now.toISOString() })}\n`, { mode: 0o600 });
}
