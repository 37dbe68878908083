// `npm test`: every check of the product in order, on servers of its own, with the totals from the runners' own reports.
// `npm test -- unit e2e` runs only the named ones: types, lint, unit, integration, e2e.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startPrivateServers } from '../tests/support/private-servers.ts';
import { tooOld } from '../src/lib/helplines/age.ts';
import { shippedLines } from '../src/lib/helplines/index.ts';
import { build } from './lib/build.ts';
import { root } from './lib/paths.ts';
import { launch, type Child } from './lib/processes.ts';
import { Plain, say } from './lib/say.ts';
import { lasted, line, oneCheck, slowest, sum, totalsOf, type Totals } from './lib/totals.ts';

const reports = path.join(root, 'test-results');
const program = {
	kit: 'node_modules/@sveltejs/kit/svelte-kit.js',
	svelteCheck: 'node_modules/svelte-check/bin/svelte-check',
	tsc: 'node_modules/typescript/bin/tsc',
	eslint: 'node_modules/eslint/bin/eslint.js',
	prettier: 'node_modules/prettier/bin/prettier.cjs',
	vitest: 'node_modules/vitest/vitest.mjs',
	playwright: 'node_modules/@playwright/test/cli.js'
};

/** In this order; each gives its totals under a name people know. */
const checks: Record<string, () => Promise<Totals>> = {
	types: async () =>
		sum([
			await check(program.svelteCheck, '--tsconfig', './tsconfig.json', '--output', 'human'),
			await check(program.tsc, '-p', 'scripts', '--noEmit')
		]),
	lint: async () =>
		sum([await check(program.eslint, '.', '--max-warnings=0'), await check(program.prettier, '--check', '--log-level=warn', '.')]),
	unit: () => vitest('unit', 'vitest.config.ts'),
	integration: () => vitest('integration', 'vitest.integration.config.ts'),
	e2e: () => playwright()
};
const onServers = ['integration', 'e2e'];

let current: Child | undefined;
let servers: Promise<() => Promise<void>> | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		interrupted = true;
		void current?.stop();
	});
}

const wanted = process.argv.slice(3);
const unknown = wanted.find((name) => !(name in checks));
if (unknown) {
	console.error(`There is no check "${unknown}". There are: ${Object.keys(checks).join(', ')}.`);
	process.exit(1);
}
process.exit(await main(wanted.length > 0 ? wanted : Object.keys(checks)));

/** Runs the named checks; the answer is the exit code. */
async function main(names: string[]): Promise<number> {
	rmSync(reports, { recursive: true, force: true });
	mkdirSync(reports, { recursive: true });
	const results: [string, Totals, number][] = [];
	try {
		// What has to be fetched or built for the servers comes beside the first checks; a failure is said where they are needed.
		if (names.some((name) => onServers.includes(name))) startOnce().catch(() => undefined);
		if ((await run(program.kit, ['sync'])) !== 0) throw new Plain('svelte-kit sync failed.');
		for (const name of Object.keys(checks).filter((name) => names.includes(name))) {
			if (interrupted) break;
			say(`\n── ${name}`);
			const began = performance.now();
			if (onServers.includes(name)) {
				await startOnce();
				await build(reports);
			}
			results.push([name, await checks[name]!(), performance.now() - began]);
		}
	} catch (error) {
		console.error(error instanceof Plain ? error.message : error);
		results.push(['what was to follow', oneCheck(1), 0]);
	} finally {
		await servers?.then(
			(stop) => stop(),
			() => undefined
		);
	}
	if (interrupted) return 130;
	const totals = sum(results.map(([, totals]) => totals));
	say('');
	for (const [name, totals, ms] of results) say(`${name.padEnd(12)} ${line(totals)} in ${lasted(ms)}`);
	sayWhatTookLongest();
	writeFileSync(path.join(reports, 'totals.json'), JSON.stringify(totals));
	const old = tooOld(shippedLines, Date.now()).length;
	if (old > 0) say(`Not to be given out as it is: ${old} helplines are older than their limit (npm run release:check).`);
	say(line(totals));
	return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
}

function sayWhatTookLongest(): void {
	const slow = [...slowest('vitest', path.join(reports, 'integration.json')), ...slowest('playwright', path.join(reports, 'e2e.json'))];
	if (slow.length > 0) say('\nWhat took longest:');
	for (const { name, ms } of slow) say(`  ${lasted(ms).padStart(12)}  ${path.isAbsolute(name) ? path.relative(root, name) : name}`);
}

function startOnce(): Promise<() => Promise<void>> {
	servers ??= startPrivateServers();
	return servers;
}

async function check(script: string, ...args: string[]): Promise<Totals> {
	return oneCheck(await run(script, args));
}

async function vitest(name: string, config: string): Promise<Totals> {
	const report = path.join(reports, `${name}.json`);
	const code = await run(program.vitest, [
		'run',
		'--config',
		config,
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${report}`
	]);
	return totalsOf('vitest', report, code);
}

async function playwright(): Promise<Totals> {
	const report = path.join(reports, 'e2e.json');
	const code = await run(program.playwright, ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
	return totalsOf('playwright', report, code);
}

/** Runs one program of ours to its end; null when a signal ended it. */
async function run(script: string, args: string[], env: Record<string, string> = {}): Promise<number | null> {
	current = launch({
		name: path.basename(script),
		command: process.execPath,
		args: [path.join(root, script), ...args],
		cwd: root,
		env: { ...process.env, ...env },
		log: 'inherit',
		stopSignals: ['SIGINT'],
		graceMs: 15_000
	});
	const code = await current.exited;
	current = undefined;
	return code;
}
