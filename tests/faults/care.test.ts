// The application dies while somebody needs support: the call still reaches people, and whoever is in a room of their own stays there.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Role } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { comeTogether, Guest } from '../support/at-app.ts';
import { isDue } from '../support/clocks.ts';
import { inPairs } from '../support/formats.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';
import { accepted, goTo, seat, seated, type Seated } from '../support/seated.ts';

let databaseUrl: string;
let circle: Seated;
let node: TestApp;
let guests: Guest[] = [];

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
});
afterEach(async () => {
	await Promise.all(guests.map((guest) => guest.leaves()));
	await node.stop().catch(() => {});
});
afterAll(async () => {
	await releaseNative();
	await closeDb();
});

/** The application dies at once, and comes back at the same address. */
async function dies(meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
	await node.kill('SIGKILL');
	await meanwhile();
	node = await startApp({ databaseUrl, port: node.port, dataDir: node.dataDir });
}

const two: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant'];
const stateNow = async () => (await look(circle.id))!.state;
const contextNow = async () => (await stateNow()).context;
const person = (n: number) => guests[n - 1]!;

test('[N3] [I6] killed while a call waits for an answer: its clock rings when the application is back, and one page is raised', async () => {
	circle = await seated(two);
	node = await startApp({ databaseUrl });
	guests = (await comeTogether(circle, node.url, 3)).guests;
	await person(4).does({ type: 'SUPPORT', whom: 'me' });
	const { id } = (await contextNow()).signals[0]!;
	await dies(() => isDue(circle.id, `page:${id}`));
	const told = await person(4).client.until((view) => view.signal?.paged === true, 8000);
	expect(told.signal).toMatchObject({ with: null, unanswered: false });
	expect(await sql()`select kind from pages where gathering_id = ${circle.id}`).toEqual([{ kind: 'signal' }]);
	await person(1).does({ type: 'ANSWER_SUPPORT', signalId: id, answer: 'seen' });
	await person(4).client.until((view) => view.signal?.with === 1, 5000);
}, 240_000);

test('[A1] [A3] killed with two in the care room: they go on hearing each other, the circle goes on too, and both come back', async () => {
	circle = await seated(two);
	node = await startApp({ databaseUrl });
	guests = (await comeTogether(circle, node.url, 3)).guests;
	await person(2).does({ type: 'INVITE_TO_CARE', seat: 4 });
	await person(4).does({ type: 'ACCEPT_CARE' });
	const room = await person(2).goesOver();
	expect(await person(4).goesOver()).toBe(room);
	expect(await person(4).native!.nextVoiceFrom(person(2).identity, 5000)).not.toBeNull();

	await dies();
	await person(4).client.until((view) => view.seats.every((s) => s.connection === 'present'), 15_000);
	expect((await contextNow()).care).toMatchObject({ room, seat: 4, companion: 2, alone: false });
	expect(await person(4).native!.nextVoiceFrom(person(2).identity, 3000)).not.toBeNull();
	expect(await person(1).native!.nextVoiceFrom(person(3).identity, 3000)).not.toBeNull();
	expect(await person(1).native!.nextVoiceFrom(person(4).identity, 500)).toBeNull();

	await person(2).does({ type: 'CARE_BACK' });
	await person(4).does({ type: 'CARE_BACK' });
	// Put out of a room that is over, they come in again where they belong.
	await vi.waitFor(async () => expect(await person(4).native!.nextVoiceFrom(person(3).identity, 500)).not.toBeNull(), { timeout: 15_000 });
	expect((await contextNow()).seats.map((s) => s.standing)).toEqual(Array(4).fill('admitted'));
}, 240_000);

test('[D2] [D5] killed while pairs are on: the same pairs, the same step, and everybody comes back', async () => {
	circle = await seated(['facilitator', 'participant', 'participant'], inPairs);
	node = await startApp({ databaseUrl });
	guests = [1, 2, 3].map((n) => new Guest(circle, n, node.url));
	await vi.waitFor(async () => expect((await stateNow()).value.lifecycle).toBe('lobby'), { timeout: 5000 });
	for (const guest of guests) await guest.comes();
	await person(1).client.until((view) => view.seats.every((s) => s.connection === 'present'), 15_000);
	await accepted(circle, seat(1), { type: 'BEGIN' });
	await goTo(circle, 'pairs');
	await vi.waitFor(async () => expect((await contextNow()).pairs?.all).toHaveLength(1), { timeout: 5000 });
	const { seats } = (await contextNow()).pairs!.all[0]!;
	for (const n of [2, 3]) await person(n).goesOver();
	await isDue(circle.id, 'pairStep');
	await vi.waitFor(async () => expect((await contextNow()).pairs?.step).toBe('a'), { timeout: 5000 });
	const [first, second] = seats.map(person) as [Guest, Guest];
	expect(await second.native!.nextVoiceFrom(first.identity, 5000)).not.toBeNull();

	await dies();
	await person(1).client.until((view) => view.seats.every((s) => s.connection === 'present'), 15_000);
	expect((await contextNow()).pairs).toMatchObject({ step: 'a', all: [{ seats }] });
	expect(await second.native!.nextVoiceFrom(first.identity, 3000)).not.toBeNull();
	await send(circle.id, seat(1), { type: 'NEXT_PHASE', phaseId: 'pairs' });
	for (const n of [2, 3]) await person(n).does({ type: 'ARRIVED' });
	expect(inPairs.phases[(await contextNow()).phaseIndex]?.id).toBe('circle');
}, 240_000);
