// A format of one's own, by keyboard alone: made from a shipped one, changed, played through, kept, and planned with.
import { expect, test } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { tabAndEnter, tabTo } from '../support/e2e-keyboard.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';

test('by keyboard alone: making one’s own format, writing on it, seeing it in a minute, keeping it, taking it along as a file, planning a gathering with it', async ({
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	// Somebody trained holds it on the day that is planned, too. A credential ends the logins there were.
	await grantCredential(plan.hostId, new Date(Date.now() + 30 * 86_400_000), 'command');
	plan.people[0]!.token = await beginLogin(plan.hostId);
	const mira = await seating.invite(plan, 1);
	const { page, base } = mira;
	const alerts = page.getByRole('alert');
	const phase = (title: string) => page.locator('li[data-phase]').filter({ has: page.locator('summary', { hasText: title }) });

	await test.step('made from a shipped one', async () => {
		await page.goto(`${base}/formats`);
		await tabAndEnter(page, page.getByRole('link', { name: 'Short check-in' }));
		await expect(page.getByRole('heading', { level: 1, name: 'Short check-in' })).toBeVisible();
		await tabAndEnter(page, page.getByRole('button', { name: 'Make my own from it' }));
		await expect(page.getByRole('heading', { level: 1, name: 'The next version' })).toBeVisible();
	});

	await test.step('a phase is added, named, and moved up; focus goes with it', async () => {
		await page.getByLabel('Title').first().fill('Tea and a word');
		await tabTo(page, page.getByLabel('Another phase'));
		await page.keyboard.type('Pause');
		await tabAndEnter(page, page.getByTestId('add-phase'));
		await expect(phase('4. Pause')).toBeVisible();
		await tabAndEnter(page, phase('Pause').getByRole('button', { name: 'Move Pause up' }));
		await expect(phase('3. Pause')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Move Pause up' })).toBeFocused();
	});

	await test.step('what is not right is said where it stands, and everything typed is still there', async () => {
		await tabTo(page, page.getByTestId('keep'));
		await page.keyboard.press('Enter');
		await expect(alerts.first()).toContainText('everything you wrote is still here');
		const minutes = page.getByLabel('Minutes in all');
		await expect(minutes).toBeFocused();
		await expect(page.getByText('The phases take 1 minute more than this')).toBeVisible();
		await expect(page.getByLabel('Title').first()).toHaveValue('Tea and a word');
		await accessible(page, 'the editor, with something to look at again');
		await minutes.press('ControlOrMeta+a');
		await page.keyboard.type('45');
	});

	await test.step('it is played through before it is kept', async () => {
		await tabAndEnter(page, page.getByTestId('see'));
		const preview = page.getByTestId('preview');
		await expect(preview).toHaveAttribute('data-phase', 'lobby');
		await tabAndEnter(page, page.getByTestId('play'));
		await expect(preview).toHaveAttribute('data-phase', 'opening');
		await page.keyboard.press('Enter');
		await expect(page.getByTestId('play')).toHaveText('Go on');
		await tabAndEnter(page, preview.getByRole('button', { name: 'How has it been' }));
		await expect(preview.getByTestId('prompt')).toContainText('How has it been since we last sat together?');
		await accessible(page, 'the editor, with a preview');
		await tabAndEnter(page, preview.getByRole('button', { name: 'After' }));
		await expect(preview).toHaveAttribute('data-phase', 'aftercare');
	});

	await test.step('it is kept, goes through a file and back, and a gathering is planned with it', async () => {
		await tabTo(page, page.getByTestId('keep'), 'Shift+Tab');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1, name: 'Tea and a word' })).toBeVisible();
		await expect(page.getByText('Version 2.')).toBeVisible();
		const file = await page.request.get(`${page.url()}/file`);
		expect(file.headers()['content-disposition']).toBe('attachment; filename="tea-and-a-word-v2.json"');
		await page.goto(`${base}/formats`);
		const chooser = page.getByLabel('A file that another Evenround wrote');
		await chooser.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"kind":') });
		await tabAndEnter(page, page.getByRole('button', { name: 'Read it in' }));
		await expect(page.getByRole('alert')).toContainText('it is not JSON. Nothing was kept.');
		await chooser.setInputFiles({ name: 'tea.json', mimeType: 'application/json', buffer: await file.body() });
		await tabAndEnter(page, page.getByRole('button', { name: 'Read it in' }));
		await expect(page.getByRole('heading', { level: 1, name: 'Tea and a word' })).toBeVisible();
		await expect(page.getByText('Version 1.')).toBeVisible();

		await page.goto(`${base}/circles/${plan.circle}/schedule`);
		await page.getByLabel('Day').fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
		// The browser's own parts of a day draw their focus themselves.
		await page.getByTestId('format').focus();
		await page.keyboard.type('Tea and');
		await tabAndEnter(page, page.getByRole('button', { name: /^Plan/ }));
		await expect(page).toHaveURL(/\/gatherings\//);
		await expect(page.getByText('Pause').first()).toBeVisible();
	});
});
