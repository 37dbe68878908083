// One's own voice and the others', where the machine does not do as it should: a microphone that is gone, a browser that refuses to
// play sound.
import { browserProgram } from '../support/browser-program.ts';
import { expect, hear, nothingStrayed, opens, test } from '../support/e2e.ts';
import { movesOn, plannedFor, told } from '../support/e2e-gathering.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';

// A trace looks into every page in the name of its person, and a browser then takes them for somebody who pressed.
test.use({ trace: 'off' });

/** A microphone that is gone is told of this soon. */
const seenMs = 2000;

declare global {
	interface Window {
		plug: { out: boolean; silenced: boolean; tracks: MediaStreamTrack[] };
	}
}

/** A microphone that can be pulled out, and silenced by the system. Runs in the page. */
function plug(): void {
	const state = { out: false, silenced: false, tracks: [] as MediaStreamTrack[] };
	window.plug = state;
	// After every other script that a test gives a page, and before the page's own.
	document.addEventListener(
		'readystatechange',
		() => {
			const devices = navigator.mediaDevices;
			const ask = devices.getUserMedia.bind(devices);
			devices.getUserMedia = async (wanted) => {
				if (wanted?.audio && state.out) throw new DOMException('Requested device not found', 'NotFoundError');
				const stream = await ask(wanted);
				for (const track of stream.getAudioTracks()) {
					state.tracks.push(track);
					Object.defineProperty(track, 'muted', { get: () => state.silenced });
				}
				return stream;
			};
		},
		{ once: true }
	);
}
const pulls = ({ page }: Sitter) =>
	page.evaluate(() => {
		window.plug.out = true;
		for (const track of window.plug.tracks.splice(0)) {
			track.stop();
			track.dispatchEvent(new Event('ended'));
		}
		navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
	});
const plugsIn = ({ page }: Sitter) =>
	page.evaluate(() => {
		window.plug.out = false;
		navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
	});
const silenced = ({ page }: Sitter, by: boolean) => page.evaluate((is) => void (window.plug.silenced = is), by);

const gone = (one: Sitter) => one.the('banner').filter({ hasText: 'Your microphone is gone.' });
const pressed = (one: Sitter) => one.the('mic').getAttribute('aria-pressed');

/** Looks into a page without being somebody who pressed something there: Playwright's own looks count as a press. */
async function looks({ context, page }: Sitter): Promise<(expression: string) => Promise<unknown>> {
	const session = await context.newCDPSession(page);
	return async (expression) =>
		(await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: false })).result.value;
}

/** The piece goes to this seat, past whoever has it now. */
async function holds(id: string, seat: number): Promise<void> {
	for (;;) {
		const { turn } = (await told(id)).context;
		if (turn?.seat === seat) return;
		if (turn) await send(id, { kind: 'seat', seat: turn.seat }, { type: 'DEFER', turnId: turn.turnId });
	}
}

test('a microphone that is gone is told of, its turn can be written, and it opens again where it was open', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const [mira, jonas] = [await seating.invite(plan, 1), await seating.invite(plan, 2)];
	await jonas.context.addInitScript(plug);
	for (const one of [mira, jonas]) await one.sitsDown(plan.id);
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');

	await test.step('pulled out while it is open: told, closed, and open again when it is back', async () => {
		await jonas.press('mic');
		await hear([mira], [2]);
		await pulls(jonas);
		await expect(gone(jonas)).toBeVisible({ timeout: seenMs });
		expect(await pressed(jonas)).toBe('false');
		await hear([mira], []);
		await plugsIn(jonas);
		await expect(gone(jonas)).toHaveCount(0);
		await expect(jonas.the('mic')).toHaveAttribute('aria-pressed', 'true');
		await hear([mira], [2]);
	});

	await test.step('closed by hand it stays closed', async () => {
		await jonas.press('mic');
		await hear([mira], []);
		await pulls(jonas);
		await expect(gone(jonas)).toBeVisible({ timeout: seenMs });
		await plugsIn(jonas);
		await expect(gone(jonas)).toHaveCount(0);
		expect(await pressed(jonas)).toBe('false');
		await hear([mira], []);
	});

	await mira.does('begin');
	await movesOn(plan.id, 'check-in');
	await holds(plan.id, 2);
	await jonas.does('receive');
	await hear([mira], [2]);

	await test.step('silenced by the system in one’s own turn: told within two seconds, and heard again as soon as it is let go', async () => {
		await silenced(jonas, true);
		await expect(gone(jonas)).toBeVisible({ timeout: seenMs });
		await silenced(jonas, false);
		await expect(gone(jonas)).toHaveCount(0);
		await hear([mira], [2]);
	});

	await test.step('pulled out in one’s own turn: writing is offered; afterwards one may speak again', async () => {
		await pulls(jonas);
		await expect(gone(jonas)).toBeVisible({ timeout: seenMs });
		await jonas.press('gone-write');
		await jonas.page.getByRole('textbox').fill('I go on in writing.');
		await expect(mira.the('circle')).toContainText('I go on in writing.');
		await plugsIn(jonas);
		await jonas.does('voice');
		await hear([mira], [2]);
	});
	await nothingStrayed(plan.id, [mira, jonas]);
});

test('“Hear the circle” stays while a voice that should sound does not, in a browser that refuses to play before a press', async ({
	app,
	seating,
	playwright
}) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const mira = await seating.invite(plan, 1);
	await mira.sitsDown(plan.id);
	const program = browserProgram();
	const strict = await playwright.chromium.launch({
		executablePath: program.executablePath,
		env: { ...(process.env as Record<string, string>), ...program.env },
		args: ['--autoplay-policy=document-user-activation-required', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
		ignoreDefaultArgs: ['--autoplay-policy=no-user-gesture-required']
	});
	try {
		const jonas = await opens(strict, app, 2, 'Jonas');
		await jonas.context.addCookies([{ name: 'login', value: plan.people[1]!.token, url: app.url }]);
		await jonas.context.addInitScript(() => localStorage.setItem('evenround.choices', JSON.stringify({ camera: false, mic: false })));
		const look = await looks(jonas);
		await jonas.page.goto(`${app.url}/gatherings/${plan.id}/join`, { waitUntil: 'commit' });
		await expect.poll(() => look(`document.querySelector('[data-testid=with-mic]')?.ariaPressed`)).toBe('false');
		await look(`document.querySelector('[data-testid=sit-down]').click()`);
		await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
		await mira.does('begin');
		await movesOn(plan.id, 'check-in');
		await holds(plan.id, 1);
		const shown = `document.querySelector('[data-testid=start-sound]') !== null`;

		await test.step('offered, her microphone is there and silent: nothing needs a press', async () => {
			await expect(mira.the('act-receive')).toBeVisible();
			await expect.poll(() => look(`document.querySelectorAll('[data-voice]').length`)).toBe(1);
			expect(await look(shown)).toBe(false);
		});

		await test.step('she speaks: the button is there, and stays', async () => {
			await mira.does('receive');
			await expect.poll(() => look(shown)).toBe(true);
			// What the browser holds back is tried anew twice a second.
			const seen = await Promise.all(
				Array.from({ length: 30 }, (_, n) => look(`new Promise((resolve) => setTimeout(() => resolve(${shown}), ${n} * 50))`))
			);
			expect(seen).toEqual(Array(30).fill(true));
			expect(await look(`Object.keys(window.senses.heard)`)).toEqual([]);
		});

		await test.step('a press, and she is heard', async () => {
			await jonas.press('start-sound');
			await expect(jonas.the('start-sound')).toHaveCount(0);
			await hear([jonas], [1]);
		});
	} finally {
		await strict.close();
	}
});
