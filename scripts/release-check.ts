// `npm run release:check`: what must hold before a version is given out and no test can hold for ever. It fails when the
// helplines are older than their limit.
import { helplineLimits } from '../src/lib/helplines/limits.ts';
import { shippedLines } from '../src/lib/helplines/index.ts';
import { tooOld } from '../src/lib/helplines/age.ts';

const old = tooOld(shippedLines, Date.now());
const undated = shippedLines.lines.filter((line) => line.undated).length;

console.log(`${shippedLines.lines.length} helplines; ${undated} were compared with copies of public pages that bear no date.`);
for (const { name, days } of old) console.error(`${name}: ${days} days old, and ${helplineLimits.refuseAfterDays} are the most.`);
if (old.length > 0) {
	console.error('Look at the sources of these rows in src/lib/helplines, correct what changed, and set verifiedAt.');
	process.exitCode = 1;
}
