// Four people in four browsers sit through a whole gathering, with a pause in the middle of a held turn.
import { agreed, expect, hear, nothingStrayed, test } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { makeInvitation } from '../../src/lib/server/circles/invitations.ts';
import type { Sitter } from '../support/e2e-sitter.ts';

/** Seat by seat around the ring: each receives the piece, says something, and is done. */
async function round(id: string, speakers: Sitter[], all: Sitter[]) {
	for (const speaker of speakers) {
		await speaker.does('receive');
		await expect(speaker.the('who')).toContainText('You have the piece');
		await hear(all, [speaker.seat]);
		await speaker.does('finish');
		await agreed(id, all);
	}
}

test('a whole gathering: lobby, every phase, a pause with somebody in care, and the turn given back as it was', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara'], 1);
	const { id } = plan;
	const mira = await seating.invite(plan, 1);
	const jonas = await seating.invite(plan, 2);
	const amara = await seating.invite(plan, 3);
	const tomasz = await seating.stranger(4, 'Tomasz');
	const all = [mira, jonas, amara, tomasz];

	await test.step('a guest comes by an invitation, with nothing but a name', async () => {
		const secret = await makeInvitation(plan.circle, 1, 1, plan.hostId);
		const { page } = tomasz;
		await tomasz.comesBy(secret);
		await page.locator(`a[href="/gatherings/${id}"]`).click();
		await page.getByLabel('I accept these agreements').check();
		await page.getByRole('button', { name: 'Reserve my seat' }).click();
		await page.getByRole('link', { name: 'Come in' }).click();
		await expect(tomasz.the('sit-down')).toBeEnabled();
	});

	await test.step('the lobby: four sit down, one of them without camera and microphone', async () => {
		for (const sitter of [mira, jonas, amara]) await sitter.sitsDown(id);
		await tomasz.sitsDown(id, { writes: true });
		for (const sitter of all) {
			await expect(sitter.the('prompt')).toContainText('Take your time to arrive');
			for (const other of all) await expect(sitter.the(`seat-${other.seat}`)).toHaveAttribute('data-connection', 'present');
		}
		await agreed(id, all);
	});

	await test.step('the opening: only the facilitator is heard', async () => {
		await mira.does('begin');
		for (const sitter of all) await expect(sitter.the('phase')).toHaveText('Opening');
		await mira.press('mic');
		await hear([jonas, amara, tomasz], [mira.seat]);
		await agreed(id, all);
	});

	await test.step('check-in: received, passed, deferred and asked again, taken in writing', async () => {
		await mira.does('next-phase');
		await round(id, [mira], all);
		await expect(jonas.the('who')).toHaveText('The piece is offered to you');
		await jonas.does('pass');
		await amara.does('later');
		await tomasz.does('receive');
		await tomasz.the('writing').fill('A grey sky, and it is all right.');
		for (const sitter of [mira, jonas, amara]) await expect(sitter.the('written')).toHaveText('A grey sky, and it is all right.');
		await hear(all, []);
		await tomasz.does('finish');
		await round(id, [amara], all);
		await expect(mira.the('act-next-phase')).toBeVisible();
	});

	await test.step('first round: Mira is done, Jonas speaks', async () => {
		await mira.does('next-phase');
		await round(id, [mira], all);
		await jonas.does('receive');
		await hear(all, [jonas.seat]);
		await agreed(id, all);
	});

	await test.step('a pause with Jonas in care: he and Mira are heard, all else stands still, and comes back as it was', async () => {
		const before = await told(id);
		await mira.the('panel').getByText('Other ways to pause').click();
		await mira.the('panel').getByRole('button', { name: 'Pause and stay with Jonas' }).click();
		for (const sitter of [amara, tomasz]) await expect(sitter.the('prompt')).toHaveText('Mira leads.');
		await expect(jonas.the('who')).toHaveText('This pause is for you');
		await expect(jonas.the('note')).toHaveText('Open. Everybody in the circle hears you.');
		await agreed(id, all);
		await hear([amara, tomasz], [mira.seat, jonas.seat]);
		await hear([jonas], [mira.seat]);
		const held = await told(id);

		await mira.press('resume-exact');
		for (const sitter of [mira, amara, tomasz]) await expect(sitter.the('who')).toHaveText('Jonas is speaking');
		await agreed(id, all);
		await hear(all, [jonas.seat]);
		const after = await told(id);
		const marks = ({ context }: typeof before) => context.seats.map(({ seat, mark }) => [seat, mark]);
		expect(marks(after)).toEqual(marks(before));
		const { stood: _, ...frozen } = held.context.turn!;
		expect(after.context.turn).toEqual({ ...frozen, runningSince: after.context.turn!.runningSince });
		expect(after.context.turn).toMatchObject({
			turnId: before.context.turn!.turnId,
			seat: jonas.seat,
			budgetMs: before.context.turn!.budgetMs
		});
		const soft = after.context.timers.soft as { at: number };
		expect(soft.at - after.context.turn!.runningSince!).toBe((held.context.timers.soft as { leftMs: number }).leftMs);
	});

	await test.step('Jonas asks for a response, and gets one', async () => {
		await jonas.does('wish');
		await jonas.page.getByLabel('What it stirred in you').check();
		await jonas.press('wish-say');
		await amara.does('respond');
		await jonas.does('finish');
		await expect(jonas.the('who')).toHaveText('Amara responds to you');
		await hear(all, [amara.seat]);
		await amara.does('end-response');
		await round(id, [amara], all);
		await tomasz.does('receive');
		await tomasz.does('finish');
	});

	for (const phase of ['Second round', 'Integration sharing', 'Closing'])
		await test.step(phase, async () => {
			await mira.does('next-phase');
			for (const sitter of all) await expect(sitter.the('phase')).toHaveText(phase);
			await agreed(id, all);
			const { context } = await told(id);
			const first = context.turn!.seat;
			const order = [...all.slice(first - 1), ...all.slice(0, first - 1)];
			for (const sitter of order) {
				if (sitter === tomasz) await sitter.does('pass');
				else await round(id, [sitter], all);
			}
		});

	await test.step('aftercare, and the end', async () => {
		await mira.does('next-phase');
		for (const sitter of all) await expect(sitter.the('phase')).toHaveText('After');
		await jonas.press('mic');
		await hear(all, [jonas.seat]);
		await agreed(id, all);
		await nothingStrayed(id, all);
		await mira.does('end');
		await mira.press('end-sure');
		for (const sitter of all) await expect(sitter.page.getByRole('heading', { name: 'The circle has closed.' })).toBeVisible();
		expect((await told(id)).lifecycle).toBe('ended');
	});
});
