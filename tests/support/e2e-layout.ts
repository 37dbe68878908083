// What a small screen must keep: nothing sideways, nothing too small for a thumb, nothing over something else.
import { expect, type Page } from '@playwright/test';

const thumbPx = 44;

/** Looks at everything one can press, at the faces, and at the words of the middle. `where` names the screen in the failure. */
export async function fits(page: Page, where: string): Promise<void> {
	await expect(async () => {
		expect(await page.evaluate(troubles, thumbPx), where).toEqual([]);
	}).toPass({ timeout: 5000, intervals: [250] });
}

/** Runs in the page. A link inside a sentence is as tall as its line; everything else is for a thumb. */
function troubles(thumb: number): string[] {
	const found: string[] = [];
	const root = document.documentElement;
	if (root.scrollWidth > innerWidth) found.push(`scrolls sideways: ${root.scrollWidth} of ${innerWidth}`);
	const nameOf = (el: Element) =>
		`${el.tagName.toLowerCase()} "${(el.getAttribute('aria-label') ?? el.textContent ?? '').trim().slice(0, 30)}"`;
	const dialog = document.querySelector('dialog[open]');
	const shown = (el: Element) => {
		const box = el.getBoundingClientRect();
		return (
			box.width > 1 &&
			box.height > 1 &&
			el.checkVisibility({ visibilityProperty: true }) &&
			!el.closest('.unseen, [inert]') &&
			(!dialog || dialog.contains(el))
		);
	};
	const pressable = [...document.querySelectorAll('button, a, summary, select, textarea, input:not([type="hidden"])')].filter(
		(el) => shown(el) && !(el.tagName === 'A' && el.closest('p, li')) && !el.matches('.unseen, .skip')
	);
	const target = (el: Element) => (el.closest('label') ?? el).getBoundingClientRect();
	for (const el of pressable) {
		const { width, height } = target(el);
		if (width < thumb - 0.5 || height < thumb - 0.5) found.push(`too small, ${Math.round(width)} × ${Math.round(height)}: ${nameOf(el)}`);
	}
	/** Where it is drawn: what has been scrolled away lies over nothing. */
	const inSight = (el: Element) => {
		const { left, right, top, bottom } = el.getBoundingClientRect();
		const seen = { left, right, top, bottom };
		const frame = el.closest('.own .more')?.getBoundingClientRect();
		return frame ? { ...seen, top: Math.max(top, frame.top), bottom: Math.min(bottom, frame.bottom) } : seen;
	};
	const parts = [
		...pressable,
		...[
			...document.querySelectorAll('[data-testid^="seat-"] .tile, [data-testid="middle"] > *, [data-testid="note"], [data-testid="banner"]')
		].filter(shown)
	];
	// What is between a person and those who hold the circle lies over the ring on purpose, which scrolls under it; what one can press it must leave free.
	const cards = [...document.querySelectorAll('.calls > *, .own > *')];
	const onPurpose = (a: Element, b: Element) => cards.some((card) => card.contains(a) && !card.contains(b)) && !pressable.includes(b);
	for (const tile of document.querySelectorAll('[data-testid^="seat-"] .tile, [data-testid^="care-tile-"]')) {
		const { width, height } = tile.getBoundingClientRect();
		if (Math.abs(width - height) > 1) found.push(`a face is ${Math.round(width)} × ${Math.round(height)}`);
	}
	for (const [index, a] of parts.entries())
		for (const b of parts.slice(index + 1)) {
			if (onPurpose(a, b) || onPurpose(b, a)) continue;
			if (a.contains(b) || b.contains(a) || a.closest('label') === (b.closest('label') ?? 0)) continue;
			const [p, q] = [inSight(a), inSight(b)];
			const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
			const tall = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
			if (wide > 2 && tall > 2)
				found.push(`${nameOf(a)} and ${nameOf(b)} lie over each other by ${Math.round(wide)} × ${Math.round(tall)}`);
		}
	return found;
}
