// [I18] What a seat may do it can press, and what it can press it may do: on the pages that are really drawn, in the moments of
// states.ts and in those that random gatherings reach.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import fc from 'fast-check';
import { build, preview } from 'vite';
import type { View } from '../../src/lib/gathering/viewed.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import { begun, formats, happens, step } from '../fuzz/steps.ts';
import { states } from '../support/states.ts';
import type { Table } from '../support/table.ts';

/** What needs no control, when, and why. */
const without: { command: string; why: string; when: (view: View) => boolean }[] = [
	{ command: 'WISH', why: 'it is asked in one’s own turn, where there is a choice', when: ({ piece, you, phase }) => piece.seat !== you.seat || !['held', 'silent'].includes(piece.state) || (phase?.wishes.length ?? 0) < 2 },
	{ command: 'PAIR_WISH', why: 'it is asked where pairs are still to come', when: (view) => view.pairs !== null || view.you.standing !== 'admitted' || !view.phases.some(({ kind, state }) => kind === 'dyads' && state !== 'done') }
];

/** What may be done though `may` says no, for it means another thing by the same command. */
function beside(view: View): string[] {
	// The call that passes the circle by is a second one, beside one's own: made, or taken back. In pairs no time is added, but a
	// phase to come can be shortened.
	return [view.aside === null ? 'SUPPORT aside' : 'WITHDRAW_SUPPORT', ...(view.facilitation?.shorten ? ['EXTEND'] : [])];
}

declare global {
	interface Window {
		pressAll: (view: View) => Promise<string[]>;
	}
}

interface Moment {
	name: string;
	view: View;
}

const stories = path.resolve(import.meta.dirname, '../stories');
const test = base.extend<object, { site: string }>({
	site: [
		async ({}, use) => {
			const outDir = mkdtempSync(path.join(tmpdir(), 'evenround-controls-'));
			const config = { configFile: path.join(stories, 'vite.config.ts'), logLevel: 'warn' as const };
			await build({ ...config, build: { outDir, emptyOutDir: true, minify: false, rolldownOptions: { input: path.join(stories, 'pressing.html') } } });
			const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
			await use(server.resolvedUrls!.local[0]!);
			await server.close();
			rmSync(outDir, { recursive: true, force: true });
		},
		{ scope: 'worker', timeout: 120_000 }
	]
});

function screens(name: string, t: Table): Moment[] {
	const people = new Map(t.c.seats.map((s) => [s.seat, { name: `Person ${s.seat}`, simulated: false }]));
	return t.c.seats.map(({ seat }) => ({ name: `${name}, seat ${seat}`, view: viewFor(t.state, { gathering: 'g', version: t.version, now: t.now, seat, title: 'Thursday', people }) }));
}

/** Screens that differ in what may be done, or in what kind of screen they are. */
function different(moments: Moment[]): Moment[] {
	const kind = ({ view }: Moment): string =>
		JSON.stringify([view.may, view.lifecycle, view.you.standing, view.hold?.kind, view.cases.length > 0]);
	// Who has not come yet is on another page: the one on which one joins.
	const drawn = moments.filter(({ view }) => view.you.standing !== 'invited');
	return [...new Map(drawn.map((one) => [kind(one), one])).values()];
}

/** What is wrong with a screen, in words. */
async function wrong(page: Page, { name, view }: Moment): Promise<string[]> {
	const pressed = await page.evaluate((one) => window.pressAll(one), view).catch((error: Error) => error);
	if (pressed instanceof Error) return [`the page fails: ${pressed.message.split('\n')[0]} (${name})`];
	const may: string[] = view.may;
	const missing = may.filter((type) => !pressed.includes(type) && !without.some((one) => one.command === type && one.when(view)));
	const also = beside(view);
	const forbidden = pressed.filter((type) => !may.includes(type) && !also.includes(type));
	return [...missing.map((type) => `no control: ${type} (${name})`), ...forbidden.map((type) => `may not: ${type} (${name})`)];
}

async function allWrong(page: Page, site: string, moments: Moment[]): Promise<string[]> {
	await page.goto(`${site}pressing.html`);
	await page.waitForFunction(() => 'pressAll' in window);
	const found: string[] = [];
	for (const moment of moments) found.push(...(await wrong(page, moment)));
	return found;
}

test('in every moment of states.ts', async ({ page, site }) => {
	test.setTimeout(600_000);
	await page.setViewportSize({ width: 1280, height: 800 });
	const moments = Object.entries(states).flatMap(([name, make]) => screens(name, make()));
	expect(await allWrong(page, site, different(moments))).toEqual([]);
});

test('in moments of random gatherings', async ({ page, site }) => {
	test.setTimeout(600_000);
	await page.setViewportSize({ width: 390, height: 844 });
	const walks = fc.sample(fc.tuple(fc.constantFrom(...formats), fc.array(step, { minLength: 120, maxLength: 120, size: 'max' })), { numRuns: 12, seed: 9 });
	const moments = walks.flatMap(([format, steps], n) => {
		const t = begun(format);
		return steps.flatMap((one, i) => {
			happens(t, one);
			return i % 6 === 0 ? screens(`walk ${n}, step ${i}`, t) : [];
		});
	});
	expect(await allWrong(page, site, different(moments).slice(0, 60))).toEqual([]);
});
