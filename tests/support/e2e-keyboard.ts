// A keyboard and nothing else: goes from one control to the next, and sees at each step where the focus is.
import { expect, type Locator, type Page } from '@playwright/test';

const mostSteps = 60;

/** Where the focus is, in words; fails when it is nowhere, out of sight, covered, or not drawn. */
export async function focusSeen(page: Page): Promise<void> {
	// What slides into view has a moment to arrive.
	await expect.poll(() => page.evaluate(focusTrouble), { timeout: 3000, intervals: [0, 50, 100] }).toBe('');
}

/** Runs in the page. */
function focusTrouble(): string {
	const el = document.activeElement;
	if (!el || el === document.body) return 'the focus is nowhere';
	const name = `${el.tagName.toLowerCase()} ${el.getAttribute('data-testid') ?? ''} "${(el.textContent ?? '').trim().slice(0, 40)}"`;
	const box = el.getBoundingClientRect();
	if (box.width < 1 || box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1)
		return `out of sight: ${name}`;
	const drawn = [el, el.parentElement, el.closest('label')].some(
		(one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2
	);
	if (!drawn) return `not drawn: ${name}`;
	const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
	const over = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y);
	const own = over && (el.contains(over) || over.contains(el) || el.closest('label')?.contains(over));
	return own ? '' : `covered by ${over?.tagName.toLowerCase()} ${over?.className}: ${name}`;
}

/** Presses Tab (or Shift+Tab, to go back) until this control has the focus; every stop on the way is seen. */
export async function tabTo(page: Page, to: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	await expect(to).toBeVisible();
	for (let step = 0; step < mostSteps; step++) {
		if (await to.evaluate((el) => el === document.activeElement)) return;
		await page.keyboard.press(key);
		await focusSeen(page);
	}
	throw new Error(`not reached by ${mostSteps} times Tab: ${to}`);
}

/** Goes to a control and presses it. */
export async function tabAndEnter(page: Page, to: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	await tabTo(page, to, key);
	// What has only just come under the finger takes no press yet.
	await expect(to).toBeEnabled();
	await page.keyboard.press('Enter');
}
