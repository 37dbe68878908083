// Every page that there is, by its file.
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { titleOf, titles } from './titles.ts';

const pages = globSync('src/routes/**/+page.svelte').map((file) => file.slice('src/routes'.length, -'/+page.svelte'.length) || '/');

test('every page has a title of its own, and there is none without a page', () => {
	expect(Object.keys(titles).sort()).toEqual(pages.toSorted());
	const all = pages.map((route) => titleOf(route, false));
	expect(new Set(all).size).toBe(all.length);
	expect(all).not.toContain(titleOf(null, true));
	for (const title of all) expect(title).toMatch(/^(.+ · )?Evenround$/);
});

test('none names what people come for', () => {
	for (const title of Object.values(titles))
		expect(title).not.toMatch(/grief|loss|drug|psychedelic|trauma|crisis|suicid|support|safety|incident|distress|peer/i);
});

test('it is set in one place, from what the pages are and never from what stands on them', () => {
	const set = globSync('src/**/*.svelte').filter((file) => readFileSync(file, 'utf8').includes('<title>'));
	expect(set).toEqual(['src/routes/+layout.svelte']);
	expect(readFileSync(set[0]!, 'utf8')).toContain('<title>{titleOf(page.route.id, page.error !== null)}</title>');
});
