// The list of variables in the source, in .env.example and in the compose file are one list.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { deployEnv } from '../scripts/deploy-env.ts';
import { root } from '../scripts/lib/paths.ts';
import { faults } from '../src/lib/server/env/index.ts';
import { names, variables } from '../src/lib/server/env/variables.ts';
import { composed, variables as lines } from './support/compose.ts';

const env = lines(deployEnv('circles.example.org', '203.0.113.7', 'you@example.org'));
const { app, backup } = composed(env).services;

test('.env.example has every name that somebody may set, and no other', () => {
	const written = [...readFileSync(path.join(root, '.env.example'), 'utf8').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name!);
	expect(new Set(written).size).toBe(written.length);
	expect(written.sort()).toEqual(names.filter((name) => variables[name].for !== 'inner').sort());
});

test('what .env.example shows is what would be taken', () => {
	const shown = Object.fromEntries(
		[...readFileSync(path.join(root, '.env.example'), 'utf8').matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!])
	);
	expect(faults(shown).filter((fault) => !fault.startsWith('Only '))).toEqual([]);
});

test('the compose file passes on every name that an operator may set, and no other', () => {
	expect(Object.keys(app.environment!).sort()).toEqual(names.filter((name) => variables[name].for === undefined).sort());
	expect(
		Object.keys(backup.environment!)
			.filter((name) => !(name in app.environment!))
			.sort()
	).toEqual(names.filter((name) => variables[name].for === 'tools').sort());
});

test('what deploy-env writes is an environment that starts', () => {
	expect(faults(app.environment, true)).toEqual([]);
	expect(faults(backup.environment, true)).toEqual([]);
});
