// A laptop sleeps: every process of a browser stands still. The circle knows, the leader's loss takes its course, and whoever
// wakes reads how long they were away, with a microphone that only they open.
import { test } from '../support/e2e-frozen.ts';
import { agreed, expect, hear, nothingStrayed } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';

/** Silence is known as a loss by then. */
const known = { timeout: 25_000 };
/** A leader who is lost is waited for. */
const patient = { timeout: 60_000 };

test('[K6] [S12] the browser of whoever leads a pause stands still: lost within 25 s; awake, it says so and opens no microphone', async ({ alone, seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara']);
	const { id } = plan;
	const { sitter: mira, frozen } = await alone(plan, 1);
	const [jonas, amara] = [await seating.invite(plan, 2), await seating.invite(plan, 3)];
	await mira.sitsDown(id);
	await jonas.sitsDown(id);
	await amara.sitsDown(id, { writes: true });
	for (const seat of [2, 3]) await expect(mira.the(`seat-${seat}`)).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await mira.does('next-phase');
	await mira.press('pause');
	await hear([jonas], [1]);
	const away = mira.the('banner').filter({ hasText: 'You were away' });

	await test.step('stopped: the others see that she is lost; awake before her place is lost, nobody hears her until she presses', async () => {
		await frozen(() => expect(jonas.the('seat-1')).toHaveAttribute('data-connection', 'lost', known));
		const before = (await jonas.senses()).heard[1];
		await expect(away).toContainText('You were away for about half a minute.', patient);
		await expect(jonas.the('seat-1')).toHaveAttribute('data-connection', 'present', patient);
		await expect(jonas.the('middle')).toContainText('Mira leads.');
		await expect(mira.the('note')).toHaveText('You were away, so your microphone is closed. It stays closed until you open it.');
		await expect(mira.the('mic')).toHaveAttribute('aria-pressed', 'false');
		await expect(jonas.the('seat-1').locator('video'), 'her picture is back').toBeVisible(patient);
		expect((await jonas.senses()).heard[1], 'nobody heard her since').toBe(before);
		await mira.press('away-read');
		await expect(away).toBeHidden();
		await mira.press('mic');
		await hear([jonas], [1]);
	});

	await test.step('stopped for longer: the pause rests without her, and on her screen she reads it', async () => {
		await frozen(async () => {
			await expect(jonas.the('seat-1')).toHaveAttribute('data-connection', 'lost', known);
			await expect(jonas.the('prompt')).toHaveText('Mira lost the connection.');
			await expect.poll(async () => (await jonas.senses()).view?.hold?.kind, patient).toBe('technicalPause');
		});
		await expect(away).toContainText('Meanwhile: the circle waits in a pause, and every microphone is closed.', patient);
		await expect(away).toContainText('You were away for about a minute.');
		await expect(jonas.the('seat-1')).toHaveAttribute('data-connection', 'present', patient);
		await hear([jonas], []);
		expect((await told(id)).context.seats[0]!.away).not.toBe(null);
	});
	await agreed(id, [mira, jonas, amara]);
	await nothingStrayed(id, [jonas, amara]);
});
