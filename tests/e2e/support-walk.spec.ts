// Six people: one asks for support in another's turn and nobody inside answers. Somebody on call comes, pauses the circle,
// goes aside with the person; another gives the circle back; the person returns, and the round ends with every mark right.
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { Guest } from '../support/at-app.ts';
import { agreed, expect, hear, nothingStrayed, test } from '../support/e2e.ts';
import { toneOf } from '../support/e2e-senses.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { isDue } from '../support/clocks.ts';
import { linkTo, onCall } from '../support/on-call.ts';

/** Those who sit there without a browser. */
let guests: Guest[] = [];
test.afterEach(() => Promise.all(guests.map((guest) => guest.leaves())));
test.afterAll(releaseNative);

test.use({ runs: ['pages'] });

test('[N3] [S10] [K1] [A1] [A2] [K3] [A3] from the press to the end of the round', async ({ app, seating }) => {
	const plan = await plannedFor(['Mira', 'Noor', 'Jonas', 'Amara', 'Tomas'], 0, undefined, 2);
	const { id } = plan;
	const rosaElsewhere = await onCall({ name: 'Rosa' });
	const cookies = new Map(plan.people.map(({ seat, token }) => [seat, { login: token }]));
	// Three of them without a browser: Mira, who holds it and does not look, Jonas, who speaks, and Tomas.
	guests = [1, 3, 5].map((seat) => new Guest({ id, cookies }, seat, app.url, toneOf(seat)));
	const [mira, jonas, tomas] = await Promise.all(guests.map((guest) => guest.comes()));
	const [noor, amara] = [await seating.invite(plan, 2), await seating.invite(plan, 4)];
	for (const one of [noor, amara]) await one.sitsDown(id);
	await expect.poll(async () => (await told(id)).context.seats.map((s) => s.connection)).toEqual(Array(5).fill('present'));
	const offered = (seat: number) => expect.poll(async () => (await told(id)).context.turn?.seat).toBe(seat);
	const turnId = async () => (await told(id)).context.turn!.turnId;

	await mira!.does({ type: 'BEGIN' });
	await mira!.does({ type: 'NEXT_PHASE', phaseId: (await told(id)).context.format.phases[0]!.id });
	await offered(1);
	await mira!.does({ type: 'PASS', turnId: await turnId() });
	await noor.does('pass');
	await offered(3);
	await jonas!.does({ type: 'ACCEPT', turnId: await turnId(), typing: false });
	await hear([noor, amara], [3]);
	const turn = (await told(id)).context.turn!;

	await test.step('she presses while Jonas speaks; nobody inside answers, and she is told that people on call are reached', async () => {
		await amara.press('support');
		await expect(noor.the('signal-4')).toContainText('Amara asked for support');
		await isDue(id, 'page:');
		await expect(amara.the('signal-card')).toContainText('on call');
	});

	const link = await linkTo(id, rosaElsewhere.email, app.dataDir);
	const rosa = await seating.stranger(6, 'Rosa');
	await test.step('Rosa opens the mail’s link, comes in, is named to everybody, and pauses the circle for her', async () => {
		await rosa.context.addCookies([{ name: 'login', value: await beginLogin(rosaElsewhere.id), url: app.url }]);
		await rosa.page.goto(app.url + link);
		await rosa.page.getByRole('checkbox').check();
		await rosa.page.getByRole('button', { name: 'Come in' }).click();
		await rosa.page.getByTestId('sit-down').click();
		await expect(noor.the('seat-6')).toContainText('on call');
		await rosa.press('pause-for');
		await expect(amara.the('who')).toHaveText('This pause is for you');
		await expect(noor.the('prompt')).toHaveText('Rosa leads.');
		await hear([noor], []);
	});

	await test.step('they go aside by consent; Noor leads, and gives the circle back exactly', async () => {
		await rosa.press('be-with');
		await amara.press('care-yes');
		for (const one of [rosa, amara]) await expect(one.the('care-room')).toHaveAttribute('data-here', 'true');
		await hear([rosa], [4]);
		await hear([amara], [6]);
		await noor.press('resume-exact');
		await hear([noor], [3]);
		const now = (await told(id)).context.turn!;
		expect([now.turnId, now.seat, now.budgetMs]).toEqual([turn.turnId, 3, turn.budgetMs]);
		const aside = (await told(id)).context.seats.filter((s) => s.standing === 'inCare');
		expect(aside.map((s) => s.seat)).toEqual([4, 6]);
		expect(await Promise.all(aside.map((s) => tomas!.native!.nextVoiceFrom(s.identity!, 500)))).toEqual([null, null]);
	});

	await test.step('back when both say so; the piece comes to her like to everybody', async () => {
		await rosa.does('care-back');
		await amara.does('care-back');
		await expect(amara.the('seat-3')).toBeVisible();
		await jonas!.does({ type: 'FINISH', turnId: turn.turnId });
		await offered(4);
		await amara.does('receive');
		await hear([noor, rosa], [4]);
		await amara.does('finish');
		await offered(5);
		await tomas!.does({ type: 'ACCEPT', turnId: await turnId(), typing: false });
		await hear([noor, amara], [5]);
		await tomas!.does({ type: 'FINISH', turnId: await turnId() });
		await rosa.press('case-done');
		await rosa.press('close-spoken');
		await expect(amara.the('signal-card')).toBeHidden();
		await expect.poll(async () => (await told(id)).context.turn).toBeNull();
		const { seats } = (await told(id)).context;
		expect(seats.slice(0, 5).map((s) => s.mark)).toEqual(['passed', 'passed', 'heard', 'heard', 'heard']);
	});
	await agreed(id, [noor, amara, rosa]);
	await nothingStrayed(id, [noor, amara, rosa]);
});
