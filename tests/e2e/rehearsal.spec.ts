// Trying it alone, in one real browser, from the start page to the end: as a participant, and holding the circle.
// The simulated people are as many times quicker than people are; nothing else is.
import type { View } from '../../src/lib/gathering/viewed.ts';
import { expect, test, type Seating } from '../support/e2e.ts';
import { told } from '../support/e2e-gathering.ts';
import { fits } from '../support/e2e-layout.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { phone } from '../support/e2e-sitting.ts';

test.use({ env: { REHEARSAL_PACE: '0.2' } });

/** From the start page through the form to the circle. Returns the gathering. */
async function rehearses({ page, base }: Sitter, as: RegExp, practice?: string): Promise<string> {
	await page.goto(base);
	await page.getByRole('link', { name: 'Try it alone' }).click();
	await page.getByLabel(as).check();
	if (practice) await page.getByLabel(practice).check();
	await page.getByLabel('Your name in the circle').fill('Robin');
	await page.getByRole('button', { name: 'Enter the rehearsal' }).click();
	await page.waitForURL(/\/join$/);
	const id = /gatherings\/([^/]+)/.exec(page.url())![1]!;
	await page.getByTestId('sit-down').click();
	// Eight simulated people of two evenings come in at once, each with a media connection made in the application's own process.
	await expect(page.getByTestId('here')).toHaveText(/5/, { timeout: 90_000 });
	return id;
}

/** Looks at each new view until one is what is waited for; `does` may act on the others. */
async function goesOn({ page }: Sitter, until: (view: View) => boolean, does: (view: View) => Promise<unknown>): Promise<View> {
	for (let seen = 0; ;) {
		const shown = await page.waitForFunction(
			(version) => ((window.senses.view?.version ?? 0) > version ? window.senses.view : null),
			seen,
			{ timeout: 60_000 }
		);
		const view = (await shown.jsonValue())!;
		if (until(view)) return view;
		await does(view);
		seen = view.version;
	}
}

/** Receives the piece when it comes, and gives it on. */
const takesTurns =
	(robin: Sitter, taken: Set<string>) =>
	async ({ piece, you, phase }: View) => {
		if (piece.state !== 'offered' || piece.seat !== you.seat) return;
		await robin.does('receive');
		await expect(robin.the('who')).toHaveText('You have the piece. Everyone hears you.');
		await robin.does('finish');
		taken.add(phase!.id);
	};

/** Somebody is heard since that view. Meanwhile the evening goes on: on a slow machine a turn may be over before its voice is here. */
async function somebodySpeaks(robin: Sitter, { version }: View, does: (view: View) => Promise<unknown>): Promise<void> {
	const spoken = async () => {
		const { view } = await robin.senses();
		if (view) await does(view);
		return robin.heardSince(version);
	};
	await expect.poll(spoken, { message: 'somebody is heard again', timeout: 60_000 }).not.toEqual([]);
}

const phases = ['check-in', 'round-1', 'round-2', 'integration', 'closing'];
const over = async (robin: Sitter, led = false) => {
	await expect(robin.page.getByRole('heading', { name: 'The circle has closed.' })).toBeVisible();
	if (led) await robin.press('to-debrief');
	await robin.press('feeling-steady');
	await expect(robin.the('feeling-answer')).toBeVisible();
};
/** What a pause keeps, as this screen knows it. */
const kept = ({ phase, piece, seats }: View) => ({
	phase: phase?.id,
	piece: [piece.turnId, piece.seat, piece.budgetMs, piece.next],
	seats: seats.map(({ seat, name, mark, standing }) => [seat, name, mark, standing])
});
const resumed = ({ hold }: View) => hold === null;

async function takesPart(seating: Seating) {
	const robin = await seating.stranger(3, 'Robin');
	await rehearses(robin, /As a participant/);
	for (const seat of [1, 2, 4, 5]) await expect(robin.the(`seat-${seat}`)).toContainText('simulated');
	const taken = new Set<string>();
	const turns = takesTurns(robin, taken);

	const paused = await goesOn(robin, (view) => view.hold?.kind === 'takeover', turns);
	await expect(robin.the('prompt')).toHaveText('Mira leads.');
	await expect.poll(() => robin.heardSince(paused.version), { message: 'Mira is heard in the pause' }).not.toEqual([]);
	const after = await goesOn(robin, resumed, async () => {});
	expect(kept(after)).toEqual(kept(paused));
	expect(after.piece.state).toBe('held');
	await somebodySpeaks(robin, after, turns);

	await goesOn(robin, (view) => view.lifecycle === 'ended', turns);
	await over(robin);
	expect([...taken]).toEqual(phases);
}

async function holdsIt(seating: Seating) {
	const robin = await seating.stranger(5, 'Robin');
	const id = await rehearses(robin, /Holding the circle/);
	await robin.does('begin');
	const taken = new Set<string>();
	const turns = takesTurns(robin, taken);
	const left = new Set<string>();
	const holds = async (view: View) => {
		const { phase, piece } = view;
		const done = phase && (phase.mode !== 'piece' || piece.state === 'complete') && !left.has(phase.id);
		if (!done) return turns(view);
		left.add(phase.id);
		await robin.does('next-phase');
	};

	const jonas = 2;
	await goesOn(robin, ({ phase, piece }) => phase?.round === 1 && piece.seat === jonas && piece.state === 'held', holds);
	await robin.press('pause');
	await expect(robin.the('who')).toHaveText('The circle is paused');
	await expect(robin.the('signal-1')).toContainText('Lea');
	await robin.press('i-see-you');
	await expect(robin.the('i-see-you')).toBeHidden();
	const { view: paused } = await robin.senses();
	await robin.press('resume-exact');
	const after = await goesOn(robin, resumed, async () => {});
	expect(kept(after)).toEqual(kept(paused!));
	expect(after.piece).toMatchObject({ state: 'held', seat: jonas });
	await somebodySpeaks(robin, after, holds);

	await goesOn(robin, (view) => view.phase?.kind === 'aftercare', holds);
	await robin.does('end');
	await robin.press('end-sure');
	await over(robin, true);
	expect([...taken]).toEqual(phases);
	expect((await told(id)).lifecycle).toBe('ended');
}

// Two evenings beside each other: in both, people mostly wait.
test('from the start page to the end: as a participant, and holding the circle', ({ seating }) =>
	Promise.all([
		test.step('as a participant: with a pause in the middle that gives the circle back as it was', () => takesPart(seating)),
		test.step('holding it: begins it, sees who asks for support, pauses, resumes exactly, and ends it', () => holdsIt(seating))
	]).then(() => undefined));

/** The one press that stands out, wholly in sight: whoever has never seen the screen presses it. */
async function presses({ page }: Sitter, label: string) {
	const main = page.locator('.button.main:visible');
	await expect(main).toHaveText([label]);
	const inSight = (button: Element) => {
		const { left, right, top, bottom } = button.getBoundingClientRect();
		return [top + 4, bottom - 4].every((y) => button.contains(document.elementFromPoint((left + right) / 2, y)));
	};
	await expect.poll(() => main.evaluate(inSight), { message: `“${label}” is in sight` }).toBe(true);
	await main.click();
}
const together = (robin: Sitter) => expect(robin.the('care-room')).toHaveAttribute('data-here', 'true');

test('a crisis on a desk, by the one press that stands out on each screen: a call in another’s turn', async ({ seating }) => {
	const robin = await seating.stranger(5, 'Robin');
	await rehearses(robin, /Practise holding a crisis/, 'A call in another’s turn');
	await presses(robin, 'Begin the circle');
	await expect(robin.the('signal-2')).toContainText('Now');
	await presses(robin, 'Be with Lea');
	await together(robin);
	await presses(robin, 'Back to the circle');
	await expect(robin.the('with')).toHaveText('You lead the pause for them. You talked with them alone.');
	await presses(robin, 'Go on where we were');
	await expect(robin.the('who')).toHaveText('Jonas is speaking');
});

test('a crisis on a desk, in the same way: aside, while another stays', async ({ seating }) => {
	const robin = await seating.stranger(5, 'Robin');
	await rehearses(robin, /Practise holding a crisis/, 'Aside, while another stays');
	await presses(robin, 'Begin the circle');
	await presses(robin, 'Be with Lea');
	await together(robin);
	await presses(robin, 'Back to the circle');
	await expect(robin.the('with')).toHaveText('You talked with them alone.');
	await presses(robin, 'Close this call');
	await robin.press('close-spoken');
	await expect(robin.the('signal-2')).toBeHidden();
});

test('a crisis on a phone, in the same way: whoever leads is lost', async ({ seating }) => {
	const robin = await seating.stranger(5, 'Robin', phone);
	await rehearses(robin, /Practise holding a crisis/, 'Whoever leads is lost');
	await expect(robin.the('prompt')).toHaveText('Mira lost the connection.', { timeout: 60_000 });
	await fits(robin.page, 'a pause whose leader is lost');
	await presses(robin, 'Be with');
	await together(robin);
	await presses(robin, 'Back to the circle');
	await fits(robin.page, 'leading a pause');
	await presses(robin, 'What comes next');
	await expect(robin.the('resume-exact')).toBeInViewport({ ratio: 1 });
	await robin.press('resume-exact');
	await expect(robin.the('who')).toHaveText('Jonas is speaking');
	await expect(robin.the('panel'), 'the circle is before one’s eyes again').toBeHidden();
});
