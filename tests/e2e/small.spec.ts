// The smallest screens: what keeps a person safe is in sight without scrolling, and in a full circle no name lies over a face.
import { expect, type Page } from '@playwright/test';
import { storyTest } from '../support/e2e-stories.ts';

const test = storyTest('index.html');

async function open(page: Page, site: string, story: string, n: number): Promise<void> {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.goto(`${site}?story=${story}&n=${n}`);
	await expect(page.getByTestId('leave')).toBeVisible();
}

/** Wholly on the screen, with nothing over it, by what is drawn there. */
async function inSight(page: Page, text: string | RegExp): Promise<void> {
	await expect(async () => {
		const seen = await page
			.getByText(text)
			.first()
			.evaluate((element) => {
				const { left, right, top, bottom } = element.getBoundingClientRect();
				return (
					top >= 0 &&
					bottom <= innerHeight &&
					[top + 3, bottom - 3].every((y) => element.contains(document.elementFromPoint((left + right) / 2, y)))
				);
			});
		expect(seen, `“${text}” is in sight`).toBe(true);
	}).toPass({ timeout: 5000, intervals: [100] });
}

test.describe('320 × 640', () => {
	test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
	test('whether one is heard, what becomes of one’s call, and the number', async ({ page, site }) => {
		const words: [story: string, ...texts: (string | RegExp)[]][] = [
			['held', 'Your microphone is closed while Jonas speaks'],
			['mine', 'Everyone hears you now.'],
			['leading', 'Everyone hears you now.'],
			['givenWord', 'Closed. If you open it, everybody hears you.'],
			['forYou', /^The circle pauses for you\..*everybody in the circle hears you\.$/],
			['signalSent', 'Your call is through.'],
			['signal', 'Nobody is with you yet.', 'Ring 112'],
			['nobodyToAsk', /^Your call is through\. Nobody/, 'Ring 112'],
			['companionLost', /^Mira is not here any more\./, 'Ring 112']
		];
		for (const [story, ...texts] of words) {
			await open(page, site, story, 7);
			for (const text of [...texts, 'I need support']) await inSight(page, text);
		}
	});
});

test.describe('twelve people on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
	test('no name lies over a face or another name', async ({ page, site }) => {
		for (const story of ['held', 'mine', 'offered', 'lobby', 'facilitator', 'leading', 'takeover', 'centre']) {
			await open(page, site, story, 12);
			await expect(async () => expect(await page.evaluate(namesOver), story).toEqual([])).toPass({ timeout: 5000, intervals: [100] });
		}
	});
});

/** Runs in the page: each name with what it lies over. */
function namesOver(): string[] {
	const seats = [...document.querySelectorAll('[data-testid^="seat-"]')];
	const parts = seats.flatMap((seat) => [...seat.querySelectorAll<HTMLElement>('.tile, .label')].map((part) => ({ seat, part })));
	return parts
		.filter(({ part }) => part.matches('.label'))
		.flatMap(({ seat, part }) => {
			const name = part.getBoundingClientRect();
			const over = parts.filter((other) => {
				const box = other.part.getBoundingClientRect();
				return (
					other.seat !== seat &&
					Math.min(name.right, box.right) - Math.max(name.left, box.left) > 1 &&
					Math.min(name.bottom, box.bottom) - Math.max(name.top, box.top) > 1
				);
			});
			return over.map((other) => `${part.textContent?.trim()} over ${other.seat.textContent?.trim()}`);
		});
}
