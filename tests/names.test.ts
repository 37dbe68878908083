// No exported name means two things in src/lib: whoever searches for one finds it once. What stands twice today is written down, and
// the list may only become shorter.
import { expect, test } from 'vitest';
import { code, files } from './support/source.ts';
import { twice } from './support/twice.ts';

const exported = /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;

/** In how many modules each name is made; handing on what another module made does not count. */
function modulesOf(): Map<string, number> {
	const modules = files().filter((file) => /^src\/lib\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
	const found = new Map<string, number>();
	for (const file of modules)
		for (const name of new Set([...code(file).matchAll(exported)].map(([, name]) => name!))) found.set(name, (found.get(name) ?? 0) + 1);
	return found;
}
const found = modulesOf();

test('a new name is nobody else’s', () => {
	expect(found.size).toBeGreaterThan(1000);
	const more = [...found]
		.filter(([name, modules]) => modules > (twice[name] ?? 1))
		.map(([name, modules]) => `${name}: in ${modules} modules`);
	expect(more).toEqual([]);
});

test('what stands twice no more leaves the list', () => {
	const fewer = Object.entries(twice)
		.filter(([name, modules]) => (found.get(name) ?? 0) < modules)
		.map(([name]) => `${name}: ${found.get(name) ?? 0}`);
	expect(fewer).toEqual([]);
});

test('the list does not grow', () => {
	expect(Object.keys(twice).length).toBeLessThanOrEqual(46);
});
