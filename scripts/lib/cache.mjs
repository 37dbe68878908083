// This user's cache folder. Plain JavaScript without packages: it is asked for before any are installed.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Made on demand. Large things that several clones share live here.
 * @param {string[]} parts
 */
export function cacheDir(...parts) {
	const base = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
	const dir = path.join(base, 'evenround', ...parts);
	mkdirSync(dir, { recursive: true });
	return dir;
}
