// One's rights in a real browser, by keyboard alone: what is kept as a file, an erasure asked for and taken back, somebody shut out.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/e2e.ts';
import { tabTo } from '../support/e2e-keyboard.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { sql } from '../../src/lib/server/db/index.ts';

const password = 'four quiet words here';

test('Ana agrees, reads all that is kept, asks to be erased and takes it back; Mira shuts her out of the circle', async ({
	app,
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Ana']);
	const [mira, ana] = [await seating.invite(plan, 1), await seating.invite(plan, 2)];
	const { accountId } = plan.people[1]!;
	await sql()`update accounts set password_hash = ${await hashPassword(password)} where id = ${accountId}`;
	await ana.context.addCookies([{ name: 'login', value: await beginLogin(accountId, new Date(), true), url: app.url }]);
	const { page } = ana;
	const type = (text: string) => page.keyboard.type(text);
	const button = (name: string) => page.getByRole('button', { name, exact: true });

	await test.step('a wording that is new to her is asked for first, wherever she goes', async () => {
		await page.goto(`${app.url}/account/data`);
		await expect(page).toHaveURL(/\/consent\?to=%2Faccount%2Fdata$/);
		await tabTo(page, page.getByLabel('I am an adult.'));
		await page.keyboard.press('Space');
		await tabTo(page, button('I agree, go on'));
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
	});

	await test.step('her data as a file', async () => {
		await tabTo(page, button('Download my data'));
		const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
		const file = JSON.parse(await readFile(await download.path(), 'utf8'));
		expect(file.sections.find((one: { section: string }) => one.section === 'seats').rows).toHaveLength(1);
	});

	await test.step('an erasure, with its hour, and back', async () => {
		await tabTo(page, page.getByLabel('Your password'));
		await type('not this one');
		await page.keyboard.press('Enter');
		await expect(page.getByText('This is not your password.')).toBeVisible();
		await expect(page.getByLabel('Your password')).toBeFocused();
		await page.keyboard.press('ControlOrMeta+a');
		await type(password);
		await page.keyboard.press('Enter');
		await expect(page.getByText('It will be erased')).toBeVisible();
		await tabTo(page, button('Take it back'));
		await page.keyboard.press('Enter');
		await expect(page.getByRole('button', { name: 'Erase my account' })).toBeVisible();
	});

	await test.step('shut out by name, by keyboard; the circle is then not there for her', async () => {
		const host = mira.page;
		await host.goto(`${app.url}/circles/${plan.circle}/bans`);
		await tabTo(host, host.getByLabel('The name you know them by'));
		await host.keyboard.type('ana');
		await host.keyboard.press('Enter');
		await expect(host.getByText('Ana', { exact: true })).toBeVisible();
		expect((await page.goto(`${app.url}/circles/${plan.circle}`))?.status()).toBe(404);
		await tabTo(host, host.getByRole('button', { name: 'Lift it for Ana' }));
		await host.keyboard.press('Enter');
		await expect(host.getByText('Nobody.')).toBeVisible();
	});
});
