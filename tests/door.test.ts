// What lies at the door of the project: the licence is whole, commands can be run, what a forge runs is what everybody runs.
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../scripts/lib/paths.ts';
import { indexOf } from './support/decisions.ts';
import { files, read } from './support/source.ts';

/** Of the text as the Free Software Foundation gives it out. */
const agpl3 = '0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0';
const manifest = JSON.parse(read('package.json')) as {
	license: string;
	engines: { node: string };
	scripts: Record<string, string>;
	optionalDependencies: Record<string, string>;
};

test('LICENSE is the whole text of the licence that package.json names, to the letter', () => {
	expect(manifest.license).toBe('AGPL-3.0-or-later');
	expect(createHash('sha256').update(read('LICENSE')).digest('hex')).toBe(agpl3);
});

describe('commands', () => {
	const verbs = Object.entries(manifest.scripts).map(([name, line]) => ({ name, words: line.split(' ') }));

	test('each goes through the one door, to a script that is there', () => {
		const missing = verbs.filter(({ words: [node, door, verb] }) => {
			const script = verb === 'dev' ? 'start' : verb;
			return node !== 'node' || door !== 'scripts/entry.mjs' || !existsSync(path.join(root, 'scripts', `${script}.ts`));
		});
		expect(missing).toEqual([]);
	});

	test('a part of the tests that one names is a part that there is', () => {
		const known = [.../^const checks\b[^]*?^\};/m.exec(read('scripts/test.ts'))![0].matchAll(/^\t(\w+): /gm)].map(([, name]) => name);
		const named = verbs.flatMap(({ words: [, , verb, ...parts] }) => (verb === 'test' ? parts : []));
		expect(named.length).toBeGreaterThan(3);
		expect(named.filter((part) => !known.includes(part))).toEqual([]);
	});

	test('each says in its first lines by which command it is run', () => {
		const silent = verbs.filter(({ name, words: [, , verb] }) => {
			const head = read(`scripts/${verb === 'dev' ? 'start' : verb}.ts`)
				.split('\n')
				.slice(0, 3)
				.join('\n');
			return (
				verb !== 'test' && !head.includes(`npm run ${name}`) && !head.includes(`npm ${name}`) && !head.includes(`node scripts/${verb}.ts`)
			);
		});
		expect(silent.map(({ name }) => name)).toEqual([]);
	});
});

test('.nvmrc names the Node that the packages bring', () => {
	const majors = Object.entries(manifest.optionalDependencies).flatMap(([name, version]) =>
		name.startsWith('node-') ? version.split('.')[0] : []
	);
	expect(new Set(majors)).toEqual(new Set([read('.nvmrc').trim()]));
});

describe('what a forge runs', () => {
	interface Step {
		uses?: string;
		run?: string;
		with?: Record<string, unknown>;
	}
	const { jobs } = parse(read('.github/workflows/ci.yml')) as { jobs: Record<string, { 'timeout-minutes': number; steps: Step[] }> };
	const steps = Object.values(jobs).flatMap((job) => job.steps);

	test('is the script that everybody runs, on the oldest Node that is promised, and ends', () => {
		expect(steps.filter(({ run }) => run).map(({ run }) => run)).toEqual(['.ci/run']);
		expect(manifest.engines.node).toBe(`>=${String(steps.find(({ with: given }) => given?.['node-version'])?.with?.['node-version'])}`);
		for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
	});

	test('names what it uses by its content, not by a tag that may move', () => {
		const loose = steps.filter(({ uses }) => uses && !/@[0-9a-f]{40}$/.test(uses));
		expect(loose).toEqual([]);
	});

	test('every place with versions is one that the bot looks at', () => {
		const { updates } = parse(read('.github/dependabot.yml')) as { updates: { 'package-ecosystem': string; directory: string }[] };
		const watched = updates.map((one) => `${one['package-ecosystem']} ${one.directory}`);
		const kinds: [RegExp, string][] = [
			[/^package\.json$/, 'npm'],
			[/Dockerfile$/, 'docker'],
			[/^compose\.yaml$/, 'docker-compose']
		];
		const there = files()
			// Stand-ins begin with nothing that a registry has.
			.filter((file) => !file.startsWith('scripts/deploy-try/'))
			.flatMap((file) =>
				kinds
					.filter(([name]) => name.test(path.posix.basename(file)))
					.map(([, kind]) => `${kind} ${path.posix.resolve('/', path.posix.dirname(file))}`)
			);
		expect([...new Set([...there, 'github-actions /'])].sort()).toEqual(watched.sort());
	});
});

describe('what the documents at the door name', () => {
	const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
	const top = /^(?:src|tests|docs|scripts|deploy|drizzle)\/|^(?!SPEC)[A-Z]+\.md$|^\.[a-z]/;
	const named = (file: string): string[] =>
		[
			...read(file)
				.replaceAll(/^```[^]*?^```/gm, '')
				.matchAll(/`([^`\s]+)`|\]\(([^)#\s]+)/g)
		].map(([, ticked, linked]) => (ticked ?? linked)!);

	test.each(documents)('%s: files and folders that are there', (file) => {
		const paths = named(file).filter((name) => top.test(name) && !name.startsWith('.data'));
		expect(paths.filter((name) => globSync(name.replaceAll(/[[\]]/g, '?'), { cwd: root }).length === 0)).toEqual([]);
	});

	test.each(documents)('%s: commands that are there', (file) => {
		const commands = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
		expect(commands.filter((name) => !(name in manifest.scripts))).toEqual([]);
	});

	test('docs/README.md leads to every page of the documents', () => {
		const pages = files().filter((file) => /^docs\/[^/]+\.md$/.test(file) && file !== 'docs/README.md');
		const links = [...read('docs/README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => path.posix.join('docs', to!));
		expect(pages.filter((page) => !links.includes(page))).toEqual([]);
		expect(links.filter((to) => !existsSync(path.join(root, to)))).toEqual([]);
	});

	test('docs/decisions/README.md is the list of all decisions, by their day', () => {
		const decisions = files().filter((file) => /^docs\/decisions\/\d{4}-.*\.md$/.test(file));
		expect(read('docs/decisions/README.md')).toBe(indexOf(decisions));
	});
});
