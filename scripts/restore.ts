// `npm run restore -- FILE`: a backup into an empty database, whole or not at all, once the keys that belong to it are here.
// `-- --keys FILE`: the keys into DATA_DIR. `-- --without-keys FILE`: where the card's key is lost for good.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { restore } from './backup/database.ts';
import { cardKeyOf, refuseOtherKey, restoreKeys } from './backup/keys.ts';
import { withDatabase } from './backup/reach.ts';
import { dataDir, makeDataDir } from './lib/paths.ts';
import { Plain, say, step } from './lib/say.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { keys: { type: 'boolean', default: false }, 'without-keys': { type: 'boolean', default: false } }
});
const [file] = positionals;
if (!file) {
	console.error('Usage: npm run restore -- FILE, or npm run restore -- --keys FILE');
	process.exit(2);
}
const passphrase = process.env.BACKUP_PASSPHRASE || null;
const source = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);

try {
	if (values.keys) {
		await restoreKeys(dataDir(), source, passphrase ?? '');
		say(`The keys are in ${dataDir()}. Where CARD_KEY is set by the environment, set it to the cardKey of its secrets.json.`);
	} else {
		if (!values['without-keys']) await refuseOtherKey(source, passphrase, cardKeyOf(dataDir()));
		makeDataDir(dataDir());
		await withDatabase(async ({ url, ownerUrl, jobUrl }) => {
			const { head, rows } = await step('Restoring', () => restore({ url, ownerUrl, jobUrl, file: source, passphrase }));
			say(`Restored ${rows} rows as they were at ${head.madeAt}. Everybody signs in again.`);
			say('Whoever was erased after that moment is there again: see docs/running.md.');
		});
	}
} catch (error) {
	console.error(error instanceof Plain ? error.message : error);
	process.exitCode = 1;
}
