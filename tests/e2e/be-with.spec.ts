// A lone facilitator and one call: from the press to the two hearing each other in private by one press and a yes, on a desk, on a phone,
// before the circle has begun and when it is over. In a pair: pairs.spec.ts.
import type { BrowserContextOptions } from '@playwright/test';
import type { Command } from '../../src/lib/gathering/types.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { accessible } from '../support/e2e-axe.ts';
import { agreed, expect, hear, nothingStrayed, test, type Seating } from '../support/e2e.ts';
import { plannedFor, satAndGone, told } from '../support/e2e-gathering.ts';
import { fits } from '../support/e2e-layout.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { phone, sitAndListen, sitDown } from '../support/e2e-sitting.ts';
import { remembersTones, tones } from '../support/e2e-tones.ts';
import { closeNow, phaseIdNow } from '../support/now.ts';

const names = ['Mira', 'Jonas', 'Amara', 'Tom', 'Lea', 'Ana', 'Sol', 'Wren'];

/** Wholly on the screen, with nothing over it, and without scrolling. */
async function inSight(sitter: Sitter, testId: string) {
	const seen = await sitter.the(testId).evaluate((element) => {
		const { left, right, top, bottom } = element.getBoundingClientRect();
		const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
		return inside && [top + 4, bottom - 4].every((y) => element.contains(document.elementFromPoint((left + right) / 2, y)));
	});
	expect(seen, `${testId} is in sight of ${sitter.name}`).toBe(true);
}

/** Mira alone holds it, Jonas speaks, Amara listens; five are at the door. */
async function besieged(seating: Seating, options?: BrowserContextOptions) {
	const plan = await plannedFor(names);
	const mira = await seating.invite(plan, 1, options);
	const [jonas, amara] = [await seating.invite(plan, 2), await seating.invite(plan, 3)];
	for (const one of [mira, amara]) await remembersTones(one);
	await sitAndListen(plan.id, [mira, jonas, amara], jonas);
	await satAndGone(plan.id, [4, 5, 6, 7, 8]);
	await expect.poll(async () => (await mira.senses()).view?.facilitation?.waiting).toEqual([4, 5, 6, 7, 8]);
	return { id: plan.id, mira, jonas, amara };
}

interface Three {
	mira: Sitter;
	jonas: Sitter;
	amara: Sitter;
}

/** The question comes with a sound, a title and a word that interrupts; with her yes they are together. */
async function together({ mira, jonas, amara }: Three) {
	await expect(amara.the('care-question')).toContainText('Mira asks');
	await expect(amara.page).toHaveTitle('● A question for you – Evenround');
	await expect(amara.the('urgent')).toContainText('Mira asks whether you would like to talk in a care room');
	await expect.poll(() => tones(amara)).toEqual(expect.arrayContaining([349, 440, 523]));
	await saysYes({ mira, jonas, amara });
}

/** The two hear each other, and Jonas hears neither. */
async function saysYes({ mira, jonas, amara }: Three) {
	await amara.press('care-yes');
	for (const one of [mira, amara]) await expect(one.the('care-room')).toHaveAttribute('data-here', 'true');
	await hear([mira], [3]);
	await hear([amara], [1]);
	await hear([jonas], []);
}

test('[N11] on a desk: the call is heard, titled and in sight; one press, a yes, and the two hear each other', async ({ seating }) => {
	test.setTimeout(240_000);
	const { id, mira, jonas, amara } = await besieged(seating);
	await expect(mira.page).toHaveTitle('Evenround');

	await test.step('the call: a sound, the title, the card before her eyes, a mark on the seat, a word that interrupts', async () => {
		await amara.press('support');
		await expect(mira.the('signal-3')).toContainText('Amara asked for support');
		await expect(mira.page).toHaveTitle('● You are asked for – Evenround');
		await expect.poll(() => tones(mira)).toEqual(expect.arrayContaining([659, 523]));
		await expect(mira.the('urgent')).toHaveText('Amara asked for support.');
		for (const testId of ['be-with', 'pause']) await inSight(mira, testId);
		await expect(mira.the('seat-3').getByTestId('call-mark')).toBeVisible();
		await expect(jonas.the('call-mark')).toHaveCount(0);
		await expect(jonas.page).toHaveTitle('Evenround');
		await accessible(mira.page, 'a call above five at the door');
	});

	await test.step('scrolled to the end of the panel the call is still before her eyes', async () => {
		await mira.the('panel').locator('summary').last().scrollIntoViewIfNeeded();
		await inSight(mira, 'be-with');
	});

	await test.step('it says what will happen, and does it', async () => {
		await expect(mira.the('be-with-then')).toContainText('The circle pauses, and Amara is asked');
		await mira.press('be-with');
		await expect(mira.the('with')).toContainText('Amara is asked; waiting for their yes.');
		await expect.poll(async () => (await told(id)).context.takeover?.leader).toBe(1);
		await hear([amara], []);
		await together({ mira, jonas, amara });
		expect((await told(id)).context.care).toMatchObject({ seat: 3, companion: 1 });
		await expect(mira.page).toHaveTitle('Evenround');
	});

	await test.step('back; the case is closed in words', async () => {
		await mira.does('care-back');
		await amara.does('care-back');
		await expect(mira.the('resume-exact')).toBeVisible();
		await mira.press('case-done');
		await mira.press('close-spoken');
		await expect(mira.the('signal-3')).toBeHidden();
		await expect(mira.the('call-mark')).toHaveCount(0);
		await agreed(id, [mira, jonas, amara]);
	});

	await test.step('and all five come in by one press', async () => {
		await mira.press('admit-all');
		await expect
			.poll(async () => (await told(id)).context.seats.filter((seat) => seat.standing === 'waiting' && !seat.admitNext).length)
			.toBe(0);
	});
	await nothingStrayed(id, [mira, jonas, amara]);
});

test('[N11] on a phone: a bar with who and since when, one press, a yes', async ({ seating }) => {
	test.setTimeout(240_000);
	const { id, mira, jonas, amara } = await besieged(seating, phone);
	await expect(mira.the('holding')).toContainText('5 at the door');
	await amara.press('support');
	await expect(mira.the('call-bar')).toContainText('Amara');
	await expect(mira.the('call-bar')).toContainText(/just now|seconds ago/);
	await expect(mira.the('holding')).toContainText('5 at the door');
	await inSight(mira, 'bar-be-with');
	await fits(mira.page, 'a call on the phone of who holds the circle');
	await accessible(mira.page, 'a call on a phone');

	await test.step('opened, the call stands first and the pause is within reach', async () => {
		await mira.the('call-bar-who').tap();
		for (const testId of ['be-with', 'pause']) await inSight(mira, testId);
		await mira.the('be-with').tap();
		await expect(mira.the('panel')).toBeHidden();
		await expect(mira.the('middle')).toContainText('Amara is asked whether to talk alone.');
	});
	await together({ mira, jonas, amara });
	await expect(mira.the('call-bar')).toHaveCount(0);
	await agreed(id, [mira, jonas, amara]);
});

test('[N11] before the circle begins and after its closing: one press, a yes, and only the two hear each other', async ({ seating }) => {
	test.setTimeout(240_000);
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara']);
	const { id } = plan;
	const [mira, jonas, amara] = [await seating.invite(plan, 1), await seating.invite(plan, 2), await seating.invite(plan, 3)];
	const all = [mira, jonas, amara];
	await sitDown(id, all);
	await jonas.press('mic');
	await hear([mira, amara], [2]);

	await test.step('in the lobby: nothing is paused, and whoever stays there hears neither of them', async () => {
		await amara.press('support');
		await expect(mira.the('be-with-then')).toHaveText('Amara is asked whether to talk alone. With their yes, your microphones open there.');
		await mira.press('be-with');
		await saysYes({ mira, jonas, amara });
		await expect(jonas.the('prompt')).toHaveText('Take your time to arrive.');
		for (const seat of [1, 3]) await expect(jonas.the(`seat-${seat}`)).toContainText('resting');
	});

	await test.step('back: they hear who speaks there, and their own microphones are closed', async () => {
		await mira.does('care-back');
		await amara.does('care-back');
		await hear([mira, amara], [2]);
		await hear([jonas], []);
		await mira.press('case-done');
		await mira.press('close-spoken');
		await expect(amara.the('signal-card')).toBeHidden();
	});

	await test.step('in aftercare: she says as she leaves that she is not all right, and is not left alone with it', async () => {
		await mira.does('begin');
		await expect.poll(async () => (await told(id)).lifecycle).toBe('live');
		const mirasPress = async (command: Command) => expect(await send(id, { kind: 'seat', seat: 1 }, command)).toMatchObject({ ok: true });
		await mirasPress(await closeNow(id));
		await mirasPress({ type: 'NEXT_PHASE', phaseId: await phaseIdNow(id) });
		await amara.press('feeling-unwell');
		await expect(mira.the('signal-3')).toContainText('Amara asked for support');
		await mira.press('be-with');
		await saysYes({ mira, jonas, amara });
	});
	await agreed(id, all);
	await nothingStrayed(id, all);
});
