// Somebody needs support: the signal and its answers, the care room by consent, a companion who is lost, and all of it with the media gone.
import { accessible } from '../support/e2e-axe.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { agreed, expect, hear, nothingStrayed, test, type Seating } from '../support/e2e.ts';
import { plannedFor, told } from '../support/e2e-gathering.ts';
import { focusSeen, tabAndEnter } from '../support/e2e-keyboard.ts';
import { fits } from '../support/e2e-layout.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { phone, sitAndListen } from '../support/e2e-sitting.ts';
import { test as withVideo } from '../support/e2e-video.ts';

/** Somebody outside whom a call that passes the circle by can reach. */
test.use({ env: { SAFETY_CONTACT_EMAIL: 'safety@example.org' } });

/** Being sure that somebody is lost takes a while. */
const patient = { timeout: 120_000 };

/** Mira and Noor may hold it; Jonas speaks in check-in; Amara listens. */
async function listening(seating: Seating) {
	const plan = await plannedFor(['Mira', 'Noor', 'Jonas', 'Amara'], 0, undefined, 2);
	const [mira, noor, jonas, amara] = [
		await seating.invite(plan, 1),
		await seating.invite(plan, 2),
		await seating.invite(plan, 3),
		await seating.invite(plan, 4)
	];
	const all = [mira, noor, jonas, amara];
	await sitAndListen(plan.id, all, jonas);
	return { id: plan.id, mira, noor, jonas, amara, all };
}

/** From now on this page counts how often a camera is asked for. */
const countsCameras = (sitter: Sitter) =>
	sitter.page.evaluate(() => {
		const asked = { cameras: 0 };
		Object.assign(window, { asked });
		const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = (wanted) => {
			if (wanted?.video) asked.cameras += 1;
			return ask(wanted);
		};
	});
const camerasAsked = (sitter: Sitter) => sitter.page.evaluate(() => (window as unknown as { asked: { cameras: number } }).asked.cameras);

async function together(a: Sitter, b: Sitter) {
	for (const one of [a, b]) await expect(one.the('care-room')).toHaveAttribute('data-here', 'true');
	for (const [one, other] of [
		[a, b],
		[b, a]
	] as const)
		await expect(one.the(`care-tile-${other.seat}`)).toHaveAttribute('data-camera', 'true');
}

test('[A1] [A3] [A5] [N1] a signal, said more, answered, gone aside; the two hear each other, the circle goes on and hears neither; back by consent', async ({
	seating
}) => {
	const { id, mira, noor, jonas, amara, all } = await listening(seating);

	await test.step('one press, seen at once by both who hold the circle, and by nobody else', async () => {
		await amara.press('support');
		for (const one of [mira, noor]) await expect(one.the('signal-4')).toContainText('Amara asked for support');
		await amara.the('say-more').locator('summary').click();
		await amara.press('urgency-soon');
		await amara.press('kind-feeling');
		for (const one of [mira, noor]) await expect(one.the('said')).toContainText('“Talk with me soon” · “How I feel”');
		expect((await jonas.senses()).view).toMatchObject({ signal: null, facilitation: null });
		await accessible(amara.page, 'a call, open');
		await accessible(noor.page, 'a call, on the panel');
		await noor.press('i-see-you');
		await expect(amara.the('signal-card')).toContainText('Noor: “I see you.”');
		await expect(mira.the('with')).toContainText('Noor said: “I see you.”');
	});

	await test.step('asked, and yes: both go over, the same camera with them', async () => {
		for (const one of [noor, amara]) await countsCameras(one);
		await expect(noor.the('be-with-then')).toContainText('Mira stays with the circle, and Amara is asked');
		await noor.press('be-with');
		await expect(amara.the('care-question')).toContainText('Noor asks');
		await accessible(amara.page, 'the question');
		await amara.press('care-yes');
		await together(noor, amara);
		for (const one of [noor, amara]) expect(await camerasAsked(one)).toBe(0);
		await hear([noor], [4]);
		await hear([amara], [2]);
		await hear([mira], [3]);
		await hear([jonas], []);
		await expect(noor.the('meanwhile')).toContainText('Jonas is speaking');
		for (const seat of [2, 4]) await expect(jonas.the(`seat-${seat}`)).toContainText('resting');
		await expect(mira.the('care-on')).toContainText('Noor is with Amara');
		await accessible(amara.page, 'the care room');
		await noor.press('questions-medical');
		await accessible(noor.page, 'the care room, for the companion');
	});

	await test.step('a reload comes back into the care room', async () => {
		await amara.page.reload();
		await together(noor, amara);
		await amara.press('mic');
		await hear([noor], [4]);
		await hear([amara], [2]);
		await hear([mira], [3]);
	});

	await test.step('back when both have said so; everybody hears the circle', async () => {
		await countsCameras(amara);
		await noor.does('care-back');
		await expect(amara.the('care-line')).toContainText('Noor is ready to go back');
		await amara.does('care-back');
		for (const one of [noor, amara]) await expect(one.the('seat-3')).toBeVisible();
		await hear([mira, noor, amara], [3]);
		await hear([jonas], []);
		expect(await camerasAsked(amara)).toBe(0);
		for (const seat of [2, 4]) await expect(jonas.the(`seat-${seat}`)).not.toContainText('resting');
		await noor.press('case-done');
		await noor.press('close-spoken');
		await expect(amara.the('signal-card')).toBeHidden();
		await agreed(id, all);
		await nothingStrayed(id, all);
	});
});

test('[A4] [A2] the companion is lost: the person is told honestly, with help, and somebody else comes by the same consent', async ({
	seating
}) => {
	const { mira, noor, jonas, amara } = await listening(seating);
	await amara.press('support');
	await noor.press('be-with');
	await amara.press('care-yes');
	await together(noor, amara);

	await noor.page.close();
	await expect(amara.the('care-line')).toContainText('Noor lost the connection', patient);
	await expect(amara.the('care-line')).toContainText('Noor is not here any more', patient);
	await expect(amara.the('help').first()).toContainText('life is in danger');
	await expect(mira.the('care-on')).toContainText('Amara is alone in the care room');
	await accessible(amara.page, 'alone in the care room');

	await mira.press('be-with');
	await expect(amara.the('care-question')).toContainText('Mira asks');
	await amara.press('care-yes');
	await together(mira, amara);
	await hear([amara], [1]);
	await hear([mira], [4]);
	await hear([jonas], []);
	await expect(jonas.the('prompt')).toHaveText('Mira is with somebody and will be back.');
});

test('[N1] [N4] at the door, from another device, by keys, on a phone; about somebody who holds the circle it passes them by', async ({
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Amara']);
	const mira = await seating.invite(plan, 1);
	const jonas = await seating.invite(plan, 2, phone);
	const tablet = await seating.invite(plan, 2);
	const amara = await seating.invite(plan, 3);
	await mira.sitsDown(plan.id, { writes: true });
	await jonas.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');

	await test.step('in the lobby, on a phone', async () => {
		await jonas.the('support-other').tap();
		await expect(jonas.the('support-someone')).toBeVisible();
		await fits(jonas.page, 'whom support is for');
		await accessible(jonas.page, 'whom support is for');
		await jonas.the('support-aside').tap();
		await expect(jonas.page.getByRole('dialog')).toContainText('Nobody in this circle sees this');
		await fits(jonas.page, 'before it is sent aside');
		await jonas.the('aside-send').tap();
		await expect(jonas.the('aside-card')).toContainText('life is in danger');
		await fits(jonas.page, 'sent aside');
		await accessible(jonas.page, 'sent aside');
		expect((await told(plan.id)).context.signals).toMatchObject([{ seat: 2, whom: 'aside', paged: true }]);
		expect(JSON.stringify((await mira.senses()).view)).not.toContain('aside","kind');
		expect((await mira.senses()).view?.facilitation?.signals).toEqual([]);
		await jonas.the('aside-withdraw').tap();
		await expect(jonas.the('aside-card')).toBeHidden();
	});

	await test.step('from a second device that only says "move here"', async () => {
		await tablet.sitsDown(plan.id, { writes: true });
		await expect(tablet.the('screen-elsewhere')).toBeVisible();
		await tablet.press('support');
		await expect(tablet.the('signal-card')).toBeVisible();
		await expect(jonas.the('signal-card')).toBeVisible();
		await expect(mira.the('signal-2')).toBeVisible();
		await accessible(tablet.page, 'a call from another device');
		await tablet.press('withdraw');
		await expect(mira.the('signal-2')).toBeHidden();
	});

	await test.step('at the door, for somebody else, by keys alone', async () => {
		await mira.does('begin');
		await amara.sitsDown(plan.id, { writes: true });
		await expect(amara.the('screen-waiting')).toBeVisible();
		await tabAndEnter(amara.page, amara.the('support-other'));
		await tabAndEnter(amara.page, amara.the('support-someone'));
		await expect(mira.the('signal-3')).toContainText('for someone else here');
		await tabAndEnter(amara.page, amara.the('withdraw'));
		await expect(mira.the('signal-3')).toBeHidden();
		await focusSeen(amara.page);
		await amara.page.keyboard.press('Control+.');
		await expect(mira.the('signal-3')).toContainText('Amara asked for support');
	});
});

test('[B2] [K8] the guardian’s bell waits, and whoever speaks may say “not now”; who leads a pause slows the group on every screen', async ({
	seating
}) => {
	const plan = await plannedFor(['Mira', 'Jonas', 'Wren']);
	await send(plan.id, { kind: 'house' }, { type: 'SEAT', seat: 3, role: 'guardian', credentialUntil: null });
	const [mira, jonas, wren] = [await seating.invite(plan, 1), await seating.invite(plan, 2), await seating.invite(plan, 3, phone)];
	await mira.sitsDown(plan.id);
	for (const sitter of [jonas, wren]) await sitter.sitsDown(plan.id, { writes: true });
	for (const seat of [2, 3]) await expect(mira.the(`seat-${seat}`)).toHaveAttribute('data-connection', /present|unstable/);
	await mira.does('begin');
	await mira.does('next-phase');
	await mira.does('pass');
	await jonas.does('receive');

	await test.step('the bell waits for the end of the share; Jonas would rather go on', async () => {
		await wren.does('bell');
		await expect(jonas.the('note')).toContainText('Wren would like a silence after you');
		await expect(jonas.the('who')).toContainText('You have the piece');
		await jonas.does('no-bell');
		await expect(jonas.the('act-no-bell')).toBeHidden();
		expect((await told(plan.id)).context.bellAsked).toBeNull();
	});

	await test.step('a pause: the same few words and a slow breath on every screen, until the leader ends it', async () => {
		await mira.press('pause');
		await mira.press('ground');
		for (const one of [mira, jonas, wren]) {
			await expect(one.the('who')).toHaveText('We are slowing down');
			await expect(one.the('breath')).toBeVisible();
		}
		await accessible(wren.page, 'a slowed group');
		await mira.press('ground');
		for (const one of [jonas, wren]) await expect(one.the('breath')).toBeHidden();
		await mira.press('resume-exact');
		await expect(jonas.the('who')).toContainText('You have the piece');
	});
});

withVideo('[N1] with the media gone the signal is sent, said more of, answered and taken back', async ({ seating, videoServer }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const [mira, jonas] = [await seating.invite(plan, 1), await seating.invite(plan, 2)];
	for (const sitter of [mira, jonas]) await sitter.sitsDown(plan.id);
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await mira.does('begin');
	await videoServer.killed();
	await expect(jonas.the('banner').filter({ hasText: 'Sound and picture are coming back.' })).toBeVisible(patient);
	await jonas.press('support');
	await jonas.the('say-more').locator('summary').click();
	await jonas.press('urgency-now');
	await expect(mira.the('said')).toContainText('“Now”');
	await mira.press('after-share');
	await expect(jonas.the('signal-card')).toContainText('Mira: “I see you. After this share.”');
	await expect(jonas.the('withdraw'), 'an answer folds it, and takes nothing back').toBeHidden();
	await jonas.press('own-line');
	await jonas.press('withdraw');
	await expect(mira.the('signal-2')).toBeHidden();
});
