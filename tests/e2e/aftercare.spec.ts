// After a gathering, in real browsers: the way back, being asked later, telling one person, what a pause was about, where else to turn.
import { expect, test } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import type { Command } from '../../src/lib/gathering/types.ts';
import { closeNow, resumeNow } from '../support/now.ts';

test('Ana goes unwell and comes back; afterwards she is asked, tells Mira one word, and contests what Mira wrote down', async ({
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Ana']);
	const mira = await seating.invite(plan, 1);
	const ana = await seating.invite(plan, 2);
	const mirasPress = async (command: Command) =>
		expect(await send(plan.id, { kind: 'seat', seat: 1 }, command)).toMatchObject({ ok: true });
	const phaseId = async () => {
		const { context } = await told(plan.id);
		return context.format.phases[context.phaseIndex]!.id;
	};

	// On a slow machine the page is there before its script: what was unfolded by then stays so.
	const script = Promise.withResolvers<void>();
	await mira.page.route('**/_app/**/*.js', async (route) => {
		await script.promise;
		await route.continue();
	});
	await mira.page.goto(`${mira.base}/circles/${plan.circle}`, { waitUntil: 'commit' });
	const elsewhere = mira.the('elsewhere');
	await elsewhere.getByText('Add a row').click();
	await expect(elsewhere.getByLabel('What it is called')).toBeVisible();
	script.resolve();
	await mira.page.unrouteAll({ behavior: 'wait' });
	await mira.page.waitForLoadState('networkidle');
	await elsewhere.getByLabel('What it is called').fill('The night line');
	await elsewhere.getByLabel('What it is for').fill('When you cannot sleep and want to talk');
	await elsewhere.getByLabel('Number or address').fill('javascript:alert(1)');
	await elsewhere.getByRole('button', { name: 'Add it' }).click();
	await expect(elsewhere).toContainText('an address that begins with https://');
	await elsewhere.getByLabel('Number or address').fill('https://night.example/talk');
	await elsewhere.getByRole('button', { name: 'Add it' }).click();
	await expect(elsewhere.getByRole('link')).toHaveAttribute('href', 'https://night.example/talk');

	await mira.sitsDown(plan.id, { writes: true });
	await ana.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mirasPress({ type: 'BEGIN' });
	await mirasPress({ type: 'TAKEOVER', kind: 'support', seat: 2 });
	await mirasPress(await resumeNow(plan.id));
	await mirasPress(await closeNow(plan.id));
	await mirasPress({ type: 'NEXT_PHASE', phaseId: await phaseId() });
	await ana.press('leave');
	await ana.press('leave-now');
	await expect(ana.the('still-there')).toBeVisible();
	await ana.press('feeling-unwell');
	await expect(ana.the('feeling-answer')).toContainText('still there');
	await ana.press('back-to-holders');
	await expect(ana.the('circle')).toBeVisible();
	await mirasPress({ type: 'END', phaseId: await phaseId() });

	await expect(ana.the('screen-ended')).toBeVisible();
	await ana.press('feeling-raw');
	await ana.press('ask-tomorrow');
	await expect(ana.the('ask-later')).toContainText('We write to you');
	await expect(ana.the('places')).toContainText('The night line');

	await mira.page.goto(`${mira.base}/gatherings/${plan.id}`);
	await mira.the('pauses').getByText('Write it down').first().click();
	await mira.the('pauses').getByLabel('Whom it is about').selectOption('Ana');
	await mira.the('pauses').getByRole('button', { name: 'Write it down' }).click();
	await expect(mira.the('pauses')).toContainText('Write down something else');
	await ana.page.goto(`${ana.base}/account/record`);
	await ana.the('incidents').getByRole('button', { name: 'This is not right' }).click();
	await expect(ana.the('incidents')).toContainText('You said that this is not right');
	await mira.page.reload();
	await expect(mira.the('pauses')).toContainText('the person says that this is not right');

	const [row] = await sql()<
		{ id: string }[]
	>`update check_ins set sent_at = now() where account_id = ${plan.people[1]!.accountId} returning id`;
	await ana.page.goto(`${ana.base}/check-in/${row!.id}`);
	await ana.press('feeling-unwell');
	await expect(ana.the('helplines')).toBeVisible();
	await ana.the('tell').getByRole('button', { name: 'Tell them' }).click();
	await expect(ana.page.getByText('You told somebody who holds your circle')).toBeVisible();
	await mira.page.goto(`${mira.base}/circles/${plan.circle}`);
	await expect(mira.the('told')).toContainText('Ana: not all right');
	await ana.page.goto(`${ana.base}/circles/${plan.circle}`);
	await expect(ana.the('elsewhere')).toContainText('The night line');
	await expect(ana.the('told')).toHaveCount(0);
	await expect(ana.page.getByText('Add a row')).toHaveCount(0);
});

test('Ana says as she leaves that she is not all right: it is a call, and the debrief has it by name until it is closed in words', async ({
	seating
}) => {
	test.setTimeout(150_000);
	const plan = await plannedFor(['Mira', 'Ana', 'Jonas']);
	const mira = await seating.invite(plan, 1);
	const ana = await seating.invite(plan, 2);
	const jonas = await seating.invite(plan, 3);
	for (const one of [mira, ana, jonas]) await one.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-3')).toHaveAttribute('data-connection', 'present');
	const mirasPress = async (command: Command) =>
		expect(await send(plan.id, { kind: 'seat', seat: 1 }, command)).toMatchObject({ ok: true });
	const phaseId = async () => {
		const { context } = await told(plan.id);
		return context.format.phases[context.phaseIndex]!.id;
	};
	await mirasPress({ type: 'BEGIN' });
	await mirasPress(await closeNow(plan.id));
	await mirasPress({ type: 'NEXT_PHASE', phaseId: await phaseId() });

	for (const one of [mira, ana, jonas]) await expect(one.the('leaving')).toContainText('How are you as you leave?');
	await expect(ana.the('who-is-here')).toHaveText('Mira is still here.');
	await jonas.press('leaving-skip');
	await expect(jonas.the('leaving')).toHaveCount(0);
	await ana.press('feeling-unwell');
	await expect(mira.the('signal-2')).toContainText('Ana');
	await expect(ana.the('leaving-called')).toContainText('Mira can see it');
	await expect(ana.the('feeling-unwell')).toHaveCount(0);
	expect((await told(plan.id)).context.signals).toHaveLength(1);

	await mirasPress({ type: 'END', phaseId: await phaseId() });
	await expect(ana.the('call-goes-on')).toContainText('Mira led the circle and sees it with your name');
	await expect(jonas.the('to-debrief')).toHaveCount(0);
	await expect(mira.the('open-cases')).toHaveText('Ana’s call for support is still open.');
	await mira.press('to-debrief');
	await expect(mira.the('open-call')).toContainText('Ana asked for support');
	await mira.the('open-call').getByLabel('We have spoken').check();
	await mira.press('close-call');
	await expect(mira.the('no-open-call')).toBeVisible();
	expect((await told(plan.id)).context.signals[0]).toMatchObject({ closed: true, closedAs: 'spoken' });

	await jonas.page.goto(`${jonas.base}/gatherings/${plan.id}/debrief`);
	await expect(jonas.page.getByText('There is nothing here.')).toBeVisible();
	await jonas.page.goto(`${jonas.base}/gatherings/${plan.id}/join`);
	await expect(jonas.page.getByText('This gathering is over.')).toBeVisible();
	await expect(jonas.the('self-preview')).toHaveCount(0);
});
