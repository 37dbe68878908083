// Somebody on call: from the link in the mail into a circle that is on, in real browsers; and their own page by keyboard.
import { expect, test } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { isDue } from '../support/clocks.ts';
import { answered, credentialed, linkTo, onCall, outboxOf } from '../support/on-call.ts';
import { beginLogin } from '../../src/lib/server/auth/login.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';

test.use({ runs: ['pages'] });

test('[N3] [S10] nobody answers, somebody on call opens the mail’s link and sits in the ring, shown as on call', async ({ app, seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const rosa = await onCall({ name: 'Rosa' });
	const jonas = await seating.invite(plan, 2);
	await jonas.page.goto(`${app.url}/gatherings/${plan.id}/join`);
	await jonas.page.getByTestId('sit-down').click();
	await expect(jonas.page.getByTestId('circle')).toBeVisible();
	// Mira holds it and does not look.
	const mira = { kind: 'seat', seat: 1 } as const;
	await send(plan.id, mira, { type: 'JOIN', identity: 'nobody', device: 'nobody', moveHere: false });
	await send(plan.id, mira, { type: 'BEGIN' });
	const { context } = await told(plan.id);
	await send(plan.id, mira, { type: 'NEXT_PHASE', phaseId: context.format.phases[0]!.id });
	await send(plan.id, { kind: 'seat', seat: 2 }, { type: 'SUPPORT', whom: 'me' });
	await isDue(plan.id, 'page:');

	const link = await linkTo(plan.id, rosa.email, app.dataDir);
	await expect(jonas.page.getByTestId('paged')).toContainText('being reached');

	const phone = await seating.stranger(3, 'Rosa', { viewport: { width: 390, height: 844 } });
	await phone.page.goto(app.url + link);
	await expect(phone.page).toHaveURL(/sign-in\?to=/);
	await expect(phone.page.getByText('A circle')).toHaveCount(0);
	await phone.context.addCookies([{ name: 'login', value: await beginLogin(rosa.id), url: app.url }]);
	await phone.page.goto(app.url + link);
	await expect(phone.page.getByRole('heading', { name: 'Somebody asks for you' })).toBeVisible();
	await phone.page.getByRole('checkbox').check();
	await expect(jonas.page.getByTestId('paged')).toContainText('seen');
	await phone.page.getByRole('button', { name: 'Come in' }).click();
	await expect(jonas.page.getByTestId('paged')).toHaveText('One person on call is on the way.');
	await expect(phone.page.getByText('You sit down at once; nobody has to let you in.')).toBeVisible();
	await phone.page.getByTestId('sit-down').click();
	await expect(phone.page.getByTestId('circle')).toBeVisible();
	await expect(jonas.page.getByTestId('seat-3')).toContainText('Rosa');
	await expect(jonas.page.getByTestId('seat-3')).toContainText('on call');
});

test('one’s hours, now and a test page, by keyboard', async ({ app, seating }) => {
	const rosa = await credentialed({ name: 'Rosa', timeZone: 'Europe/Berlin' });
	await answered(rosa.id);
	const { page, context } = await seating.stranger(1, 'Rosa');
	await context.addCookies([{ name: 'login', value: await beginLogin(rosa.id), url: app.url }]);
	await page.goto(`${app.url}/on-call`);
	// Not today: whoever is on call by the week already would see no change when they say “now”.
	const day = new Intl.DateTimeFormat('en', { weekday: 'long' }).format(Date.now() + 3 * 86_400_000);
	await page.getByLabel('Day', { exact: true }).focus();
	await page.keyboard.type(day);
	await page.getByRole('button', { name: 'Add it' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: `Remove ${day} 19:00 – 23:00` })).toBeVisible();
	await page.getByRole('button', { name: 'I am on call now' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'You are on call now.' })).toBeVisible();
	await page.getByRole('button', { name: 'Send me a test page' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText('It is on its way')).toBeVisible();
	const mail = async () => (await outboxOf(app.dataDir)).find(({ to }) => to === rosa.email)?.text ?? '';
	await expect.poll(mail, { timeout: 8000 }).toContain('/on-call/');
	await page.goto(app.url + /\/on-call\/[\w-]+/.exec(await mail())![0]);
	await page.getByRole('button', { name: 'It reached me' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText('It reached you, and you answered.')).toBeVisible();
});

test('an iPhone outside the home screen is told how to get there; another browser that cannot be woken is not', async ({ app, seating }) => {
	const rosa = await credentialed({ name: 'Rosa' });
	const cookie = { name: 'login', value: await beginLogin(rosa.id), url: app.url };
	const agents = { iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1', other: 'Mozilla/5.0 (X11; Linux x86_64) Other/1.0' };
	for (const [index, [name, userAgent]] of Object.entries(agents).entries()) {
		const { page, context } = await seating.stranger(index + 1, 'Rosa', { userAgent, viewport: { width: 390, height: 844 } });
		await context.addCookies([cookie]);
		// Safari has no push messages before it is on the home screen.
		await page.addInitScript(() => delete (globalThis as { PushManager?: unknown }).PushManager);
		await page.goto(`${app.url}/on-call`);
		if (name === 'iphone') await expect(page.getByTestId('home-screen')).toContainText('Add to Home Screen');
		else await expect(page.getByText('This browser cannot be woken.')).toBeVisible();
		await expect(page.getByTestId('home-screen')).toHaveCount(name === 'iphone' ? 1 : 0);
	}
});

test('a device that is woken shows that somebody asks, and nothing more; pressed, it opens the page', async ({ app, seating }) => {
	const rosa = await credentialed({ name: 'Rosa' });
	const { page, context } = await seating.stranger(1, 'Rosa');
	await context.addCookies([{ name: 'login', value: await beginLogin(rosa.id), url: app.url }]);
	await context.grantPermissions(['notifications'], { origin: app.url });
	await page.goto(`${app.url}/on-call`);
	await page.evaluate(async () => {
		const registered = await navigator.serviceWorker.register('/push-worker.js', { scope: '/push-worker' });
		while (!registered.active) await new Promise((again) => setTimeout(again, 20));
	});
	// A browser without a screen shows no notifications: what it is asked to show is kept instead.
	const worker = context.serviceWorkers().find((one) => one.url().endsWith('/push-worker.js'));
	await worker!.evaluate(() => {
		const { registration } = self as unknown as { registration: { showNotification: unknown } };
		const shown: unknown[] = [];
		Object.assign(self, { shown });
		registration.showNotification = async (title: string, { body, tag, data }: Record<string, unknown>) => void shown.push({ title, body, tag, data });
	});
	const devtools = await context.newCDPSession(page);
	const registration = new Promise<string>((found) =>
		devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/push-worker'));
			if (own) found(own.registrationId);
		})
	);
	await devtools.send('ServiceWorker.enable');
	const message = { title: 'Evenround', body: 'Somebody asks for you at Evenround.', url: '/on-call/x', tag: 't' };
	await devtools.send('ServiceWorker.deliverPushMessage', { origin: app.url, registrationId: await registration, data: JSON.stringify(message) });
	const shown = () => worker!.evaluate(() => (self as unknown as { shown: unknown[] }).shown);
	await expect.poll(shown).toEqual([{ title: 'Evenround', body: message.body, tag: 't', data: { url: '/on-call/x' } }]);

	// Nor does it let anybody press one, or a worker open a window that nobody pressed for.
	const opened = await worker!.evaluate(async () => {
		const { shown, clients } = self as unknown as { shown: { data: unknown }[]; clients: { openWindow: unknown } };
		const done: unknown[] = [];
		clients.openWindow = async (url: string) => void done.push({ opens: url });
		const waits: Promise<unknown>[] = [];
		const notification = { data: shown[0]!.data, close: () => done.push('closes') };
		self.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil: (work: Promise<unknown>) => waits.push(work) }));
		await Promise.all(waits);
		return done;
	});
	expect(opened).toEqual(['closes', { opens: '/on-call/x' }]);
});
