// Somebody on call: woken by push or by the operator's own carrier, and from there into a circle that is on, in real browsers; and
// their own page by keyboard. From the mail's link: support-walk.spec.ts.
import { expect } from '../support/e2e.ts';
import { test } from '../support/e2e-carriers.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { sitDown } from '../support/e2e-sitting.ts';
import { isDue } from '../support/clocks.ts';
import { answered, credentialed, onCall, outboxOf } from '../support/on-call.ts';
import type { Person } from '../support/people.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { setTopic } from '../../src/lib/server/oncall/topic.ts';
import { keepDevice } from '../../src/lib/server/push/index.ts';

test.use({ runs: ['pages'] });

test('[N3] [N7] [S10] nobody in the room answers: one on call is woken by push, the next by the operator’s carrier; seen, on the way, in the ring', async ({
	app,
	carriers,
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const { id } = plan;
	const rosa = await onCall({ name: 'Rosa' });
	await keepDevice(rosa.id, carriers.push.device('rosa'));
	const sam = await credentialed({ name: 'Sam' });
	await answered(sam.id);
	await setTopic(sam.id, 'sam-7f3k');
	const [mira, jonas] = [await seating.invite(plan, 1), await seating.invite(plan, 2)];
	await sitDown(id, [mira, jonas]);
	await mira.does('begin');
	await mira.does('next-phase');
	const bothRead = async (words: string) => {
		await expect(jonas.the('paged')).toHaveText(words);
		await expect(mira.the('with')).toHaveText(`Nobody is with them yet. ${words}`);
	};

	await test.step('Jonas presses, Mira does not answer: Rosa’s device is woken, and says only that somebody asks', async () => {
		await jonas.press('support');
		await expect(mira.the('signal-2')).toContainText('Jonas asked for support');
		await expect(jonas.the('paged')).toHaveCount(0);
		await isDue(id, 'page:');
		await bothRead('One person on call is being reached.');
		await expect.poll(() => carriers.push.pushed).toHaveLength(1);
		const { message } = carriers.push.pushed[0]!;
		expect(message).toMatchObject({ title: 'Evenround', body: 'Somebody asks for you at Evenround.' });
		carriers.push.wake();
		await bothRead('The person on call was sent the alert.');
	});

	const asks = (who: Person, sitter: Sitter) =>
		beginLogin(who.id).then((value) => sitter.context.addCookies([{ name: 'login', value, url: app.url }]));
	const samsDesk = await seating.stranger(4, 'Sam');
	await test.step('Sam comes on call meanwhile: he is asked at once, by a signed alert that names nobody, and sees it', async () => {
		await asks(sam, samsDesk);
		await samsDesk.page.goto(`${app.url}/on-call`);
		await samsDesk.page.getByRole('button', { name: 'I am on call now' }).click();
		await bothRead('Both people on call were sent the alert.');
		const [alert, ...more] = carriers.webhook.posted;
		expect(more).toEqual([]);
		expect(alert).toMatchObject({ signed: true, body: { kind: 'signal', title: 'Somebody asks for you at Evenround', to: 'sam-7f3k' } });
		for (const word of ['Jonas', 'Mira', 'A circle', id]) expect(JSON.stringify(alert!.body)).not.toContain(word);
		await samsDesk.page.goto(app.url + (alert!.body.path as string));
		await expect(samsDesk.page.getByRole('heading', { name: 'Somebody asks for you' })).toBeVisible();
		await bothRead('Both people on call were sent the alert, and one has seen it.');
	});

	await test.step('Rosa opens what woke her, signs in, and comes in without standing at a door', async () => {
		const { url } = carriers.push.pushed[0]!.message;
		const handy = await seating.stranger(3, 'Rosa', { viewport: { width: 390, height: 844 } });
		await handy.page.goto(app.url + url);
		await expect(handy.page).toHaveURL(/sign-in\?to=/);
		await expect(handy.page.getByText('A circle')).toHaveCount(0);
		await asks(rosa, handy);
		await handy.page.goto(app.url + url);
		await bothRead('Both people on call were sent the alert, and both have seen it.');
		await handy.page.getByRole('checkbox').check();
		await handy.page.getByRole('button', { name: 'Come in' }).click();
		await bothRead('One person on call is on the way.');
		await expect(handy.page.getByText('You sit down at once; nobody has to let you in.')).toBeVisible();
		await handy.press('sit-down');
		await expect(handy.the('circle')).toBeVisible();
		for (const one of [mira, jonas]) await expect(one.the('seat-3')).toContainText('Rosa');
		await expect(jonas.the('seat-3')).toContainText('on call');
		await handy.press('call-bar-who');
		await handy.press('i-see-you');
	});

	await test.step('she answers: Jonas reads it by her name, and Sam need not hurry', async () => {
		await expect(jonas.the('own-line')).toHaveText('Rosa: “I see you.”');
		await expect(mira.the('with')).toHaveText('Rosa said: “I see you.”');
		await expect(samsDesk.page.getByRole('status')).toContainText('It is taken care of.');
	});
	expect([carriers.push.pushed.length, carriers.webhook.posted.length], 'nobody was woken twice').toEqual([1, 1]);
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

test('an iPhone outside the home screen is told how to get there; another browser that cannot be woken is not', async ({
	app,
	seating
}) => {
	const rosa = await credentialed({ name: 'Rosa' });
	const cookie = { name: 'login', value: await beginLogin(rosa.id), url: app.url };
	const agents = {
		iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
		other: 'Mozilla/5.0 (X11; Linux x86_64) Other/1.0'
	};
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
		registration.showNotification = async (title: string, { body, tag, data }: Record<string, unknown>) =>
			void shown.push({ title, body, tag, data });
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
	await devtools.send('ServiceWorker.deliverPushMessage', {
		origin: app.url,
		registrationId: await registration,
		data: JSON.stringify(message)
	});
	const shown = () => worker!.evaluate(() => (self as unknown as { shown: unknown[] }).shown);
	await expect.poll(shown).toEqual([{ title: 'Evenround', body: message.body, tag: 't', data: { url: '/on-call/x' } }]);

	// Nor does it let anybody press one, or a worker open a window that nobody pressed for.
	const opened = await worker!.evaluate(async () => {
		const { shown, clients } = self as unknown as { shown: { data: unknown }[]; clients: { openWindow: unknown } };
		const done: unknown[] = [];
		clients.openWindow = async (url: string) => void done.push({ opens: url });
		const waits: Promise<unknown>[] = [];
		const notification = { data: shown[0]!.data, close: () => done.push('closes') };
		self.dispatchEvent(
			Object.assign(new Event('notificationclick'), { notification, waitUntil: (work: Promise<unknown>) => waits.push(work) })
		);
		await Promise.all(waits);
		return done;
	});
	expect(opened).toEqual(['closes', { opens: '/on-call/x' }]);
});
