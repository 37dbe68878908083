// A first `npm start`, as whoever opens the page reads it: what is still coming, and that what waits for it goes on by itself.
import { expect, test } from '@playwright/test';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { npmStart, type Started } from '../support/npm-start.ts';
import { seated } from '../support/seated.ts';

let place: Started;

test.beforeAll(async () => {
	test.setTimeout(300_000);
	place = await npmStart();
	await expect(async () => expect((await fetch(`${place.url}/`)).status).toBe(200)).toPass({ timeout: 120_000 });
	process.env.DATABASE_URL = place.env().DATABASE_URL;
});
test.afterAll(async () => {
	await closeDb();
	await place?.stop();
});

test('the page says what is coming; a rehearsal and a room that wait open by themselves', async ({ browser }) => {
	const page = await (await browser.newContext()).newPage();
	await page.goto(place.url);
	await expect(page.getByTestId('video-coming')).toHaveText(
		/^The video server is being built on this machine\..*Rehearsals and rooms wait for it; everything else works\.$/
	);
	await page.getByRole('link', { name: 'Try it alone' }).click();
	await page.getByLabel('Your name in the circle').fill('Robin');
	await page.getByRole('button', { name: 'Enter the rehearsal' }).click();
	await expect(page.getByTestId('rehearsal-waits')).toHaveText(
		/Your rehearsal begins by itself as soon as it is there; leave this page open\.$/
	);

	const circle = await seated(['facilitator']);
	const room = await (await browser.newContext()).newPage();
	const [name, value] = Object.entries(circle.cookies.get(1)!)[0]!;
	await room.context().addCookies([{ name, value, url: place.url }]);
	await room.goto(`${place.url}/gatherings/${circle.id}/join`);
	await room.getByTestId('sit-down').click();
	await expect(room.getByText(/being built on this machine.*Your seat is kept; sound and picture come by themselves\./)).toBeVisible();

	place.letVideoCome();
	await page.waitForURL(/\/gatherings\/[^/]+\/join$/);
	await expect(room.getByText('Your seat is kept')).toBeHidden();
	await expect(room.getByTestId('seat-1')).toHaveAttribute('data-connection', 'present');
});
