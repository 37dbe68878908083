// One of the two lines is lost while the other stands: the page says so calmly, heals by itself, and opens no microphone.
import { agreed, expect, hear, nothingStrayed } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { test } from '../support/e2e-video.ts';

const mediaLost = 'Sound and picture are coming back. The circle itself goes on, and your turn is kept.';
const lineLost = 'The line is broken. We are trying again.';
/** Being sure that a line is gone takes a while, and so does coming back. */
const patient = { timeout: 60_000 };

test('the video server dies in a held turn and comes back: the turn is kept, and a microphone closed by hand stays closed', async ({
	seating,
	videoServer
}) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const { id } = plan;
	const [mira, jonas] = [await seating.invite(plan, 1), await seating.invite(plan, 2)];
	for (const sitter of [mira, jonas]) await sitter.sitsDown(id);
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await mira.does('next-phase');
	await mira.does('pass');
	await jonas.does('receive');
	await hear([mira], [2]);
	const { turnId } = (await told(id)).context.turn!;
	await jonas.press('mic');
	await hear([mira], []);
	const closed = (await mira.senses()).heard[2];

	await videoServer.killed();
	const lost = (sitter: typeof mira) => sitter.the('banner').filter({ hasText: mediaLost });
	for (const sitter of [mira, jonas]) await expect(lost(sitter)).toBeVisible(patient);
	await jonas.press('support');
	await expect(mira.the('signal-2'), 'the circle itself goes on').toBeVisible();

	await videoServer.back();
	for (const sitter of [mira, jonas]) await expect(lost(sitter)).toBeHidden(patient);
	for (const seat of [1, 2]) await expect(mira.the(`seat-${seat}`)).toHaveAttribute('data-connection', 'present', patient);
	await expect(mira.the('who')).toHaveText('Jonas is speaking');
	expect((await told(id)).context.turn).toMatchObject({ turnId, seat: 2 });
	await expect(jonas.the('mic')).toHaveAttribute('aria-pressed', 'false');
	expect((await mira.senses()).heard[2], 'nothing was heard since he closed it').toBe(closed);
	await jonas.press('mic');
	await hear([mira], [2]);
	await agreed(id, [mira, jonas]);
	await nothingStrayed(id, [mira, jonas]);
});

test('the app is silent while the media stands: nobody is heard meanwhile, and it goes on by itself', async ({ app, seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const { id } = plan;
	const [mira, jonas] = [await seating.invite(plan, 1), await seating.invite(plan, 2)];
	for (const sitter of [mira, jonas]) await sitter.sitsDown(id);
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await mira.does('next-phase');
	await mira.does('pass');
	await jonas.does('receive');
	await hear([mira], [2]);
	const { turnId } = (await told(id)).context.turn!;

	process.kill(app.pid, 'SIGSTOP');
	try {
		for (const sitter of [mira, jonas]) await expect(sitter.the('own-line')).toContainText(lineLost, patient);
		await hear([mira], []);
	} finally {
		process.kill(app.pid, 'SIGCONT');
	}
	for (const sitter of [mira, jonas]) await expect(sitter.the('own-line')).toBeHidden(patient);
	await hear([mira], [2]);
	expect((await told(id)).context.turn).toMatchObject({ turnId, seat: 2 });
	await jonas.does('finish');
	await agreed(id, [mira, jonas]);
});
