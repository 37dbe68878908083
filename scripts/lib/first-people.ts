// Who can sign in to try it: set up once, in a database of our own, and told at every start.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { step } from './say.ts';
import { runScript } from './tools.ts';

/**
 * The lines that scripts/seed.ts kept in `dir`; it runs only where there are none. Throws Plain with its output when it fails.
 * @param env how it reaches the database, whose schema must be there
 * @param fresh the database was made just now: lines kept from one before it are about nobody
 */
export async function firstPeople(dir: string, env: Record<string, string>, fresh: boolean): Promise<string> {
	const kept = path.join(dir, 'first-people.txt');
	if (fresh) rmSync(kept, { force: true });
	if (!existsSync(kept)) await step('Setting up the first people and circles', () => runScript('seed.ts', env));
	return readFileSync(kept, 'utf8').trimEnd();
}
