// One person in one browser: comes in at the door, sees, presses, hears.
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { Senses } from './e2e-senses.ts';

/** Longer than the gap between two swells of a voice. */
const latelyMs = 700;

export class Sitter {
	readonly seat: number;
	readonly name: string;
	readonly context: BrowserContext;
	/** The tab they sit in. */
	page: Page;
	readonly base: string;

	constructor(about: { seat: number; name: string; page: Page; base: string }) {
		this.seat = about.seat;
		this.name = about.name;
		this.page = about.page;
		this.context = about.page.context();
		this.base = about.base;
	}

	/** Through the door into the circle. `writes`: without camera and microphone. */
	async sitsDown(gathering: string, { writes = false } = {}): Promise<void> {
		await this.page.goto(`${this.base}/gatherings/${gathering}/join`);
		if (writes) {
			await this.page.getByTestId('with-camera').click();
			await this.page.getByTestId('with-mic').click();
			await expect(this.page.getByTestId('with-mic')).toHaveAttribute('aria-pressed', 'false');
		} else {
			await expect(this.page.getByTestId('self-preview')).toHaveAttribute('data-state', 'on');
			await expect(this.page.getByTestId('level')).toBeVisible();
		}
		await this.page.getByTestId('sit-down').click();
	}

	/** By an invitation, as a guest with this name. */
	async comesBy(code: string): Promise<void> {
		await this.page.goto(`${this.base}/invite#${code}`);
		await this.page.getByRole('button', { name: 'See the invitation' }).click();
		await this.page.getByLabel('Your name in this circle').fill(this.name);
		await this.page.getByLabel('I am an adult').check();
		await this.page.getByRole('button', { name: 'Come in' }).click();
		await this.page.waitForURL(/circles/);
	}

	/** A new tab in the same browser, which keeps what the browser knows. */
	async opensAnotherTab(): Promise<void> {
		this.page = await this.context.newPage();
	}

	the(testId: string): Locator {
		return this.page.getByTestId(testId);
	}

	press(testId: string): Promise<void> {
		return this.the(testId).click();
	}

	/** Presses one of the actions in the middle of the bottom row. */
	does(action: string): Promise<void> {
		return this.press(`act-${action}`);
	}

	senses(): Promise<Senses> {
		return this.page.evaluate(() => window.senses);
	}

	/** The version this screen shows; null outside the circle. */
	async version(): Promise<number | null> {
		const shown = await this.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="circle"]')?.dataset.version);
		return shown === undefined ? null : Number(shown);
	}

	/** Seats whose voice came out of this page just now. */
	hears(): Promise<number[]> {
		return this.page.evaluate(
			(lately) =>
				Object.entries(window.senses.heard)
					.filter(([, at]) => Date.now() - at < lately)
					.map(([seat]) => Number(seat)),
			latelyMs
		);
	}

	/** Seats whose voice came out of this page since it showed that version: a word may be over before one looks. */
	heardSince(version: number): Promise<number[]> {
		return this.page.evaluate((version) => {
			const { heard, shown } = window.senses;
			const from = shown.find((one) => one.version >= version)?.at ?? Infinity;
			return Object.entries(heard)
				.filter(([, at]) => at >= from)
				.map(([seat]) => Number(seat));
		}, version);
	}
}
