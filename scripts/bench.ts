// `npm run bench`: what Evenround costs beside the least that could do the same, each figure against a floor that is
// measured in the same run. `-- --json FILE` writes them too; names after it measure only those parts. `-- first` measures a
// first start on an empty machine, by itself (`--empty-go`: also without what Go kept); `-- crowd` many gatherings in one process, up to
// 400 or `--gatherings N`.
import './bench/quiet.ts';
import { writeFileSync } from 'node:fs';
import { releaseNative } from '../src/lib/server/simulated/native.ts';
import { beingWith } from './bench/be-with.ts';
import { coldStart } from './bench/cold.ts';
import { driftLimit, loadNow, type Figure } from './bench/figures.ts';
import { crowds } from './bench/crowd.ts';
import { firstStart } from './bench/first.ts';
import { firstLoad } from './bench/first-load.ts';
import { frozen } from './bench/frozen.ts';
import { voices } from './bench/hearing.ts';
import type { Pace } from './bench/interleave.ts';
import { pages } from './bench/page.ts';
import { pairing } from './bench/pairs.ts';
import { logBytes } from './bench/log-bytes.ts';
import { passing, passingFar } from './bench/pass.ts';
import { asksForSupport } from './bench/signal.ts';
import { statsRead } from './bench/stats-read.ts';
import { startServers, type Servers } from './bench/servers.ts';
import { table } from './bench/table.ts';
import { takingOver, takingOverAll } from './bench/takeover.ts';
import { Plain, say, step } from './lib/say.ts';

const latencies = 200;
const minute = 60_000;
/** What drifted is measured again only before this, so that the whole bench ends within twenty minutes. */
const againBeforeMs = 4 * minute;

type Part = (servers: Servers, pace: Pace) => Promise<Record<string, Figure>>;
/** In this order. */
const parts: Record<string, { run: Part; pace: Pace }> = {
	pass: { run: passing, pace: { n: latencies, warmUp: 25, maxMs: 1.75 * minute } },
	far: { run: passingFar, pace: { n: latencies, warmUp: 10, maxMs: 1.25 * minute } },
	takeover: { run: takingOver, pace: { n: latencies, warmUp: 25, maxMs: 1.25 * minute } },
	open: { run: takingOverAll, pace: { n: 60, warmUp: 5, maxMs: 0.5 * minute } },
	signal: { run: asksForSupport, pace: { n: latencies, warmUp: 25, maxMs: 0.75 * minute } },
	frozen: { run: frozen, pace: { n: 5, warmUp: 0, maxMs: minute } },
	page: { run: pages, pace: { n: latencies, warmUp: 10, maxMs: 5.5 * minute } },
	care: { run: beingWith, pace: { n: 60, warmUp: 2, maxMs: 4 * minute } },
	pairs: { run: pairing, pace: { n: 60, warmUp: 2, maxMs: 4 * minute } },
	voice: { run: voices, pace: { n: latencies, warmUp: 10, block: 10, maxMs: 5.5 * minute } },
	bytes: { run: logBytes, pace: { n: 2000, warmUp: 0, maxMs: minute } },
	stats: { run: statsRead, pace: { n: latencies, warmUp: 25, maxMs: minute } },
	cold: { run: coldStart, pace: { n: 15, warmUp: 1, maxMs: 1.25 * minute } },
	js: { run: firstLoad, pace: { n: 1, warmUp: 0, maxMs: minute } }
};

const began = performance.now();
const { file, names, n, first, emptyGo, crowd, gatherings } = read(process.argv.slice(3));
let servers: Servers | undefined;
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(130));

try {
	await end(await main());
} catch (error) {
	console.error(error instanceof Plain ? error.message : error);
	await end(1);
}

async function main(): Promise<number> {
	say(`Load of this machine: ${loadNow().toFixed(2)}. Everything is on loopback; figures of a shared or busy machine are noisy.`);
	const figures: Record<string, Figure> = {};
	// Alone on the machine: before the servers of all others.
	if (first) Object.assign(figures, await step('Measuring a first start', () => firstStart(emptyGo)));
	if (crowd) Object.assign(figures, await step('Measuring a crowd', () => crowds(gatherings)));
	const started = names.length > 0 ? (servers = await step('Starting the servers', startServers)) : undefined;
	let failed = false;
	for (const name of names) {
		if (ending || !started) break;
		try {
			Object.assign(figures, await measured(name, started));
		} catch (error) {
			failed = true;
			console.error(`${name} could not be measured:`, error);
		}
	}
	say(`\n${table(figures)}`);
	if (file) writeFileSync(file, `${JSON.stringify(figures, null, '\t')}\n`);
	return failed ? 1 : 0;
}

/** One part; where its floor drifted it is measured once more, and what then comes is reported as it is. */
async function measured(name: string, servers: Servers): Promise<Record<string, Figure>> {
	const { run, pace } = parts[name]!;
	const once = () => step(`Measuring ${name}`, () => run(servers, n ? { ...pace, n, warmUp: Math.min(n, pace.warmUp) } : pace));
	const first = await once();
	const drifted = Object.values(first).filter(({ floor_drift }) => (floor_drift ?? 0) > driftLimit);
	if (drifted.length === 0) return first;
	const worst = Math.max(...drifted.map(({ floor_drift }) => floor_drift ?? 0));
	const word = `the floor drifted by ${Math.round(worst * 100)} %`;
	if (performance.now() - began > againBeforeMs) {
		for (const figure of drifted) figure.notes.push(`${word}; there was no time to measure again.`);
		return first;
	}
	say(`  ${name}: ${word}; measured again.`);
	const second = await once();
	for (const figure of Object.values(second)) figure.notes.push(`Second run: in the first ${word}.`);
	return second;
}

function read(given: string[]): {
	file: string | undefined;
	names: string[];
	n: number | undefined;
	first: boolean;
	emptyGo: boolean;
	crowd: boolean;
	gatherings: number | undefined;
} {
	const emptyGo = given.includes('--empty-go');
	const first = given.includes('first') || emptyGo;
	const crowd = given.includes('crowd');
	const rest = given.filter((one) => !['first', '--empty-go', 'crowd'].includes(one));
	const take = (flag: string) => {
		const at = rest.indexOf(flag);
		return at < 0 ? undefined : rest.splice(at, 2)[1];
	};
	const [file, n, gatherings] = [take('--json'), take('--n'), take('--gatherings')];
	const unknown = rest.find((name) => !(name in parts));
	if (unknown) {
		console.error(
			`There is no part "${unknown}". There are: first, crowd, ${Object.keys(parts).join(', ')}; and --json FILE, --n SAMPLES, --empty-go, --gatherings N.`
		);
		process.exit(1);
	}
	return {
		file,
		names: rest.length > 0 || first || crowd ? rest : Object.keys(parts),
		first,
		emptyGo,
		crowd,
		gatherings: gatherings ? Number(gatherings) : undefined,
		n: n ? Number(n) : undefined
	};
}

async function end(code: number): Promise<void> {
	if (ending) return;
	ending = true;
	await releaseNative();
	await servers?.stop();
	process.exit(code);
}
