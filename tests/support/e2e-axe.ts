// Accessibility rules on what a page shows now, in both themes.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violation of WCAG 2.2 AA, by day and by night. `where` names the screen in the failure. */
export async function accessible(page: Page, where: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await settled(page);
		// In the page itself: no page of ours holds a frame, for which a second page would put the findings together.
		const { passes, violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
		expect(passes.length, `${where} was looked at`).toBeGreaterThan(5);
		const told = violations.map(
			({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`
		);
		expect(told, `${where}, ${colorScheme}`).toEqual([]);
	}
}

/** Colours that fade are looked at as they will be, what is new under a finger when it takes presses; what moves for ever as it is. */
async function settled(page: Page): Promise<void> {
	await page.bringToFront();
	await page.waitForFunction(() => !document.querySelector('[aria-disabled="true"] :is(button, summary)'));
	await page.evaluate(async () => {
		const frame = () => new Promise(requestAnimationFrame);
		// A change of colours begins to fade a frame after it was asked for: two frames without anything that fades are the end of it.
		for (let calm = 0; calm < 2;) {
			await frame();
			const fading = document
				.getAnimations()
				.filter((one) => one.playState !== 'finished' && one.effect?.getComputedTiming().endTime !== Infinity);
			for (const one of fading) one.finish();
			calm = fading.length === 0 ? calm + 1 : 0;
		}
	});
}
