// A host makes a series over a change of the clocks, moves one of its gatherings and calls one off; whoever holds it is ill,
// and a substitute steps in.
import type { Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { expect, test } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { circleOf, person, type Person } from '../support/people.ts';

const zone = 'Europe/Berlin';

test('a weekly series over a change of the clocks: one moved, one called off, somebody ill relieved', async ({ app, seating }) => {
	const enter = async (who: Person): Promise<Page> => {
		const { page, context } = await seating.stranger(1, who.name);
		await context.addCookies([{ name: 'login', value: await beginLogin(who.id), url: app.url }]);
		return page;
	};
	const [hanna, mira, rosa] = await Promise.all(['Hanna', 'Mira', 'Rosa'].map((name) => person({ name, timeZone: zone })));
	const circle = await circleOf(hanna!);
	for (const one of [mira!, rosa!]) await grantCredential(one.id, new Date(Date.now() + 365 * 86_400_000), 'command');
	await addFacilitator(circle, mira!.email, 'facilitator', hanna!.id, false);
	const [host, facilitator, substitute] = [await enter(hanna!), await enter(mira!), await enter(rosa!)];
	const first = Temporal.Now.plainDateISO(zone).add({ days: 8 });

	await test.step('the host sees the dates first: 19:00 before the change and after it', async () => {
		await host.goto(`${app.url}/circles/${circle}/schedule`);
		await host.getByLabel('Day', { exact: true }).fill(first.toString());
		await host.getByLabel('In this time zone').selectOption(zone);
		await host.getByLabel('How often').selectOption('weekly');
		// Six dates, twelve weeks apart: wherever the year is, the clocks change between them.
		await host.getByLabel('Every how many weeks').fill('12');
		await host.getByRole('button', { name: 'Show the dates first' }).click();
		const dates = host.getByTestId('dates').getByRole('listitem');
		await expect(dates).toHaveCount(6);
		for (const date of await dates.all()) await expect(date).toContainText(', 19:00 (Europe/Berlin');
		const offsets = (await dates.allTextContents()).map((line) => /GMT\+\d/.exec(line)![0]);
		expect(new Set(offsets).size).toBe(2);
		await accessible(host, 'the dates of a plan');
		await host.getByLabel('Every how many weeks').fill('1');
		await host.getByRole('button', { name: 'Plan it' }).click();
		await expect(host.getByTestId('series')).toContainText(/Every week on \w+day at 19:00/);
	});

	await test.step('the facilitator says yes once to all of it', async () => {
		await facilitator.goto(`${app.url}/circles`);
		await facilitator.getByRole('link', { name: 'You are asked to hold something.' }).click();
		await accessible(facilitator, 'somebody is asked');
		await facilitator.getByRole('button', { name: 'Yes, I hold it' }).click();
		await expect(facilitator.getByTestId('ask')).toHaveCount(0);
	});

	await test.step('the host asks for a substitute, who is named after their own yes', async () => {
		await host.getByLabel('E-mail of somebody credentialed').fill(rosa!.email);
		await host.getByRole('button', { name: 'Ask to be a substitute' }).click();
		await expect(host.getByTestId('pending')).toContainText(rosa!.email);
		await expect(host.getByTestId('substitutes')).not.toContainText('Rosa');
		await accessible(host, 'somebody is asked to be a substitute');
		await substitute.goto(`${app.url}/asked`);
		await accessible(substitute, 'somebody is asked for a role');
		await substitute.getByTestId('role-ask').getByRole('button', { name: 'Yes' }).click();
		await expect(substitute.getByTestId('role-ask')).toHaveCount(0);
		await host.reload();
		await expect(host.getByTestId('substitutes')).toContainText('Rosa');
	});

	const ahead = host.getByTestId('ahead').getByRole('listitem');

	await test.step('the host moves one to another hour, and calls the next off', async () => {
		await host.goto(`${app.url}/circles/${circle}/host`);
		await expect(ahead.first()).toContainText('Mira holds it.');
		const second = await ahead.nth(1).getByRole('link').first().textContent();
		await ahead
			.first()
			.getByRole('link', { name: /Change this one/ })
			.click();
		await host.getByLabel(/Time on the wall clock/).fill('17:30');
		await host.getByRole('button', { name: 'Move it' }).click();
		await expect(host.getByText(', 17:30 (Europe/Berlin')).toBeVisible();
		await host.goto(`${app.url}/circles/${circle}/host`);
		await expect(ahead.first()).toContainText('Moved from');
		await expect(ahead.nth(1)).toContainText(second!);
		await ahead
			.nth(1)
			.getByRole('link', { name: /Change this one/ })
			.click();
		await host.getByRole('button', { name: 'Call this gathering off' }).click();
		await expect(host.getByText('This gathering was cancelled.')).toBeVisible();
		await host.goto(`${app.url}/circles/${circle}/host`);
		await expect(host.getByTestId('ahead')).not.toContainText(second!);
	});

	await test.step('the facilitator is ill: one press; the substitute steps in, and the host sees it', async () => {
		await facilitator.goto(`${app.url}/asked`);
		await facilitator
			.getByTestId('held')
			.first()
			.getByRole('button', { name: /I’m ill/ })
			.click();
		await expect(facilitator.getByTestId('held').first()).toContainText('The substitutes are asked.');
		await substitute.goto(`${app.url}/asked`);
		await substitute.getByRole('button', { name: 'Yes, I step in' }).click();
		await expect(substitute.getByTestId('held')).toContainText('17:30');
		await host.reload();
		await expect(ahead.first()).toContainText('Rosa holds it.');
		await expect(ahead.nth(1)).toContainText('Mira holds it.');
	});
});
