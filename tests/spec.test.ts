// The numbered rules of src/lib/gathering/SPEC.md and the tests that quote them: no hole, no rule without a test, no quote of nothing.
import { expect, test } from 'vitest';
import { code, files, read } from './support/source.ts';

const rules = [...read('src/lib/gathering/SPEC.md').matchAll(/^- \*\*([A-Z])(\d+)\*\* /gm)].map(([, letter, n]) => ({
	letter: letter!,
	n: Number(n)
}));
const known = new Set(rules.map(({ letter, n }) => `${letter}${n}`));
const letters = [...new Set(rules.map(({ letter }) => letter))];

/** A quote stands in a test's name, or begins the sentence that a broken fact of the random gatherings is told by. */
const quotes = /\[([A-Z]\d+)\]|'([A-Z]\d+): /g;
const tests = files().filter((file) => /\.(test|spec)\.ts$/.test(file) || file === 'tests/fuzz/invariants.ts');
const quoted = new Set(tests.flatMap((file) => [...code(file).matchAll(quotes)].map(([, named, told]) => named ?? told!)));

test('the numbers of a letter go up by one from 1, in one place', () => {
	expect(rules.length).toBeGreaterThan(100);
	for (const letter of letters) {
		const own = rules.filter((rule) => rule.letter === letter).map(({ n }) => n);
		expect(own, letter).toEqual(own.map((_, i) => i + 1));
		const [first, last] = [rules.findIndex((rule) => rule.letter === letter), rules.findLastIndex((rule) => rule.letter === letter)];
		expect(last - first + 1, `${letter} stands in one place`).toBe(own.length);
	}
});

test('each rule is quoted by a test', () => {
	expect([...known].filter((rule) => !quoted.has(rule))).toEqual([]);
});

test('whatever quotes a rule quotes one that there is', () => {
	const places = files().filter((file) => /^(src|tests|scripts)\/.*\.(ts|svelte)$/.test(file));
	const strays = places.flatMap((file) =>
		[...read(file).matchAll(/\[([A-Z])(\d+)\]/g)]
			.filter(([, letter, n]) => letters.includes(letter!) && !known.has(`${letter}${n}`))
			.map(([all]) => `${file}: ${all}`)
	);
	expect(strays).toEqual([]);
});
