// `npm run doctor`: looks at everything a place needs, one line each, with what to do. `-- --json` for machines. Ends with 1
// when something is broken. Changes nothing; opens one empty room at LiveKit for a moment.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { closeDb } from '../src/lib/server/db/index.ts';
import { examine } from '../src/lib/server/doctor/index.ts';
import { dataDir, root } from './lib/paths.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
process.env.DATA_DIR = dataDir();
process.chdir(root);
// A private issuer's certificate, as Node itself is told of it.
const ca = process.env.NODE_EXTRA_CA_CERTS ? readFileSync(process.env.NODE_EXTRA_CA_CERTS, 'utf8') : undefined;

const findings = await examine(process.env, ca);
await closeDb();
if (values.json) console.log(JSON.stringify(findings, null, '\t'));
else {
	const words = { ok: 'ok', look: 'look at this', broken: 'broken' };
	const widest = Math.max(...findings.map(({ what }) => what.length));
	for (const { what, word, says, todo } of findings) {
		console.log(`${words[word].padEnd(12)}  ${what.padEnd(widest)}  ${says}`);
		if (todo) console.log(`${' '.repeat(16 + widest)}→ ${todo}`);
	}
}
process.exitCode = findings.some(({ word }) => word === 'broken') ? 1 : 0;
