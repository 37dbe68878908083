// Candidates for docs/pictures, to be looked at and chosen from by hand: the main screens, by day and by night, wide and narrow, from real rehearsals.
import { test as base, expect, type Page } from '@playwright/test';
import { freshDatabase, startApp, type TestApp } from '../../support/servers.ts';

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

const test = base.extend<object, { app: TestApp }>({
	app: [
		async ({}, use) => {
			const app = await startApp({ databaseUrl: await freshDatabase() });
			await use(app);
			await app.stop();
		},
		{ scope: 'worker', timeout: 180_000 }
	]
});
test.use({ reducedMotion: 'reduce' });

/** Takes `test-results/shots/<name>-<size>-<theme>.png` of what the page shows now. */
async function shoot(page: Page, name: string, size: keyof typeof sizes, colorScheme: 'light' | 'dark') {
	await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
	await page.setViewportSize(sizes[size]);
	await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
	await page.evaluate(() =>
		Promise.allSettled(document.getAnimations().map((one) => (one.effect?.getComputedTiming().endTime === Infinity ? null : one.finished)))
	);
	await page.screenshot({ path: `test-results/shots/${name}-${size}-${colorScheme}.png` });
}

async function enters(page: Page, base: string, as: 'participant' | 'facilitator') {
	await page.goto(`${base}/rehearsal`);
	await page.locator(`input[value="${as}"]`).check();
	await page.getByLabel('Your name in the circle').fill('Robin');
	await page.getByRole('button', { name: 'Enter the rehearsal' }).click();
	await expect(page.getByTestId('level')).toBeVisible();
}

const patient = { timeout: 120_000 };
const all = async (page: Page, name: string) => {
	for (const size of ['wide', 'narrow'] as const) for (const theme of ['light', 'dark'] as const) await shoot(page, name, size, theme);
};

test('as a participant', async ({ app, page }) => {
	await page.setViewportSize(sizes.wide);
	await page.goto(app.url);
	await all(page, 'start');
	await enters(page, app.url, 'participant');
	await all(page, 'door');
	await page.setViewportSize(sizes.wide);
	await page.getByTestId('sit-down').click();
	await expect(page.getByTestId('phase')).toHaveText('Check-in', patient);
	await expect(page.getByTestId('act-receive')).toBeVisible(patient);
	await page.getByTestId('act-pass').click();
	await expect(page.getByTestId('prompt')).toHaveText('Mira leads.', patient);
	await all(page, 'pause');
	await page.setViewportSize(sizes.wide);
	await expect(page.getByTestId('who')).toHaveText('Jonas is speaking', patient);
	await all(page, 'listening');
	await page.setViewportSize(sizes.wide);
	await expect(page.getByTestId('act-receive')).toBeVisible(patient);
	await all(page, 'offered');
	await page.getByTestId('act-receive').click();
	await expect(page.getByTestId('who')).toContainText('You have the piece');
	await all(page, 'holding');
	await page.getByTestId('act-finish').click();
	for (;;) {
		await expect(page.getByTestId('act-receive').or(page.getByRole('heading', { name: 'The circle has closed.' }))).toBeVisible(patient);
		if (!(await page.getByTestId('act-receive').isVisible())) break;
		await page.getByTestId('act-pass').click();
		await expect(page.getByTestId('act-pass')).toBeHidden();
	}
	await all(page, 'after');
});

test('holding the circle', async ({ app, page }) => {
	await page.setViewportSize(sizes.wide);
	await enters(page, app.url, 'facilitator');
	await page.getByTestId('sit-down').click();
	await expect(page.getByTestId('here')).toHaveText('5 here', patient);
	await page.getByTestId('act-begin').click();
	await page.getByTestId('act-next-phase').click();
	await expect(page.getByTestId('act-receive')).toBeVisible(patient);
	await page.getByTestId('act-pass').click();
	await page.getByTestId('act-next-phase').click(patient);
	await expect(page.getByTestId('who')).toHaveText('Jonas is speaking', patient);
	await expect(page.getByTestId('signal-1')).toBeVisible(patient);
	await all(page, 'panel');
});
