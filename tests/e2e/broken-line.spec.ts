// A call for support on a phone while the line is broken: the person reads what is so, and it reaches the circle once.
import type { Page } from '@playwright/test';
import { signOutEverywhere } from '../../src/lib/server/accounts/accounts.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { expect, test } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { accessible } from '../support/e2e-axe.ts';
import { fits } from '../support/e2e-layout.ts';
import { phone as anyPhone } from '../support/e2e-sitting.ts';

/** What a service worker fetches passes by what answers in the circle's place here. */
const phone = { ...anyPhone, serviceWorkers: 'block' as const };
const commands = '**/api/gatherings/*/commands';
/** From the press to the words. */
const soon = { timeout: 2000 };

const openCalls = async (id: string) =>
	(await told(id)).context.signals.filter((one) => !one.withdrawn && !one.closed).map(({ seat, whom }) => ({ seat, whom }));

/** Mira holds it; Jonas sits there on a phone. */
async function sitting(seating: Parameters<Parameters<typeof test>[2]>[0]['seating']) {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const [mira, jonas] = [await seating.invite(plan, 1), await seating.invite(plan, 2, phone)];
	for (const one of [mira, jonas]) await one.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await expect(jonas.the('phase')).toBeVisible();
	return { plan, id: plan.id, mira, jonas };
}

const isOffline = (page: Page) => page.context().setOffline(true);

test('[N1] the line is cut: said within two seconds with the number, kept, and through once when it is back', async ({ seating }) => {
	const { id, mira, jonas } = await sitting(seating);
	await isOffline(jonas.page);
	await jonas.the('support').tap();
	await expect(jonas.the('own-line')).toHaveText('Your call is not through yet: the line is broken.', soon);
	await expect(jonas.the('help')).toContainText('life is in danger');
	await fits(jonas.page, 'a call that is not through');
	await expect(jonas.the('region'), 'the lines came with the page').toBeVisible();

	await test.step('help outside is one press away, also now', async () => {
		await jonas.the('more').tap();
		await jonas.page.getByRole('dialog').getByTestId('help-outside').locator('summary').first().tap();
		await expect(jonas.page.getByRole('dialog').getByTestId('help')).toContainText('life is in danger');
		await jonas.page.keyboard.press('Escape');
	});

	await test.step('it folds without taking anything back', async () => {
		await jonas.the('own-line').tap();
		await expect(jonas.the('unsent-card')).toBeHidden();
		expect(await openCalls(id)).toEqual([]);
	});
	await jonas.context.setOffline(false);
	await expect(mira.the('signal-2')).toBeVisible();
	await expect(jonas.the('own-line')).toHaveText('Your call is through.');
	expect(await openCalls(id)).toEqual([{ seat: 2, whom: 'me' }]);
});

test('[N1] something else answers in the circle’s place, and the page is reloaded meanwhile', async ({ seating }) => {
	const { id, mira, jonas } = await sitting(seating);
	await jonas.page.route(commands, (route) =>
		route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Please accept our terms</h1>' })
	);
	await jonas.the('support').tap();
	await expect(jonas.the('own-line')).toContainText('not through yet', soon);
	await expect(jonas.the('help')).toContainText('life is in danger');
	await jonas.page.reload();
	await expect(jonas.the('own-line'), 'kept over a reload').toContainText('not through yet');
	expect(await openCalls(id)).toEqual([]);

	await test.step('a good status is no answer either', async () => {
		// The newest answer counts; in between none gets through.
		await jonas.page.route(commands, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }));
		await jonas.the('leave').tap();
		await jonas.the('listen-tonight').tap();
		await expect(jonas.the('banner').filter({ hasText: 'That did not reach the circle' })).toBeVisible({ timeout: 6000 });
		await expect(jonas.the('own-line')).toContainText('not through yet');
	});
	await jonas.page.unroute(commands);
	await expect(mira.the('signal-2')).toBeVisible();
	expect(await openCalls(id)).toEqual([{ seat: 2, whom: 'me' }]);
});

test('[N1] signed out everywhere from elsewhere: the page says so within seconds with the way back, and a call from it is taken', async ({
	seating
}) => {
	const { plan, id, mira, jonas } = await sitting(seating);
	await signOutEverywhere(plan.people[1]!.accountId);
	await expect(jonas.page.getByRole('heading', { name: 'This page is not signed in any more.' })).toBeVisible({ timeout: 5000 });
	await expect(jonas.the('sign-in-here')).toHaveAttribute('href', new RegExp(`^/sign-in\\?to=.*${plan.id}`));
	await jonas.the('support').tap();
	await expect(jonas.the('own-line')).toHaveText('Your call is through.');
	await expect(mira.the('signal-2')).toBeVisible();
	expect(await openCalls(id)).toEqual([{ seat: 2, whom: 'me' }]);
	await accessible(jonas.page, 'not signed in any more');
	await fits(jonas.page, 'not signed in any more');

	await test.step('signed in again, it goes on by itself, with the call as it is', async () => {
		await jonas.context.addCookies([
			{ name: 'login', value: await beginLogin(plan.people[1]!.accountId), url: new URL(jonas.page.url()).origin }
		]);
		await expect(jonas.the('seat-1')).toBeVisible({ timeout: 15_000 });
		await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present', { timeout: 15_000 });
		expect(await openCalls(id)).toEqual([{ seat: 2, whom: 'me' }]);
	});
});

test('[N1] this browser is known by nothing any more: said with the way to sign in again, and the call goes out after it', async ({
	seating
}) => {
	const { plan, id, mira, jonas } = await sitting(seating);
	const login = (await jonas.context.cookies()).find(({ name }) => name === 'login')!;
	await jonas.context.clearCookies({ name: 'login' });
	// Nor by its stream, whose name something on the way takes out.
	await jonas.page.route(commands, async (route) =>
		route.continue({ headers: { ...(await route.request().allHeaders()), 'x-stream': '' } })
	);
	await jonas.the('support').tap();
	await expect(jonas.the('own-line')).toContainText('this page is not signed in any more', soon);
	await expect(jonas.the('help').first()).toContainText('life is in danger');
	await expect(jonas.the('sign-in-again')).toHaveAttribute('href', new RegExp(`^/sign-in\\?to=.*${plan.id}`));
	expect(await openCalls(id)).toEqual([]);
	await jonas.context.addCookies([login]);
	await expect(mira.the('signal-2')).toBeVisible();
	await expect(jonas.the('seat-1'), 'back in the circle by itself').toBeVisible();
	expect(await openCalls(id)).toEqual([{ seat: 2, whom: 'me' }]);

	await test.step('the page is reloaded meanwhile: still told, with the number and the way back, on which it goes out', async () => {
		await jonas.the('withdraw').tap();
		await expect(jonas.the('signal-card')).toBeHidden();
		await jonas.context.clearCookies({ name: 'login' });
		await jonas.the('support').tap();
		await expect(jonas.the('own-line')).toContainText('this page is not signed in any more', soon);
		await jonas.page.reload();
		const told = jonas.the('unsent-call');
		await expect(told).toContainText('not through yet');
		await expect(told).toContainText('life is in danger');
		await expect(jonas.page, 'the way to sign in leads back to the circle').toHaveURL(/sign-in\?to=.*circle/);
		await fits(jonas.page, 'a call that is kept, signed out');
		expect(await openCalls(id)).toEqual([]);
		await jonas.context.addCookies([login]);
		await jonas.page.reload();
		await expect(mira.the('signal-2')).toBeVisible();
		expect(await openCalls(id)).toEqual([{ seat: 2, whom: 'me' }]);
	});
});

test('[N1] the database hangs: nothing is told as done, and a call taken back does not arrive later', async ({ seating }) => {
	const { id, mira, jonas } = await sitting(seating);
	let release = () => {};
	const held = sql().begin(async (tx) => {
		await tx`select 1 from gatherings where id = ${id} for update`;
		await new Promise<void>((resolve) => (release = resolve));
	});
	await jonas.the('support').tap();
	await expect(jonas.the('own-line')).toHaveText('Your call is not through yet: no answer comes back.', soon);
	await jonas.the('take-back-unsent').tap();
	await expect(jonas.the('own-line')).toBeHidden();
	release();
	await held;
	await expect
		.poll(async () => (await told(id)).context.signals.map(({ withdrawn }) => withdrawn), 'it had been carried, and is withdrawn')
		.toEqual([true]);
	await expect(mira.the('signal-2')).toBeHidden();
	await expect(jonas.the('signal-card')).toBeHidden();
});
