// [F1] [F2] The sealed card in real browsers: sealed on the gathering's page, opened in a pause, and its owner told at once.
import { expect, test } from '../support/e2e.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import type { Sitter } from '../support/e2e-sitter.ts';

test('Ana seals a card; Mira opens it in a pause and Ana is told; it is put away when the circle goes on', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Ana']);
	const mira = await seating.invite(plan, 1);
	const ana = await seating.invite(plan, 2);
	await ana.page.goto(`${ana.base}/gatherings/${plan.id}`);
	const safety = ana.the('safety');
	await safety.getByText('Seal a card').click();
	await safety.getByLabel('Someone to call').fill('Aunt Rosa');
	await safety.getByLabel('Their number').fill('+49 30 5550199');
	await safety.getByLabel('Where I am tonight').fill('At home, third floor');
	await safety.getByLabel('Country').selectOption('DE');
	await safety.getByRole('button', { name: 'Seal it' }).click();
	await expect(safety).toContainText('Your card is sealed.');
	expect(await ana.page.content()).not.toContain('Rosa');

	await mira.sitsDown(plan.id, { writes: true });
	await ana.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await expect(mira.the('pause')).toBeVisible();
	await expect(mira.the('cards')).toHaveCount(0);
	await mira.press('pause');
	await mira.the('cards').locator('summary').click();
	await mira.press('open-card-2');
	await expect(mira.the('card')).toContainText('Aunt Rosa');
	await expect(mira.the('card')).toContainText('The emergency number there is 112.');
	await expect(mira.the('card').getByRole('link')).toHaveAttribute('href', 'tel:+49305550199');
	await expect(ana.page.getByText('Mira opened your sealed card at')).toBeVisible();
	await ana.press('card-told');
	await expect(ana.page.getByText('Mira opened your sealed card at')).toHaveCount(0);
	await expect(ana.the('cards')).toHaveCount(0);
	const status = (who: Sitter) =>
		who.page.evaluate(async (id) => {
			const headers = { 'content-type': 'application/json' };
			return (await fetch(`/api/gatherings/${id}/card`, { method: 'POST', headers, body: JSON.stringify({ seat: 2 }) })).status;
		}, plan.id);
	expect(await status(ana)).toBe(409);
	const stranger = await seating.stranger(3, 'Nobody');
	await stranger.page.goto(stranger.base);
	expect(await status(stranger)).toBe(401);
	await mira.press('resume-exact');
	await expect(mira.the('card')).toHaveCount(0);
	expect(await status(mira)).toBe(409);
	await ana.page.goto(`${ana.base}/gatherings/${plan.id}`);
	await expect(safety).toContainText('Mira opened it');
});
