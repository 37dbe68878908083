// The media server stands still, its API and its signalling: nothing is cut, nothing is refused, no byte comes back. Circles go on,
// whoever speaks is heard on, and afterwards everybody may send what the circle says by then. HANG_S=60 hangs for longer.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { comeTogether, type Guest } from '../support/at-app.ts';
import { isDue } from '../support/clocks.ts';
import { goesOn, hangMs, nobodyLost, promptMs, readyAt, situations, tonightAt, untilHung, type Sat } from '../support/hanging.ts';
import { linkTo, onCall } from '../support/on-call.ts';
import { person } from '../support/people.ts';
import { quietProxy, type QuietProxy } from '../support/quiet-proxy.ts';
import { pageOf, seated } from '../support/seated.ts';
import { freshDatabase, startApp, testServers, type TestApp } from '../support/servers.ts';

/** A door that cannot be opened says so by then. */
const toldMs = 6000;
/** Afterwards everybody may send what the circle says, and is heard. */
const healedMs = 10_000;

let proxy: QuietProxy;
let node: TestApp;
let operator: PageClient;
let all: Sat[] = [];
let guests: Guest[] = [];

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	const { livekit } = testServers();
	const { hostname, port } = new URL(livekit.LIVEKIT_INTERNAL_URL);
	proxy = await quietProxy({ host: hostname, port: Number(port) });
	const env = { LIVEKIT_INTERNAL_URL: `http://127.0.0.1:${proxy.port}`, LIVEKIT_URL: `ws://127.0.0.1:${proxy.port}` };
	node = await startApp({ databaseUrl, env, runs: ['pages'] });
	operator = new PageClient({ base: node.url, cookies: { login: await beginLogin((await person({ operator: true })).id) } });
}, 240_000);
afterEach(async () => {
	proxy.goOn();
	for (const { mine } of all) for (const page of mine) page.unfollow();
	await Promise.all(guests.map((guest) => guest.leaves()));
});
afterAll(async () => {
	await node?.stop();
	await proxy?.close();
	await releaseNative();
	await closeDb();
});

test('[I2] [I6] [N1] the media server stands still in a turn, a pause and a call: circles go on, and whoever it is learns who may send what by then', async () => {
	const rosa = await onCall({ name: 'Rosa' });
	const circle = await seated(['facilitator', 'participant', 'participant']);
	const together = await comeTogether(circle, node.url, 2);
	guests = together.guests;
	const [mira, jonas, tomas] = guests as [Guest, Guest, Guest];
	const three = await situations(node);
	all = Object.values(three);
	await vi.waitFor(async () => expect(await readyAt(node)).toMatchObject({ status: 200, livekit: 'ok' }), { timeout: 10_000 });

	proxy.hang();
	const hungAt = performance.now();
	// What is said goes its own way: whoever holds the piece is heard on.
	expect(await mira.native!.nextVoiceFrom(jonas.identity, 3000)).not.toBeNull();
	await goesOn(three);
	const { id } = (await look(three.call.at.id))!.state.context.signals[0]!;
	await isDue(three.call.at.id, `page:${id}`);
	await three.call.mine[1].until((view) => view.signal?.paged === true, 8000);
	await linkTo(three.call.at.id, rosa.email, node.dataDir);

	const asked = performance.now();
	const door = await pageOf(circle, 3, node.url).request(`/api/gatherings/${circle.id}/room`, {
		method: 'POST',
		body: JSON.stringify({ device: tomas.client.device, camera: false }),
		headers: { 'content-type': 'application/json' }
	});
	expect(performance.now() - asked).toBeLessThan(toldMs);
	expect([door.status, await door.json()]).toEqual([
		503,
		{
			refused: 'no-media',
			sentence: 'Sound and picture are not reachable just now. Your seat is kept; sound and picture come by themselves.'
		}
	]);

	const began = performance.now();
	await jonas.does({ type: 'FINISH', turnId: together.turnId });
	await tomas.client.until((view) => view.piece.state === 'offered' && view.piece.seat === 3, promptMs);
	expect(performance.now() - began).toBeLessThan(promptMs);
	expect(await readyAt(node)).toMatchObject({ status: 503, livekit: 'err' });
	expect(await tonightAt(operator)).toContain('LiveKit does not answer: circles go on in writing, and nobody new gets sound or picture.');
	nobodyLost(...all);
	await untilHung(hungAt);

	proxy.goOn();
	await vi.waitFor(async () => expect(await readyAt(node)).toMatchObject({ status: 200, livekit: 'ok' }), { timeout: healedMs });
	// So long a silence the library of these voices does not outlive by itself: they come in again, as a page that is reloaded does.
	if (hangMs > 10_000) for (const guest of guests) await Promise.all([guest.native!.leave(), guest.goesOver()]);
	await vi.waitFor(
		() =>
			expect(guests.map(({ native }) => [native?.connected, native?.allowed.mic])).toEqual([
				[true, false],
				[true, false],
				[true, true]
			]),
		{ timeout: healedMs }
	);
	await vi.waitFor(async () => expect(await mira.native!.nextVoiceFrom(tomas.identity, 500)).not.toBeNull(), { timeout: healedMs });
	await vi.waitFor(() => expect(mira.native!.hears(jonas.identity)).toBe(false), { timeout: 2000 });
	await mira.client.until((view) => view.seats.every(({ connection }) => connection === 'present'), healedMs);
	expect(mira.view!.piece).toMatchObject({ state: 'offered', seat: 3 });
	expect(await tonightAt(operator)).not.toContain('LiveKit does not answer');
	nobodyLost(...all);
}, 240_000);
