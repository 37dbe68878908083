// A first `npm start`: the pages are there before the video server is, and what waits for it goes on by itself. Afterwards each of
// its servers dies without a word and is started again, and the circle goes on.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { alive } from '../../scripts/lib/processes.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { comeTogether, Guest } from '../support/at-app.ts';
import { npmStart, type Started } from '../support/npm-start.ts';
import { seated } from '../support/seated.ts';

const startMs = 60_000;
const againMs = 30_000;
let place: Started;
const guests: Guest[] = [];

beforeAll(async () => {
	place = await npmStart();
	await vi.waitFor(async () => expect((await parts()).database).toBe('ok'), { timeout: startMs, interval: 200 });
	process.env.DATABASE_URL = place.env().DATABASE_URL;
}, 200_000);
afterAll(async () => {
	await Promise.all(guests.map((guest) => guest.leaves()));
	await releaseNative();
	await closeDb();
	await place?.stop();
}, 60_000);

const parts = async () => (await (await fetch(`${place.url}/readyz`)).json()) as { database: string; livekit: string };
const page = async (path: string) => (await fetch(`${place.url}${path}`)).text();
const rehearse = async () => {
	const asked = await fetch(`${place.url}/rehearsal`, {
		method: 'POST',
		body: new URLSearchParams({ name: 'Ada', as: 'participant' }),
		headers: { origin: place.url, 'x-sveltekit-action': 'true', accept: 'application/json' }
	});
	return (await asked.json()) as { type: string; data: string };
};
const stands = () => vi.waitFor(async () => expect((await parts()).livekit).toBe('ok'), { timeout: againMs, interval: 100 });

test('the pages stand and say what is coming; a rehearsal and a room wait, and go on by themselves', async () => {
	await vi.waitFor(async () => expect(await page('/')).toContain('The video server is being built on this machine.'), { timeout: 10_000 });
	expect(place.downloads).toHaveLength(1);
	expect(place.output()).not.toContain('Evenround is ready');
	const refused = await rehearse();
	expect(refused).toMatchObject({ type: 'failure', data: expect.stringContaining('being built on this machine') });

	const early = await seated(['facilitator']);
	const guest = new Guest(early, 1, place.url);
	guests.push(guest);
	guest.client.follow(early.id);
	await guest.client.until((view) => view.lifecycle === 'lobby', 10_000);
	expect(await guest.client.join(early.id)).toMatchObject({
		refused: 'no-media',
		sentence: expect.stringMatching(/being built on this machine.*Your seat is kept/)
	});
	const entered = guest.comes();

	place.letVideoCome();
	await entered;
	await stands();
	await vi.waitFor(async () => expect(await page('/')).not.toContain('video server'), { timeout: againMs });
	expect((await rehearse()).type).toBe('redirect');
	await vi.waitFor(() => expect(place.output()).toContain('Evenround is ready'), { timeout: againMs });
}, 120_000);

test('the video server is killed: it comes back at its place, and the holder is heard again', async () => {
	const circle = await seated(['facilitator', 'participant', 'participant']);
	const together = await comeTogether(circle, place.url, 2);
	guests.push(...together.guests);
	const [mira, jonas, tomas] = together.guests as [Guest, Guest, Guest];
	const connections = new Set<string>();
	mira.client.onView((view) => view.seats.forEach((seat) => connections.add(seat.connection)));
	const before = place.pidOf('LiveKit')!;
	process.kill(before, 'SIGKILL');
	await vi.waitFor(() => expect(place.pidOf('LiveKit')).not.toBe(before), { timeout: againMs });
	await stands();
	await vi.waitFor(async () => expect(await tomas.native!.nextVoiceFrom(jonas.identity, 500)).not.toBeNull(), { timeout: againMs });
	expect(mira.view!.piece).toMatchObject({ state: 'held', seat: 2, turnId: together.turnId });
	// Each finds the way back in their own time; meanwhile nobody counts as lost.
	await vi.waitFor(() => expect(mira.view!.seats.map((seat) => seat.connection)).toEqual(['present', 'present', 'present']), {
		timeout: againMs
	});
	expect(connections).not.toContain('lost');
}, 120_000);

test('the database and the application are killed: both are started again, and the page is there', async () => {
	for (const name of ['PostgreSQL', 'the application'] as const) {
		const before = place.pidOf(name)!;
		process.kill(before, 'SIGKILL');
		await vi.waitFor(() => expect(place.pidOf(name)).not.toBe(before), { timeout: againMs });
		await vi.waitFor(async () => expect((await fetch(`${place.url}/readyz`)).status).toBe(200), { timeout: againMs, interval: 200 });
	}
}, 120_000);

test('it ends with everything it started', async () => {
	const pids = (['LiveKit', 'PostgreSQL', 'the application'] as const).map((name) => place.pidOf(name)!);
	await Promise.all(guests.map((guest) => guest.leaves()));
	await closeDb();
	await place.child.stop();
	expect(pids.filter(alive)).toEqual([]);
}, 60_000);
