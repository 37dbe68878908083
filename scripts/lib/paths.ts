// Where things are in this clone and on this machine; nothing here starts anything.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

export { cacheDir } from './cache.mjs';

/** The top folder of this clone. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** DATA_DIR as an absolute path; `.data` in the clone unless the environment says otherwise. */
export function dataDir(): string {
	return path.resolve(root, process.env.DATA_DIR || '.data');
}

/**
 * Makes DATA_DIR. Root gives others the right to pass through (not to list or read), because the database
 * runs under another account then; everyone else keeps it wholly private.
 */
export function makeDataDir(dir: string): void {
	mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
	mkdirSync(path.join(dir, 'logs'), { recursive: true, mode: 0o700 });
}
