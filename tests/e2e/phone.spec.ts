// A phone in portrait, by touch: one person's way through one round.
import { expect, hear, test } from '../support/e2e.ts';
import { plannedFor, satAndGone } from '../support/e2e-gathering.ts';
import { fits } from '../support/e2e-layout.ts';
import { phone } from '../support/e2e-sitting.ts';

test('on a phone: the door, the lobby, offered, held, listening, a pause, support, leaving', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara', 'Tomasz', 'Lea']);
	const mira = await seating.invite(plan, 1);
	const jonas = await seating.invite(plan, 2, phone);
	const { page } = jonas;
	await mira.sitsDown(plan.id, { writes: true });

	await page.goto(`${jonas.base}/gatherings/${plan.id}`);
	await fits(page, 'about the gathering');
	await page.getByRole('link', { name: 'Come in' }).tap();
	await expect(jonas.the('level')).toBeVisible();
	await fits(page, 'the door');
	await jonas.the('sit-down').tap();
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await satAndGone(plan.id, [3, 4, 5]);
	await expect(jonas.the('seat-5')).toBeVisible();
	await fits(page, 'lobby');

	await mira.does('begin');
	await mira.does('next-phase');
	await expect(mira.the('phase')).toHaveText('Check-in');
	// The first round has the longest words to make room for.
	await mira.press('next-phase');
	await expect(jonas.the('phase')).toHaveText('First round');
	await expect(jonas.the('who')).toContainText('offered to Mira');
	await fits(page, 'listening to an offer');
	await mira.does('receive');
	await fits(page, 'listening');
	await mira.the('writing').fill('The first frost this morning, and bread in the oven.');
	await expect(jonas.the('written')).toBeVisible();
	await fits(page, 'reading along');
	await mira.does('finish');

	await expect(jonas.the('act-receive')).toBeVisible();
	await fits(page, 'offered');
	await jonas.the('act-receive').tap();
	await expect(jonas.the('who')).toContainText('You have the piece');
	await hear([mira], [jonas.seat]);
	await fits(page, 'held');
	await jonas.the('act-silence').tap();
	await expect(jonas.the('who')).toHaveText('You hold a silence');
	await fits(page, 'holding a silence');

	await mira.press('pause');
	await expect(jonas.the('prompt')).toHaveText('Mira leads.');
	await fits(page, 'a pause');
	await hear([mira], []);
	await mira.press('resume-exact');
	await expect(jonas.the('act-finish')).toBeVisible();
	await jonas.the('act-finish').tap();
	await expect(jonas.the('act-finish')).toBeHidden();

	await jonas.the('support').tap();
	await expect(jonas.the('signal-card')).toBeVisible();
	await fits(page, 'support asked for');
	await jonas.the('withdraw').tap();
	await jonas.the('leave').tap();
	await expect(page.getByRole('dialog')).toBeVisible();
	await fits(page, 'leaving');
	await jonas.the('leave-now').tap();
	await expect(jonas.the('screen-left')).toBeVisible();
	await fits(page, 'left');
});

test('on a phone, whoever holds the circle has everything at hand', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara']);
	const mira = await seating.invite(plan, 1, phone);
	const jonas = await seating.invite(plan, 2);
	await mira.sitsDown(plan.id);
	await jonas.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mira.the('act-begin').tap();
	await fits(mira.page, 'the opening');
	await mira.the('act-next-phase').tap();
	await mira.the('act-pass').tap();
	await expect(jonas.the('act-receive')).toBeVisible();
	await mira.the('holding').tap();
	await expect(mira.the('pause')).toBeVisible();
	await mira.the('pause').tap();
	await expect(jonas.the('prompt')).toHaveText('Mira leads.');
	await fits(mira.page, 'leading a pause');
	await mira.the('holding').tap();
	await mira.the('resume-exact').tap();
	await expect(jonas.the('act-receive')).toBeVisible();
});
