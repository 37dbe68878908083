// A newcomer practises a crisis with simulated people, from the form to the debrief; judged by what they see and hear. People
// mostly wait for each other: two of these evenings at a time.

import { afterAll, beforeAll, it, type TestContext } from 'vitest';
import type { PracticeId } from '../../src/lib/gathering/formats/practices.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import type { Command } from '../../src/lib/gathering/types.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import type { Script } from '../../src/lib/server/simulated/scripts.ts';
import { quicker, rehearsing } from '../support/rehearsing.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const newcomer: Script = {
	...{ name: 'Robin', role: 'facilitator', pitchHz: 160, face: 2 },
	checkIn: { does: 'passes' },
	rounds: [{ does: 'passes' }],
	integration: { does: 'passes' },
	closing: { does: 'passes' },
	care: { goes: true, after: 1, talks: 2 }
};
const soon = 40_000;
let app: TestApp;

beforeAll(async () => {
	app = await startApp({ databaseUrl: await freshDatabase(), env: quicker });
}, 600_000);
afterAll(async () => {
	await app?.stop();
	await releaseNative();
});

async function practises({ expect, onTestFinished }: TestContext, practice: PracticeId) {
	const { robin, client, gathering } = await rehearsing(app.url, { as: 'crisis', practice }, newcomer);
	onTestFinished(() => robin.goes());
	robin.comes();
	const until = (holds: (view: View) => boolean, ms = soon) => client.until(holds, ms);
	await until((view) => view.seats.filter((s) => s.connection === 'present').length === 5);
	const presses = async (command: Command) => expect(await client.act(command), JSON.stringify(command)).toMatchObject({ ok: true });
	const read = async (path: string) => (await client.request(`/gatherings/${gathering}/${path}`)).text();
	const seatOf = (view: View, name: string) => view.seats.find((one) => one.name === name)!;
	const ends = async () => {
		const rests = await until(
			({ piece, hold }) =>
				!hold && (piece.state === 'resting' || piece.state === 'offered' || piece.state === 'complete' || piece.state === 'none')
		);
		await presses({ type: 'CLOSE_WELL', phaseId: rests.phase!.id });
		await presses({ type: 'END', phaseId: (await until(({ phase }) => phase?.kind === 'closing')).phase!.id });
		await until(({ lifecycle }) => lifecycle === 'ended');
		return (await read('debrief')).replaceAll('&#39;', '’');
	};
	return { robin, until, presses, read, seatOf, ends };
}
const called = (name: string) => (view: View) => view.facilitation?.signals.some((one) => one.name === name) ?? false;

it.concurrent(
	'a call in another’s turn: Lea is asked aside, says yes, is heard there, and comes back',
	{ timeout: 180_000 },
	async (test) => {
		const { expect } = test;
		const { robin, until, presses, read, seatOf, ends } = await practises(test, 'call');
		expect(await read('join')).toContain('While Jonas speaks, Lea asks for support');
		await presses({ type: 'BEGIN' });
		const view = await until(called('Lea'));
		expect(view.piece.state).toBe('held');
		const { id: signalId } = (await until((now) => now.facilitation?.signals[0]?.urgency === 'now')).facilitation!.signals[0]!;
		await presses({ type: 'BE_WITH', signalId });
		const aside = await until(({ you }) => you.standing === 'inCare');
		expect(aside.hold?.kind).toBe('takeover');
		// Her voice, in a room that is not the circle's.
		await until(({ seats }) => seats.find(({ name }) => name === 'Lea')?.connection === 'present');
		const { identity } = seatOf(await until(({ audible }) => audible.includes(seatOf(aside, 'Lea').seat)), 'Lea');
		await expect.poll(() => robin.native?.hears(identity!), { timeout: soon }).toBe(true);
		await until(({ care }) => care?.back.includes(seatOf(aside, 'Lea').seat) ?? false);
		await presses({ type: 'CARE_BACK' });
		const back = await until(({ you, care }) => you.standing === 'admitted' && care === null);
		await presses({ type: 'RESUME', pauseId: back.hold!.pauseId, mode: 'exact' });
		await presses({ type: 'CLOSE_CASE', signalId, how: 'spoken' });
		const told = await ends();
		expect(told).toMatch(/Lea called\. You were with Lea (at once|after \d+ seconds)\./);
		expect(told).toContain('Lea’s call was closed in words.');
		expect(told).toContain('No call for support is open.');
	}
);

it.concurrent(
	'whoever leads is lost: Mira pauses for Tomasz and is gone, the newcomer leads on and gives the circle back',
	{ timeout: 240_000 },
	async (test) => {
		const { expect } = test;
		const { until, presses, seatOf, ends } = await practises(test, 'lost');
		const paused = await until(({ hold }) => hold?.kind === 'takeover', 90_000);
		expect(seatOf(paused, 'Mira').seat).toBe(paused.hold!.leader);
		expect(paused.facilitation?.signals.map(({ name }) => name)).toEqual(['Tomasz']);
		await until((view) => seatOf(view, 'Mira')?.connection === 'lost', 60_000);
		const lost = await until(({ may }) => may.includes('RESUME'), 60_000);
		await presses({ type: 'RESUME', pauseId: lost.hold!.pauseId, mode: 'exact' });
		await until(({ hold }) => hold === null);
		const told = await ends();
		expect(told).toContain('Mira’s line was lost while they were leading a pause.');
		expect(told).toContain('Tomasz’s call is still open');
	}
);

it.concurrent('who calls and leaves is asked about by name, and closed in words', { timeout: 180_000 }, async (test) => {
	const { expect } = test;
	const { robin, until, presses, read, ends } = await practises(test, 'leaves');
	await presses({ type: 'BEGIN' });
	await until((view) => view.facilitation?.signals.some(({ name, gone }) => name === 'Lea' && gone) ?? false, 60_000);
	const told = await ends();
	expect(told).toContain('Lea called and left before anybody was with them.');
	expect(told).toContain('Lea’s call is still open');
	const call = /name="call" value="([^"]+)"/.exec(told)![1]!;
	expect((await robin.client.form(`/gatherings/${robin.view!.gathering}/debrief?/close`, { call, how: 'notReached' })).status).toBe(303);
	expect(await read('debrief')).toContain('No call for support is open.');
});

it.concurrent(
	'who speaks is in crisis: Amara falls silent, is heard in the pause, would rather not go aside, and ends her share',
	{ timeout: 180_000 },
	async (test) => {
		const { expect } = test;
		const { robin, until, presses, seatOf, ends } = await practises(test, 'holder');
		await presses({ type: 'BEGIN' });
		const view = await until(called('Amara'));
		expect(view.piece).toMatchObject({ state: 'held', seat: seatOf(view, 'Amara').seat });
		await presses({ type: 'BE_WITH', signalId: view.facilitation!.signals[0]!.id });
		const paused = await until(({ hold }) => hold?.takeover?.voice === seatOf(view, 'Amara').seat);
		await expect.poll(() => robin.native?.hears(seatOf(paused, 'Amara').identity!), { timeout: soon }).toBe(true);
		await until(({ facilitation, hold }) => hold !== null && facilitation?.careAsked === null);
		expect(robin.view!.care).toBeNull();
		await presses({ type: 'RESUME', pauseId: paused.hold!.pauseId, mode: 'exact' });
		await until((now) => !now.hold && seatOf(now, 'Amara').mark === 'heard');
		expect(await ends()).toMatch(/Amara called\. You were with Amara/);
	}
);

it.concurrent('one’s own need: Mira comes, goes aside with the newcomer, and gives the circle back', { timeout: 180_000 }, async (test) => {
	const { expect } = test;
	const { until, presses, seatOf, ends } = await practises(test, 'own');
	await presses({ type: 'BEGIN' });
	await until(({ piece }) => piece.state === 'held');
	await presses({ type: 'SUPPORT', whom: 'me' });
	const aside = await until(({ you }) => you.standing === 'inCare');
	expect(aside.care?.companion).toBe(seatOf(aside, 'Mira').seat);
	const back = await until(({ you, hold }) => you.standing === 'admitted' && hold === null);
	await presses({ type: 'WITHDRAW_SUPPORT', signalId: back.signal!.id });
	const told = await ends();
	expect(told).toMatch(/You called\. Mira was with you/);
	expect(told).toContain('You took your call back.');
});

it.concurrent(
	'a call in a pair: the newcomer goes to Lea there, her partner waits in the circle, and everybody comes back',
	{ timeout: 180_000 },
	async (test) => {
		const { expect } = test;
		const { robin, until, presses, seatOf, ends } = await practises(test, 'pair');
		await presses({ type: 'BEGIN' });
		const view = await until(called('Lea'), 90_000);
		await presses({ type: 'BE_WITH', signalId: view.facilitation!.signals[0]!.id });
		const { pair } = await until((now) => now.pair?.helper === now.you.seat);
		await until((now) => now.audible.includes(now.you.seat));
		await presses({ type: 'PAIR_APART', room: pair!.room });
		const apart = await until((now) => now.pair?.alone === seatOf(now, 'Lea').seat);
		await expect.poll(() => robin.native?.connected, { timeout: soon }).toBe(true);
		await presses({ type: 'LEAVE_PAIR', room: apart.pair!.room });
		await until((now) => now.pair === null);
		expect(await ends()).toMatch(/Lea called\. You were with Lea/);
	}
);

it.concurrent('aside while another stays: the circle is not paused, and Mira stays with it', { timeout: 180_000 }, async (test) => {
	const { expect } = test;
	const { until, presses, seatOf, ends } = await practises(test, 'second');
	await presses({ type: 'BEGIN' });
	const view = await until(called('Lea'));
	await presses({ type: 'BE_WITH', signalId: view.facilitation!.signals[0]!.id });
	const aside = await until(({ you }) => you.standing === 'inCare');
	expect(aside.hold).toBeNull();
	expect(seatOf(aside, 'Mira')).toMatchObject({ mayHold: true, standing: 'admitted' });
	await until(({ care }) => care?.back.includes(seatOf(aside, 'Lea').seat) ?? false);
	await presses({ type: 'CARE_BACK' });
	await until(({ you }) => you.standing === 'admitted');
	expect(await ends()).toMatch(/Mira led it with you/);
});
