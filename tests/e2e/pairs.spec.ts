// Pairs in real browsers: found by chance, a room for each two, the same steps, a helper where somebody asked, and all back.
import { accessible } from '../support/e2e-axe.ts';
import { agreed, expect, hear, nothingStrayed, test } from '../support/e2e.ts';
import { clockRings, movesOn, plannedFor, told } from '../support/e2e-gathering.ts';
import { listeningInPairs } from '../../src/lib/gathering/formats/index.ts';
import { fits } from '../support/e2e-layout.ts';
import type { Sitter } from '../support/e2e-sitter.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('[D1] [D2] [D4] [D5] two and two in rooms of their own, heard by nobody else, helped where one asked, and everybody back', async ({ seating }) => {
	test.setTimeout(180_000);
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara', 'Tomas', 'Ilse'], 0, listeningInPairs);
	const { id } = plan;
	const all: Sitter[] = [];
	for (let seat = 1; seat <= 5; seat++) all.push(await seating.invite(plan, seat, seat === 5 ? phone : {}));
	const [mira, jonas] = all as [Sitter, Sitter];
	for (const one of all) await one.sitsDown(id);
	for (const seat of [2, 3, 4, 5]) await expect(mira.the(`seat-${seat}`)).toHaveAttribute('data-connection', 'present');

	await test.step('before: one says what one wishes, and nobody else is told', async () => {
		await jonas.does('pairs');
		await jonas.page.getByLabel('I have done this before').check();
		await jonas.press('pairs-done');
		await expect.poll(async () => (await told(id)).context.seats[1]!.pairWish.practised).toBe(true);
	});

	await mira.does('begin');
	await movesOn(id, 'pairs');
	const people = all.slice(1);
	for (const one of people) await expect(one.the('pair-room')).toHaveAttribute('data-here', 'true');
	const pairs = (await told(id)).context.pairs!.all.map((pair) => pair.seats.map((seat) => all[seat - 1]!) as [Sitter, Sitter]);
	const [[a, b], [c, d]] = pairs as [[Sitter, Sitter], [Sitter, Sitter]];

	await test.step('agreeing: both may open their microphone; it is calm, fits a phone and is read aloud', async () => {
		await expect(a.the('pair-prompt')).toHaveText('Agree how you listen');
		await accessible(a.page, 'a pair, agreeing');
		await fits(all[4]!.page, 'a pair on a phone');
	});

	await test.step('the first has the word: their partner hears them, nobody else does', async () => {
		await clockRings(id, 'pairStep');
		await expect(a.the('pair-prompt')).toHaveText('This time is yours');
		await expect(b.the('pair-prompt')).toHaveText(`${a.name} has the word`);
		await hear([b], [a.seat]);
		await hear([d], [c.seat]);
		await hear([mira], []);
	});

	await test.step('a moment of quiet, ended by who asked for it', async () => {
		await b.does('need-moment');
		await expect(a.the('pair-prompt')).toHaveText(`A moment for ${b.name}`);
		await hear([b], []);
		await b.does('ready-again');
		await hear([b], [a.seat]);
	});

	await test.step('somebody asks for support: the facilitator comes in, seen by both', async () => {
		await b.press('support');
		await mira.press('enter-pair');
		await expect(a.the('pair-room')).toContainText('Mira, here to help');
		await expect(mira.the('pair-room')).toHaveAttribute('data-here', 'true');
		await hear([mira], [a.seat]);
		await mira.does('leave-pair');
		await expect(mira.the('pair-room')).toHaveCount(0);
	});

	await test.step('a pause brings everyone to the circle, and back to where they were', async () => {
		await mira.press('pause');
		await expect(a.the('prompt')).toHaveText('Mira is speaking.');
		await hear([a, c], [1]);
		await mira.press('resume-exact');
		for (const one of people) await expect(one.the('pair-room')).toHaveAttribute('data-here', 'true');
		await hear([b], [a.seat]);
		await expect(a.the('pause-asked')).toBeVisible();
		await a.press('pause-right');
		await expect(a.the('pause-asked')).toContainText('Thank you.');
	});

	await test.step('everybody is called back, and the circle goes on when all are there', async () => {
		await movesOn(id, 'circle');
		for (const one of people) await expect(one.the('pair-room')).toHaveCount(0);
		expect((await told(id)).context.seats.every((seat) => seat.connection === 'present')).toBe(true);
		await mira.does('receive');
		await hear(people, [1]);
	});
	await agreed(id, all);
	await nothingStrayed(id, all);
});
