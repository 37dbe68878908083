// In colours that the system chose, as with Windows' high contrast, shades are gone: what a screen says by them it says by lines too.
import { expect, type Locator, type Page } from '@playwright/test';
import { storyTest } from '../support/e2e-stories.ts';

const test = storyTest('index.html');
test.use({ viewport: { width: 1280, height: 800 } });

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The share of a part of the screen that is not its ground, and how many clearly different colours there are. */
async function seen(page: Page, clip: Box): Promise<{ share: number; colours: number }> {
	const picture = (await page.screenshot({ clip, animations: 'disabled' })).toString('base64');
	return page.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
		const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
		canvas.drawImage(bitmap, 0, 0);
		const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
		const counted = new Map<number, number>();
		for (let at = 0; at < data.length; at += 4) {
			const colour = ((data[at]! >> 6) << 4) | ((data[at + 1]! >> 6) << 2) | (data[at + 2]! >> 6);
			counted.set(colour, (counted.get(colour) ?? 0) + 1);
		}
		const ground = Math.max(...counted.values());
		return { share: 1 - ground / (data.length / 4), colours: counted.size };
	}, picture);
}
const boxOf = async (one: Locator): Promise<Box> => (await one.boundingBox())!;
/** A strip over the middle of an element's left edge: an edge that can be seen stands in it. */
const leftEdge = ({ x, y, height }: Box, reach: number): Box => ({ x: x - reach, y: y + height / 2 - 4, width: reach + 4, height: 8 });

async function open(page: Page, site: string, story: string): Promise<void> {
	await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' });
	await page.goto(`${site}?story=${story}`);
	await expect(page.getByTestId('middle')).toBeVisible();
}

test('where in the evening, the frames of all, one’s own and the holder’s, and the line of time stay visible', async ({
	page,
	site
}, info) => {
	await open(page, site, 'held');
	await page.screenshot({ path: info.outputPath('held.png') });
	const steps = await page.getByRole('list', { name: 'The course of the gathering' }).getByRole('listitem').all();
	for (const step of steps) expect((await seen(page, await boxOf(step))).share, 'a step of the evening').toBeGreaterThan(0.1);
	const now = page.locator('[aria-current="step"]');
	const box = await boxOf(now);
	expect(
		(await seen(page, { x: box.x - 3, y: box.y, width: box.width + 3, height: box.height })).share,
		'the step that is on'
	).toBeGreaterThan(0.02);

	const tiles = await page.locator('[data-testid^="seat-"]:not([data-piece="holder"]) .tile').all();
	expect(tiles.length).toBeGreaterThan(4);
	for (const tile of tiles) expect((await seen(page, leftEdge(await boxOf(tile), 4))).colours, 'the edge of a tile').toBeGreaterThan(1);
	const own = await boxOf(page.getByTestId('seat-3').locator('.tile'));
	const other = await boxOf(page.getByTestId('seat-5').locator('.tile'));
	const thick = async (box: Box) => (await seen(page, { ...leftEdge(box, 6), width: 6 })).share;
	expect(await thick(own), 'one’s own edge').toBeGreaterThan(2 * (await thick(other)));
	expect(
		(await seen(page, leftEdge(await boxOf(page.locator('[data-piece="holder"] .tile')), 12))).share,
		'the ring of the holder'
	).toBeGreaterThan(0.2);

	const time = await boxOf(page.locator('.time'));
	const line = await seen(page, { x: time.x - 4, y: time.y - 4, width: time.width + 8, height: time.height + 8 });
	expect(line.share, 'the line of time').toBeGreaterThan(0.15);
});

test('what is pressed has a sign of its own', async ({ page, site }, info) => {
	await open(page, site, 'lobby');
	await page.screenshot({ path: info.outputPath('lobby.png') });
	for (const name of ['mic', 'camera']) {
		const button = page.getByTestId(name);
		await expect(button).toHaveAttribute('aria-pressed', 'true');
		const pressed = await boxOf(button);
		await button.evaluate((element) => element.setAttribute('aria-pressed', 'false'));
		const loose = await boxOf(button);
		// The sign takes room: not by colour alone.
		expect(pressed.width, name).toBeGreaterThan(loose.width + 8);
	}
});
