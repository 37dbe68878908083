// [I18] What a seat may do it can press, and what it can press it may do: on the pages that are really drawn, in the moments of
// states.ts and in those that random gatherings reach.
import { expect, type Page } from '@playwright/test';
import { rules } from '../../src/lib/gathering/rules.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import { atRandom, madeByHand, type Moment } from '../support/moments.ts';
import { storyTest } from '../support/e2e-stories.ts';

/** All that a seat may do, but for what comes by the page on which one joins, and what a page says of its own ears, unasked. */
const commands = Object.keys(rules).filter((type) => !['JOIN', 'RESEAT', 'CANNOT_HEAR'].includes(type));

interface Exception {
	command: string;
	why: string;
	when: (view: View) => boolean;
}

const speaks = ({ piece, you, hold }: View): boolean => hold === null && piece.seat === you.seat;
const ended = ({ lifecycle }: View): boolean => lifecycle === 'ended';

/** What needs no control, when, and why. */
const without: Exception[] = [
	{
		command: 'WISH',
		why: 'it is asked in one’s own turn, where there is a choice',
		when: (view) => !speaks(view) || !['held', 'silent'].includes(view.piece.state) || (view.phase?.wishes.length ?? 0) < 2
	},
	{
		command: 'PAIR_WISH',
		why: 'it is asked where pairs are still to come, and of nobody who has the piece or sits in a pause',
		when: (view) =>
			view.pairs !== null ||
			view.you.standing !== 'admitted' ||
			speaks(view) ||
			view.hold !== null ||
			!view.phases.some(({ kind, state }) => kind === 'dyads' && state !== 'done')
	},
	{
		command: 'SAY_OF_PAUSE',
		why: 'whoever has the piece, is in a pair or in the care room, or sits in another pause, is asked nothing else; it is asked afterwards',
		when: (view) => speaks(view) || view.hold !== null || view.pair !== null || view.you.standing === 'inCare'
	},
	{ command: 'CLOSE_CASE', why: 'after the end those who led have the page of the debrief, one press away', when: ended },
	{ command: 'OPEN_CARD', why: 'after the end those who led have the page of the debrief, one press away', when: ended }
];

/** What may be done though `may` says no, for it means another thing by the same command. */
function beside(view: View): string[] {
	// The call that passes the circle by is a second one, beside one's own: made, or taken back. In pairs no time is added, but a
	// phase to come can be shortened.
	return [view.aside === null ? 'SUPPORT aside' : 'WITHDRAW_SUPPORT', ...(view.facilitation?.shorten ? ['EXTEND'] : [])];
}

declare global {
	interface Window {
		pressAll: (view: View) => Promise<string[]>;
	}
}

const test = storyTest('pressing.html');

/** What was pressed somewhere, and the exceptions that were needed somewhere. */
const seen = new Set<string>();
const needed = new Set<Exception>();

/** What is wrong with a screen, in words. */
async function wrong(page: Page, { name, view }: Moment): Promise<string[]> {
	const pressed = await page.evaluate((one) => window.pressAll(one), view).catch((error: Error) => error);
	if (pressed instanceof Error) return [`the page fails: ${pressed.message.split('\n')[0]} (${name})`];
	const may: string[] = view.may;
	const excepted = without.filter((one) => may.includes(one.command) && !pressed.includes(one.command) && one.when(view));
	const missing = may.filter((type) => !pressed.includes(type) && !excepted.some(({ command }) => command === type));
	for (const one of excepted) needed.add(one);
	for (const type of pressed) seen.add(type);
	const also = beside(view);
	const forbidden = pressed.filter((type) => !may.includes(type) && !also.includes(type));
	return [...missing.map((type) => `no control: ${type} (${name})`), ...forbidden.map((type) => `may not: ${type} (${name})`)];
}
async function allWrong(page: Page, site: string, moments: Moment[]): Promise<string[]> {
	await page.goto(`${site}pressing.html`);
	await page.waitForFunction(() => 'pressAll' in window);
	const found: string[] = [];
	for (const moment of moments) found.push(...(await wrong(page, moment)));
	return found;
}

test('[I18] in every moment of states.ts', async ({ page, site }) => {
	await page.setViewportSize({ width: 1280, height: 800 });
	expect(await allWrong(page, site, madeByHand())).toEqual([]);
	expect(commands.filter((type) => !seen.has(type))).toEqual([]);
	expect(without.filter((one) => !needed.has(one))).toEqual([]);
});

test('in moments of random gatherings, on a phone', async ({ page, site }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await allWrong(page, site, atRandom(4, 9))).toEqual([]);
});
