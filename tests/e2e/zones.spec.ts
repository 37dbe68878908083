// Whoever told us no time zone reads their device's clock beside the circle's; lists begin with the zone of the device.
import { expect, test } from '../support/e2e.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { makeInvitation } from '../../src/lib/server/circles/invitations.ts';

test('a guest reads their own time, on the page of the circle and of the gathering', async ({ seating }) => {
	const plan = await plannedFor(['Mira'], 2);
	const secret = await makeInvitation(plan.circle, 2, 1, plan.hostId);
	const [far, near] = [
		await seating.stranger(2, 'Ravi', { timezoneId: 'Asia/Calcutta' }),
		await seating.stranger(3, 'Ola', { timezoneId: 'Europe/Warsaw' })
	];
	for (const { page, base, name } of [far, near]) {
		await page.goto(`${base}/invite#${secret}`);
		await page.getByRole('button', { name: 'See the invitation' }).click();
		await page.getByLabel('Your name in this circle').fill(name);
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Come in' }).click();
		await expect(page).toHaveTitle('A circle · Evenround');
	}
	await expect(far.page.getByTestId('device-time')).toHaveText(/^For you: .* \(Asia\/Kolkata, GMT\+5:30\)$/);
	await far.page.goto(`${far.base}/gatherings/${plan.id}`);
	await expect(far.page.getByTestId('device-time')).toHaveText(/^For you: .* \(Asia\/Kolkata, GMT\+5:30\)$/);
	await near.page.goto(`${near.base}/gatherings/${plan.id}`);
	await expect(near.page.getByText('(Europe/Berlin,')).toBeVisible();
	await expect(near.page.getByTestId('device-time')).toHaveCount(0);
});

test('a list begins with the zone of the device, whatever is kept stays chosen, and it can be chosen', async ({ seating }) => {
	const plan = await plannedFor(['Mira']);
	const mira = await seating.invite(plan, 1, { timezoneId: 'Etc/GMT+6' });
	await mira.page.goto(`${mira.base}/account`);
	const list = mira.page.getByLabel('Time zone');
	await expect(list.locator('optgroup').first()).toHaveAttribute('label', 'This device');
	await expect(list).toHaveValue('Europe/Berlin');
	await list.selectOption({ label: 'GMT-6' });
	await mira.page.getByRole('button', { name: 'Keep' }).click();
	await expect(mira.page.getByText('Kept.')).toBeVisible();
	await mira.page.reload();
	await expect(list).toHaveValue('Etc/GMT+6');
});
