// The page about help: the person picks where they are, and once seen it opens with no server at all.
import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { fits } from '../support/e2e-layout.ts';
import { rehearsal } from '../../src/lib/gathering/formats/rehearsal.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { person } from '../support/people.ts';
import { freshDatabase, startApp } from '../support/servers.ts';
import { temporaryDir } from '../support/private-servers.ts';

const linkTo = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).getAttribute('href');
/** Resolves when the service worker has kept what it keeps and answers from then on. */
const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

test('the emergency number first, then lines one presses oneself; the choice stays on this device', async ({ app, page }) => {
	const elsewhere: string[] = [];
	page.on('request', (request) => request.url().startsWith(app.url) || elsewhere.push(request.url()));
	await page.goto(`${app.url}/help`);
	await expect(page.getByTestId('emergency')).toContainText('your local emergency number');
	await page.getByTestId('region').selectOption('US');
	expect(await linkTo(page, 'Ring 911')).toBe('tel:911');
	expect(await linkTo(page, /^Ring .*Fireside/)).toBe('tel:+16234737433');
	expect(await linkTo(page, /^Text HOME to 741741, Crisis Text Line/)).toBe('sms:741741?body=HOME');
	await page.reload();
	await expect(page.getByTestId('region')).toHaveValue('US');
	await page.getByTestId('region').selectOption('JP');
	expect(await linkTo(page, 'Ring 119')).toBe('tel:119');
	await expect(page.getByTestId('helplines')).toContainText('We know of no line there');
	expect(elsewhere).toEqual([]);
	expect(await page.context().cookies()).toEqual([]);
});

test('on a phone everything is for a thumb, nothing scrolls sideways, and axe finds nothing by day or night', async ({ app, page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(`${app.url}/help`);
	for (const country of ['US', 'CH', 'DE']) {
		await page.getByTestId('region').selectOption(country);
		await fits(page, `help in ${country}`);
		await accessible(page, `help in ${country}`);
	}
});

test('seen once, it opens when the server is gone, and nothing else does; it is nobody’s page', async ({ app, browser }) => {
	// A second node on the same database, to be killed.
	const own = await startApp({ databaseUrl: process.env.DATABASE_URL!, dataDir: app.dataDir });
	const context = await browser.newContext();
	const page = await context.newPage();
	try {
		const mira = await person({ name: 'Mira' });
		await context.addCookies([{ name: 'login', value: await beginLogin(mira.id), url: own.url }]);
		await page.goto(`${own.url}/help`);
		await expect(page.getByRole('link', { name: 'Mira' })).toBeVisible();
		await page.getByTestId('region').selectOption('GB');
		await kept(page);
		const stored = await page.evaluate(async () => {
			const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
			const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
			return requests.map(({ url }) => new URL(url).pathname).filter((path) => !path.startsWith('/_app/immutable/'));
		});
		expect(stored.sort()).toEqual(['/help', '/help/__data.json']);

		await own.kill('SIGKILL');
		await page.goto(`${own.url}/help`);
		expect(await linkTo(page, 'Ring 999')).toBe('tel:999');
		expect(await linkTo(page, /^Ring .*Samaritans/)).toBe('tel:116123');
		await page.getByTestId('region').selectOption('AU');
		expect(await linkTo(page, /^Ring .*Lifeline/)).toBe('tel:131114');
		await expect(page.getByRole('link', { name: 'Mira' })).toBeHidden();
		for (const other of ['/', '/sign-in', '/circles']) await expect(page.goto(`${own.url}${other}`), other).rejects.toThrow();
	} finally {
		await context.close();
		await own.stop();
	}
});

test('behind the service worker, signing in and a page’s own data work as before', async ({ app, browser }) => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(`${app.url}/help`);
	await kept(page);
	await page.reload();
	expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
	const jonas = await person({ name: 'Jonas' });
	await context.addCookies([{ name: 'login', value: await beginLogin(jonas.id), url: app.url }]);
	await page.goto(`${app.url}/`);
	await page.getByRole('link', { name: 'Help, now and here' }).click();
	await expect(page.getByRole('heading', { name: 'Help, now and here' })).toBeVisible();
	await page.getByRole('link', { name: 'Jonas' }).click();
	await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
	await context.close();
});

test('after a gathering, whoever sat in it finds help on its page', async ({ app, seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const mira = await seating.invite(plan, 1);
	const jonas = await seating.invite(plan, 2);
	await mira.sitsDown(plan.id, { writes: true });
	await mira.does('begin');
	await expect(mira.the('act-next-phase')).toBeVisible();
	const holds = { kind: 'seat', seat: 1 } as const;
	for (const { id } of rehearsal.phases.slice(0, -1)) await send(plan.id, holds, { type: 'NEXT_PHASE', phaseId: id });
	const ended = await send(plan.id, holds, { type: 'END', phaseId: rehearsal.phases.at(-1)!.id });
	expect(ended).not.toHaveProperty('refused');
	await expect(mira.the('screen-ended')).toBeVisible();
	await jonas.page.goto(`${app.url}/gatherings/${plan.id}`);
	await jonas.page.getByTestId('region').selectOption('NL');
	expect(await linkTo(jonas.page, 'Ring 113, 113 Zelfmoordpreventie')).toBe('tel:113');
	await accessible(jonas.page, 'a gathering that is over');
});

test('an operator’s file is shown; with a malformed one the instance does not start', async ({ page }) => {
	const file = path.join(temporaryDir(), 'helplines.json');
	const sam = {
		id: 'se-sam',
		country: 'SE',
		name: 'Sam',
		call: ['08-555 01 00'],
		hours: 'weekdays',
		forWhom: ['distress'],
		sources: ['https://example.org/sam'],
		verifiedAt: '2026-11-01'
	};
	writeFileSync(file, JSON.stringify({ lines: [sam] }));
	const databaseUrl = await freshDatabase();
	const own = await startApp({ databaseUrl, env: { HELPLINES_FILE: file } });
	await page.goto(`${own.url}/help`);
	await page.getByTestId('region').selectOption('SE');
	expect(await linkTo(page, /^Ring .*Sam$/)).toBe('tel:085550100');
	await own.stop();
	writeFileSync(file, JSON.stringify({ lines: [{ ...sam, country: 'Sweden' }] }));
	await expect(startApp({ databaseUrl, env: { HELPLINES_FILE: file } })).rejects.toThrow(/lines\.0\.country/);
});
