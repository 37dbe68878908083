// A whole evening by keyboard: signing in, the door, the piece, asking for support, leaving. No mouse, no touch.
import { expect, test } from '../support/e2e.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { focusSeen, tabAndEnter, tabTo } from '../support/e2e-keyboard.ts';
import { setPassword } from '../../src/lib/server/accounts/accounts.ts';

const password = 'a lantern in the hallway';

test('by keyboard alone: signing in, the door, receiving the piece, finishing, support, leaving', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const { accountId, email } = plan.people[1]!;
	await setPassword(accountId, password);
	const mira = await seating.invite(plan, 1);
	const jonas = await seating.stranger(2, 'Jonas');
	const { page } = jonas;
	await mira.sitsDown(plan.id, { writes: true });

	await test.step('signing in', async () => {
		await page.goto(`${jonas.base}/sign-in`);
		await tabTo(page, page.getByLabel('E-mail').first());
		await page.keyboard.type(email);
		await tabTo(page, page.getByLabel('Password', { exact: true }));
		await page.keyboard.type(password);
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { name: 'What is coming' })).toBeVisible();
	});

	await test.step('to the door, and in', async () => {
		await tabAndEnter(page, page.locator(`a[href="/gatherings/${plan.id}"]`));
		await tabAndEnter(page, page.getByRole('link', { name: 'Come in' }));
		await expect(jonas.the('level')).toBeVisible();
		await tabAndEnter(page, jonas.the('sit-down'));
		await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	});

	await test.step('the piece is offered: the main action has the focus, and is pressed', async () => {
		await mira.does('begin');
		await mira.does('next-phase');
		await mira.does('pass');
		await expect(jonas.the('act-receive')).toBeFocused();
		await focusSeen(page);
		await expect(jonas.the('urgent')).toHaveText('The piece is offered to you.');
		await page.keyboard.press('Enter');
		await expect(jonas.the('who')).toContainText('You have the piece');
		await focusSeen(page);
		await tabAndEnter(page, jonas.the('act-finish'));
		await expect(jonas.the('act-finish')).toBeHidden();
	});

	await test.step('who speaks, what keys there are, and a neutral page, by keys', async () => {
		await page.keyboard.press('Control+i');
		await expect(jonas.the('polite')).toContainText('Check-in');
		await page.keyboard.press('Control+Shift+/');
		await expect(page.getByRole('dialog')).toBeVisible();
		await focusSeen(page);
		await page.keyboard.press('Escape');
		await expect(page.getByRole('dialog')).toBeHidden();
	});

	await test.step('support is asked for and taken back', async () => {
		await tabAndEnter(page, jonas.the('support'));
		await expect(jonas.the('signal-card')).toBeVisible();
		await expect(mira.the('signal-2')).toBeVisible();
		await focusSeen(page);
		await tabAndEnter(page, jonas.the('withdraw'), 'Shift+Tab');
		await expect(jonas.the('signal-card')).toBeHidden();
		await focusSeen(page);
	});

	await test.step('leaving quietly', async () => {
		await tabAndEnter(page, jonas.the('leave'));
		await expect(page.getByRole('dialog')).toBeVisible();
		await tabAndEnter(page, jonas.the('leave-now'));
		await expect(jonas.the('screen-left')).toBeVisible();
		await tabTo(page, jonas.the('come-back'));
	});
});
