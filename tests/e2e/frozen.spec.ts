// A laptop sleeps: every process of a browser stands still. The circle knows, the leader's loss takes its course, and whoever
// wakes reads how long they were away, with a microphone that only they open. Whom they answered is not left with that answer.
import { test } from '../support/e2e-frozen.ts';
import { agreed, expect, hear, nothingStrayed } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { remembersTones, tones } from '../support/e2e-tones.ts';

/** Silence is known as a loss by then. */
const known = { timeout: 25_000 };
/** A leader who is lost is waited for. */
const patient = { timeout: 60_000 };

test('[K6] [N7] [S12] the browser of whoever leads a pause stands still: lost within 25 s; awake, it says so and opens no microphone', async ({
	alone,
	seating
}) => {
	// Jonas may hold it as well.
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara'], 0, undefined, 2);
	const { id } = plan;
	const { sitter: mira, frozen } = await alone(plan, 1);
	const [jonas, amara] = [await seating.invite(plan, 2), await seating.invite(plan, 3)];
	await remembersTones(jonas);
	await mira.sitsDown(id);
	await jonas.sitsDown(id);
	await amara.sitsDown(id, { writes: true });
	for (const seat of [2, 3]) await expect(mira.the(`seat-${seat}`)).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await mira.does('next-phase');
	await amara.press('support');
	await mira.press('i-see-you');
	await expect(amara.the('own-line')).toHaveText('Mira: “I see you.”');
	await expect(jonas.the('with')).toHaveText('Mira said: “I see you.”');
	await expect(jonas.page).toHaveTitle('Evenround');
	await mira.press('pause');
	await hear([jonas], [1]);
	const away = mira.the('banner').filter({ hasText: 'You were away' });

	await test.step('stopped: the others see that she is lost, and whom she had answered is called for again; awake, nobody hears her until she presses', async () => {
		const rang = (await tones(jonas)).length;
		await frozen(async () => {
			await expect(jonas.the('seat-1')).toHaveAttribute('data-connection', 'lost', known);
			await expect(amara.the('own-line')).toHaveText('Mira is not with you any more. We are calling again.');
			await expect(jonas.the('with')).toHaveText('Mira was with them before. Nobody is with them now.');
			await expect(jonas.the('urgent')).toContainText('Amara');
			await expect(jonas.page).toHaveTitle('● You are asked for – Evenround');
			await expect.poll(async () => (await tones(jonas)).slice(rang)).toEqual(expect.arrayContaining([659, 523]));
			await jonas.press('i-see-you');
			await expect(amara.the('own-line')).toHaveText('Jonas: “I see you.”');
		});
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
