// Each mutant still has its place in the code: a list that finds nothing proves nothing. `npm run mutants` runs them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './list.ts';

const core = path.resolve(import.meta.dirname, '../../src/lib/gathering');

test('what each mutant changes stands in its file exactly once', () => {
	const lost = mutants.filter(({ file, find }) => readFileSync(path.join(core, file), 'utf8').split(find).length !== 2);
	expect(lost.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
});

test('each has a name of its own and changes something', () => {
	expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
	expect(mutants.filter(({ find, replace }) => find === replace)).toEqual([]);
	expect(mutants.length).toBeGreaterThanOrEqual(25);
});
