// Hands that press twice, and lines that break: in real browsers, with scripts and without, each thing is done once.
import { expect, test } from '../support/e2e.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import type { Page } from '@playwright/test';

async function written(page: Page, base: string, title: string): Promise<void> {
	await page.goto(`${base}/circles/new`);
	await page.getByLabel('Title').fill(title);
	await page.getByLabel('Theme').fill('Looking back');
	await page.getByLabel('What it is for').fill('This');
	await page.getByLabel('What it is not').fill('That');
}
const circles = async (title: string) => (await sql()`select 1 from circles where title = ${title}`).length;
const begin = (page: Page) => page.getByRole('button', { name: 'Begin this circle' });

for (const javaScriptEnabled of [true, false])
	test(`a double click begins one circle, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({ seating }) => {
		const mira = await seating.invite(await plannedFor(['Mira', 'Jonas']), 1, { javaScriptEnabled });
		const title = `Twice ${javaScriptEnabled}`;
		await written(mira.page, mira.base, title);
		await begin(mira.page).dblclick();
		await expect(mira.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
		expect(await circles(title)).toBe(1);
	});

test('the word a page was drawn with is still there when its scripts wake up', async ({ seating }) => {
	const mira = await seating.invite(await plannedFor(['Mira', 'Jonas']), 1);
	const drawn = mira.page.waitForResponse(
		(answer) => answer.url().endsWith('/circles/new') && answer.request().resourceType() === 'document'
	);
	await mira.page.goto(`${mira.base}/circles/new`);
	const [, word] = /name="once" value="(\w+)"/.exec(await (await drawn).text())!;
	await mira.page.waitForLoadState('networkidle');
	await expect(mira.page.locator('input[name="once"]').first()).toHaveValue(word!);
});

test('an answer that is lost is said, keeps what was typed, and the second press makes no second circle', async ({ seating }) => {
	const mira = await seating.invite(await plannedFor(['Mira', 'Jonas']), 1);
	const { page, base } = mira;
	await written(page, base, 'Lost on the way');
	await page.waitForLoadState('networkidle');
	// It arrives and is done, but nothing comes back.
	await page.route(
		'**/circles/new',
		async (route) => {
			await route.fetch({ maxRedirects: 0 });
			await route.abort();
		},
		{ times: 1 }
	);
	await begin(page).click();
	await expect(page.getByRole('alert')).toContainText('safe to press again');
	expect(await circles('Lost on the way')).toBe(1);
	await expect(page.getByLabel('Title')).toHaveValue('Lost on the way');
	await begin(page).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Lost on the way' })).toBeVisible();
	expect(await circles('Lost on the way')).toBe(1);
});
