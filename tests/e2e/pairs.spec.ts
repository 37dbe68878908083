// Pairs in real browsers: found by chance, a room for each two, the same steps, a helper where somebody asked, and all back.
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { Guest } from '../support/at-app.ts';
import { accessible } from '../support/e2e-axe.ts';
import { agreed, expect, hear, nothingStrayed, test } from '../support/e2e.ts';
import { clockRings } from '../support/clocks.ts';
import { movesOn, plannedFor, told } from '../support/e2e-gathering.ts';
import { listeningInPairs } from '../../src/lib/gathering/formats/index.ts';
import { toneOf } from '../support/e2e-senses.ts';
import { fits } from '../support/e2e-layout.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { phone } from '../support/e2e-sitting.ts';

/** Those who sit there without a browser. */
let guests: Guest[] = [];
test.afterEach(() => Promise.all(guests.map((guest) => guest.leaves())));
test.afterAll(releaseNative);

test('[D1] [D2] [D4] [D5] [D9] [N11] five people: two and two in rooms of their own, heard by nobody else, helped where one asked, and everybody back', async ({
	app,
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara', 'Tomas', 'Ilse'], 0, listeningInPairs);
	const { id } = plan;
	const cookies = new Map(plan.people.map(({ seat, token }) => [seat, { login: token }]));
	const [mira, jonas, amara] = [await seating.invite(plan, 1), await seating.invite(plan, 2), await seating.invite(plan, 3, phone)];
	const all = [mira, jonas, amara];
	for (const one of all) await one.sitsDown(id);
	guests = [4, 5].map((seat) => new Guest({ id, cookies }, seat, app.url, toneOf(seat)));
	for (const guest of guests) await guest.comes();
	for (const seat of [2, 3, 4, 5]) await expect(mira.the(`seat-${seat}`)).toHaveAttribute('data-connection', 'present');

	await test.step('before: one says what one wishes, and nobody else is told', async () => {
		await jonas.does('pairs');
		await jonas.page.getByLabel('I have done this before').check();
		await jonas.page.getByText('Not with …').click();
		for (const name of ['Tomas', 'Ilse']) await jonas.page.getByLabel(name).check();
		await jonas.press('pairs-done');
		await expect.poll(async () => (await told(id)).context.seats[1]!.pairWish).toEqual({ alone: false, practised: true, avoid: [4, 5] });
		expect(JSON.stringify((await mira.senses()).view)).not.toContain('"avoid":[4,5]');
	});

	await mira.does('begin');
	await movesOn(id, 'pairs');
	for (const one of [jonas, amara]) await expect(one.the('pair-room')).toHaveAttribute('data-here', 'true');
	for (const guest of guests) await guest.goesOver();
	const pairs = (await told(id)).context.pairs!.all.map((pair) => pair.seats);
	expect(pairs.map((pair) => [...pair].sort()).sort()).toEqual([
		[2, 3],
		[4, 5]
	]);
	const [a, b] = pairs.find((pair) => pair.includes(2))!.map((seat) => all[seat - 1]!) as [Sitter, Sitter];

	await test.step('agreeing: it is calm, fits a phone and is read aloud', async () => {
		await expect(a.the('pair-prompt')).toHaveText('Agree how you listen');
		await accessible(jonas.page, 'a pair, agreeing');
		await fits(amara.page, 'a pair on a phone');
	});

	await test.step('the first has the word: their partner hears them, nobody else does', async () => {
		await clockRings(id, 'pairStep');
		await expect(a.the('pair-prompt')).toHaveText('This time is yours');
		await expect(b.the('pair-prompt')).toHaveText(`${a.name} has the word`);
		await hear([b], [a.seat]);
		await hear([a, mira], []);
	});

	await test.step('a moment of quiet, ended by who asked for it', async () => {
		await b.does('need-moment');
		await expect(a.the('pair-prompt')).toHaveText(`A moment for ${b.name}`);
		await hear([b], []);
		await b.does('ready-again');
		await hear([b], [a.seat]);
	});

	await test.step('somebody asks for support: by one press the only facilitator is there, seen by both', async () => {
		await b.press('support');
		await expect(mira.the('be-with-then')).toHaveText('You go into their pair.');
		await mira.press('be-with');
		await expect(a.the('pair-room')).toContainText(/Mira.*here to help/);
		await expect(mira.the('pair-room')).toHaveAttribute('data-here', 'true');
		await hear([mira], [a.seat]);
	});

	const clock = async () => (await told(id)).context.timers.pairStep;
	await test.step('she asks to be alone with who called: the two hear each other, nobody else does, and nobody’s time is used', async () => {
		await expect(mira.the('apart')).toHaveText(
			`If you are alone with ${b.name}, ${a.name} waits in the circle, and the pair's time stands still. Your microphone opens then.`
		);
		await mira.does('pair-apart');
		await expect(a.the('who')).toHaveText('Somebody from your pair is being looked after');
		await expect(a.the('prompt')).toHaveText('You are in the circle meanwhile.');
		await expect(a.the('middle')).toContainText('Your pair goes on afterwards; its time stands still.');
		await expect(b.the('pair-prompt')).toHaveText('Mira is with you');
		await expect(b.the('pair-line')).toHaveText(
			`${a.name} waits in the circle. The pair's time stands still, and goes on afterwards. There is no hurry.`
		);
		await expect(mira.the('pair-prompt')).toHaveText(`You are with ${b.name}`);
		const stood = await clock();
		await hear([b], [1]);
		await expect(b.the('note')).toHaveText('Your microphone is closed. Open it when you would like to speak.');
		await b.press('mic');
		await hear([mira], [b.seat]);
		await hear([a], []);
		for (const guest of guests)
			for (const one of [mira, b]) expect(guest.native!.hears((await one.senses()).view!.seats[one.seat - 1]!.identity!)).toBe(false);
		for (const one of [mira, b]) await expect(one.the('pair-room')).not.toContainText('about');
		await fits(amara.page, 'a pair of which one is looked after');
		await accessible(a.page, 'waiting in the circle for one’s pair');
		expect(await clock()).toEqual(stood);
	});

	await test.step('and lets the pair go on: it is as it was', async () => {
		await mira.does('leave-pair');
		await expect(mira.the('pair-room')).toHaveCount(0);
		await expect(a.the('pair-room')).toHaveAttribute('data-here', 'true');
		await expect(a.the('pair-prompt')).toHaveText('This time is yours');
		await expect(a.the('pair-room')).toContainText('about');
		await hear([b], [a.seat]);
		await hear([a, mira], []);
	});

	await test.step('a pause brings everyone to the circle, and back to where they were', async () => {
		await mira.press('pause');
		await expect(a.the('prompt')).toHaveText('Mira leads.');
		await hear([jonas, amara], [1]);
		await mira.press('resume-exact');
		for (const one of [jonas, amara]) await expect(one.the('pair-room')).toHaveAttribute('data-here', 'true');
		await hear([b], [a.seat]);
	});

	await test.step('everybody is called back, and the circle goes on when all are there', async () => {
		await mira.does('next-phase');
		await expect.poll(async () => (await told(id)).context.pairs?.returning.filter((seat) => seat < 4) ?? []).toEqual([]);
		for (const guest of guests) await guest.client.act({ type: 'ARRIVED' });
		await expect.poll(async () => listeningInPairs.phases[(await told(id)).context.phaseIndex]?.id).toBe('circle');
		for (const one of [jonas, amara]) await expect(one.the('pair-room')).toHaveCount(0);
		await expect(a.the('pause-asked')).toHaveCount(0);
		await a.does('of-pause');
		await a.press('pause-right');
		await expect(a.the('pause-asked')).toContainText('Thank you.');
		await mira.does('receive');
		await hear([jonas, amara], [1]);
		await expect.poll(async () => (await told(id)).context.seats.map((seat) => seat.connection)).toEqual(Array(5).fill('present'));
	});
	await agreed(id, all);
	await nothingStrayed(id, all);
});
