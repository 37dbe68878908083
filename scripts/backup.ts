// `npm run backup -- FILE`: the database as it is at this moment, into one file. `-- --keys FILE`: this instance's keys, apart
// from it. A folder instead of FILE: a file with the hour in its name goes there. Sealed with BACKUP_PASSPHRASE; the keys never without.
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from './backup/database.ts';
import { backUpKeys, cardKeyOf } from './backup/keys.ts';
import { noteBackup } from '../src/lib/server/doctor/backups.ts';
import { withDatabase } from './backup/reach.ts';
import { dataDir } from './lib/paths.ts';
import { Plain, say, step } from './lib/say.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'boolean', default: false } } });
const [file] = positionals;
if (!file) {
	console.error('Usage: npm run backup -- FILE, or npm run backup -- --keys FILE');
	process.exit(2);
}
const passphrase = process.env.BACKUP_PASSPHRASE || null;
const asked = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
const hour = new Date().toISOString().slice(0, 16).replace(':', '-');
const target = statSync(asked, { throwIfNoEntry: false })?.isDirectory()
	? path.join(asked, `evenround-${values.keys ? 'keys-' : ''}${hour}`)
	: asked;

/** A sealed file may be tried at leisure by whoever finds it. */
const shortest = 12;

try {
	if (passphrase && passphrase.length < shortest)
		throw new Plain(`BACKUP_PASSPHRASE is too easily found: ${shortest} characters at least. Nothing was written.`);
	if (values.keys) {
		if (!passphrase) throw new Plain('Keys are written only into a sealed file: set BACKUP_PASSPHRASE, and keep it where the file is not.');
		await backUpKeys(dataDir(), target, passphrase);
		noteBackup(dataDir(), 'keys');
		say(`The keys are in ${target}. Keep it apart from the backups of the database.`);
	} else {
		await withDatabase(({ ownerUrl }) => step('Writing the backup', () => backUp(ownerUrl, target, passphrase, cardKeyOf(dataDir()))));
		noteBackup(dataDir(), 'database');
		say(`The backup is in ${target}, ${passphrase ? 'sealed with BACKUP_PASSPHRASE' : 'not sealed: it holds names and addresses'}.`);
		say('The keys are not in it: npm run backup -- --keys FILE.');
	}
} catch (error) {
	console.error(error instanceof Plain ? error.message : error);
	process.exitCode = 1;
}
