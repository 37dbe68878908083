// What the doctor says of the place that is tried, held against what it must say: nothing but what a try cannot have.
import { oldestForTurn, older } from '../../src/lib/server/live/livekit-versions.js';
import type { Finding } from '../../src/lib/server/doctor/finding.ts';
import { Plain, say } from '../lib/say.ts';
import type { Place } from './place.ts';

/** What it asks to be looked at, and why that is right here. */
const expected: Record<string, string> = {
	mail: 'no mail server is set',
	'backup of the keys': 'deploy/.env is kept elsewhere',
	privacy: 'nobody wrote the page about privacy'
};
const video = /LiveKit is (\S+):/;

/** Runs it in the image. Throws when it finds anything else, or does not find what it must. */
export async function consult(place: Place): Promise<void> {
	const { code, out } = await place.tries(['exec', '-T', 'app', 'node', 'scripts/doctor.ts', '--json']);
	const findings = JSON.parse(out) as Finding[];
	const old = findings.find(
		({ what, word, says }) => what === 'livekit' && word === 'look' && older(video.exec(says)?.[1] ?? '', oldestForTurn)
	);
	const wanted = [...Object.keys(expected), ...(old ? [old.what] : [])].sort();
	const unwell = findings.filter(({ word }) => word !== 'ok');
	for (const { what, word, says } of findings)
		if (word !== 'ok')
			say(`    ${word}: ${what}: ${says}${expected[what] ? ` (${expected[what]})` : what === old?.what ? ' (the stand-in)' : ''}`);
	if (JSON.stringify(unwell.map(({ what }) => what).sort()) !== JSON.stringify(wanted) || code !== 0)
		throw new Plain(`The doctor ended with ${code} and should have asked to look at ${wanted.join(', ')}, and at nothing else.`);
	say(`    ${findings.length - unwell.length} are well, ${unwell.length} to be looked at as expected`);
}
