// `npm run mutants`: puts each fault of tests/mutants/list.ts into a copy of the code and runs the quick tests on it.
// `npm run mutants -- pause` tries only those with that word. None survives, or the exit code is 1.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mutants, type Mutant } from '../tests/mutants/list.ts';
import { root } from './lib/paths.ts';
import { launch, type Child } from './lib/processes.ts';
import { say } from './lib/say.ts';

/** Whole gatherings as transcripts first; what those let through has to live with random ones. */
const stages: { files: string[]; env: Record<string, string> }[] = [
	{ files: ['tests/scripts', 'src/lib/gathering'], env: {} },
	{ files: ['tests/fuzz/gathering.test.ts'], env: { FUZZ_RUNS: '20' } }
];
const copied = ['src/lib', 'tests/scripts', 'tests/fuzz', 'tests/support', 'package.json', 'vitest.config.ts'];
/** A gathering that never comes to rest is one that a test saw: this many times as long as the sound code takes, and at least so long. */
const patience = 8;
const leastMs = 60_000;
let endlessMs = 600_000;

interface Report {
	numTotalTests: number;
	testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
}

const copy = mkdtempSync(path.join(tmpdir(), 'evenround-mutants-'));
let current: Child | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		interrupted = true;
		void current?.stop();
	});
}
try {
	process.exitCode = await main(process.argv.slice(3).join(' ').toLowerCase());
} finally {
	rmSync(copy, { recursive: true, force: true });
}

async function main(wanted: string): Promise<number> {
	for (const part of copied) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
	const started = performance.now();
	const whole = await seenBy();
	if (whole !== null) {
		say(`The code as it is fails already: ${whole}`);
		return 1;
	}
	endlessMs = Math.max(leastMs, patience * (performance.now() - started));
	const chosen = mutants.filter(({ name, rule, file }) => `${name} ${rule} ${file}`.toLowerCase().includes(wanted));
	const survived: Mutant[] = [];
	for (const mutant of chosen) {
		if (interrupted) return 130;
		const by = await tried(mutant);
		if (by === null) survived.push(mutant);
		say(
			`${by === null ? 'SURVIVED' : 'seen    '} ${mutant.rule.padEnd(4)} ${mutant.name}${by === null ? '' : `\n              by: ${by}`}`
		);
	}
	say(`\n${chosen.length - survived.length} of ${chosen.length} seen by a test, ${survived.length} survived.`);
	return survived.length === 0 && chosen.length > 0 ? 0 : 1;
}

/** Puts the fault into the copy, and takes it out again. Answers which test saw it; null for none. */
async function tried({ name, file, find, replace }: Mutant): Promise<string | null> {
	const at = path.join(copy, 'src/lib/gathering', file);
	const sound = readFileSync(at, 'utf8');
	const parts = sound.split(find);
	if (parts.length !== 2) throw new Error(`"${name}": what it changes stands ${parts.length - 1} times in ${file}, not once.`);
	writeFileSync(at, parts.join(replace));
	try {
		return await seenBy();
	} finally {
		writeFileSync(at, sound);
	}
}

async function seenBy(): Promise<string | null> {
	for (const stage of stages) {
		const by = await firstRed(stage.files, stage.env);
		if (by !== null) return by;
	}
	return null;
}

async function firstRed(files: string[], env: Record<string, string>): Promise<string | null> {
	const report = path.join(copy, 'report.json');
	rmSync(report, { force: true });
	current = launch({
		...{ name: 'vitest', command: process.execPath, cwd: copy, log: path.join(copy, 'log'), stopSignals: ['SIGINT'], graceMs: 2000 },
		args: [
			path.join(copy, 'node_modules/vitest/vitest.mjs'),
			'run',
			'--bail=1',
			'--no-isolate',
			'--no-file-parallelism',
			'--reporter=json',
			`--outputFile.json=${report}`,
			...files
		],
		env: { ...(process.env as Record<string, string>), ...env }
	});
	const child = current;
	const endless = setTimeout(() => void child.stop(), endlessMs);
	const code = await child.exited;
	clearTimeout(endless);
	current = undefined;
	if (code === 0) return null;
	if (interrupted) return 'nothing, it was interrupted';
	return redIn(report) ?? 'a test that did not end';
}

function redIn(report: string): string | null {
	try {
		const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
		const red = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed');
		return red?.fullName ?? testResults.find(({ message }) => message)?.message ?? null;
	} catch {
		return null;
	}
}
