// A pause that is steered: one microphone given and closed, by hearing; no press falls on what ends it; going on is taken back; peers go on when whoever led is lost.
import { expect, hear, test, type Seating } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { fits } from '../support/e2e-layout.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { phone, sitAndListen } from '../support/e2e-sitting.ts';
import { clockRings } from '../support/clocks.ts';

/** Mira holds it; Jonas speaks in check-in; Amara listens, on a phone. */
async function speaking(seating: Seating) {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara']);
	const [mira, jonas, amara] = [await seating.invite(plan, 1), await seating.invite(plan, 2), await seating.invite(plan, 3, phone)];
	await sitAndListen(plan.id, [mira, jonas, amara], jonas);
	return { id: plan.id, mira, jonas, amara };
}

/** Where a control is, to press there whatever lies there by then. */
async function spotOf(sitter: Sitter, testId: string): Promise<() => Promise<void>> {
	const box = (await sitter.the(testId).boundingBox())!;
	return () => sitter.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

test('[K10] [K11] [K12] whoever leads gives and closes one microphone, asks for a short round, goes on, and takes it back', async ({
	seating
}) => {
	test.setTimeout(300_000);
	const { id, mira, jonas, amara } = await speaking(seating);
	const paused = async () => (await told(id)).context.takeover !== null;

	await test.step('two presses at one place pause the circle, and go on pausing it', async () => {
		const press = await spotOf(mira, 'pause');
		await press();
		await expect(mira.the('held')).toBeVisible();
		await press();
		await expect(mira.the('resume-exact')).toBeEnabled();
		await press();
		await expect(mira.the('prompt')).toHaveText('You are speaking.');
		expect(await paused()).toBe(true);
		await hear([jonas, amara], [1]);
		await expect(jonas.the('prompt')).toHaveText('Mira leads.');
	});

	await test.step('Amara reads who will hear her, and is heard by her own press alone', async () => {
		await mira.the('other-voices').locator('summary').click();
		await mira.press('voice-3');
		await expect(amara.the('prompt')).toHaveText('You may speak, if you like.');
		await expect(amara.the('note')).toHaveText('Closed. If you open it, everybody hears you.');
		await expect(mira.the('pause-facts')).toContainText('Everybody in the circle hears Amara and you.');
		await expect(jonas.the('middle')).toContainText('Amara may speak, too.');
		await hear([jonas], [1]);
		await fits(amara.page, 'given the word');
		await amara.press('mic');
		await hear([jonas], [1, 3]);
		await expect(amara.the('note')).toHaveText('Open. Everybody in the circle hears you.');
		await amara.press('between-write');
		await amara.the('writing').fill('My throat is tight.');
		for (const one of [mira, jonas]) await expect(one.the('written')).toContainText('Amara writes: My throat is tight.');
		await mira.press('voice-3');
		await hear([jonas], [1]);
		await expect(amara.the('note')).toHaveText('Your microphone is closed');
		await expect(amara.the('writing')).toHaveCount(0);
	});

	await test.step('a short round: one after the other, each by their own press', async () => {
		await mira.press('check-round');
		await expect(jonas.the('prompt')).toHaveText('A word from you, if you like.');
		await expect(amara.the('prompt')).toHaveText('Jonas has the word.');
		await hear([amara], [1]);
		await jonas.press('mic');
		await hear([amara], [1, 2]);
		await jonas.does('word-done');
		await expect(amara.the('prompt')).toHaveText('A word from you, if you like.');
		await hear([jonas], [1]);
		await accessible(mira.page, 'a short round, led');
		await mira.press('round-next');
		await expect(amara.the('prompt')).toHaveText('Mira leads.');
	});

	await test.step('going on is said by name, and taken back', async () => {
		await mira.press('resume-exact');
		await hear([mira, amara], [2]);
		await expect(amara.the('banner').filter({ hasText: 'Mira let the circle go on.' })).toBeVisible();
		await mira.press('take-back');
		await expect(jonas.the('prompt')).toHaveText('Mira leads.');
		await expect(jonas.the('banner').filter({ hasText: 'Mira took that back. All is as it was before.' })).toBeVisible();
		await hear([amara], []);
		await mira.press('resume-exact');
		await hear([mira, amara], [2]);
	});
});

test('[K5] [K6] whoever led is lost: those present go on together, by a button of their own', async ({ seating }) => {
	const { id, mira, jonas, amara } = await speaking(seating);
	await mira.press('pause');
	await hear([jonas, amara], [1]);
	await mira.page.close();
	await expect(amara.the('seat-1')).toHaveAttribute('data-connection', 'lost', { timeout: 40_000 });
	await expect(amara.the('prompt')).toHaveText('Mira lost the connection.');
	await expect(amara.the('act-resume-exact')).toHaveCount(0);
	for (const clock of ['leader', 'grace']) await clockRings(id, clock);
	await expect(amara.the('prompt')).toHaveText('The circle is held by all of you now.');
	await fits(amara.page, 'peers in a technical pause');
	await accessible(amara.page, 'peers in a technical pause');
	await expect(amara.the('act-resume-toClosing')).toHaveText('Close gently');
	await amara.does('resume-exact');
	await hear([amara], [2]);
	await expect(jonas.the('who')).toHaveText('You have the piece. Everyone hears you.');
});
