// Processes that die without a word, in the middle of a turn and of a takeover: the circle goes on where it was.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startLivekit, type LivekitServer } from '../../scripts/lib/livekit.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { comeTogether, Guest } from '../support/at-app.ts';
import { due, says } from '../support/log.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase, startApp, type TestApp, type TestAppOptions } from '../support/servers.ts';
import { seated, type Seated } from '../support/seated.ts';

/** After the last fault all screens equal the log within this. */
const healedMs = 3000;
/** Grants are right this long after the media server is back. */
const grantedMs = 2000;
/** A node that died keeps its lease for so long, and another looks for it each second: nothing is given before. */
const leaseMs = 4000;

let databaseUrl: string;
let circle: Seated;
let guests: Guest[] = [];
let apps: TestApp[] = [];

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
});
beforeEach(async () => {
	circle = await seated(['facilitator', 'participant', 'participant']);
	guests = [];
	apps = [];
});
afterEach(async () => {
	await Promise.all(guests.map((guest) => guest.leaves()));
	await Promise.all(apps.map((app) => app.stop().catch(() => {})));
});
afterAll(async () => {
	await releaseNative();
	await closeDb();
});

async function app(options: Partial<TestAppOptions> = {}): Promise<TestApp> {
	const started = await startApp({ databaseUrl, ...options });
	apps.push(started);
	return started;
}
/** The application dies at once, and comes back at the same address. */
async function killed(was: TestApp, options: Partial<TestAppOptions> = {}): Promise<TestApp> {
	await was.kill('SIGKILL');
	return app({ port: was.port, dataDir: was.dataDir, ...options });
}

/** Gives a node the lease of the circle, and waits until it has renewed it. A page open there tells its name. */
async function looksAfter(node: TestApp) {
	const visitor = new Guest(circle, 1, node.url);
	const others = (await sql()`select distinct node from presence`).map((row) => row.node as string);
	visitor.client.follow(circle.id);
	const name = await vi.waitFor(async () => {
		const [row] = await sql()`select node from presence where node <> all(${others})`;
		expect(row).toBeDefined();
		return row!.node as string;
	});
	visitor.client.unfollow();
	await sql()`update machines set lease_node = ${name}, lease_until = now() + interval '3 s' where gathering_id = ${circle.id}`;
	await vi.waitFor(
		async () => {
			const [row] =
				await sql()`select lease_node as node from machines where gathering_id = ${circle.id} and lease_until > now() + interval '2.5 s'`;
			expect(row?.node).toBe(name);
		},
		{ timeout: 5000 }
	);
}

/** What must be the same after any fault: who holds the piece, every mark, whose turn it still is. */
async function kept() {
	const { state } = (await look(circle.id))!;
	const { turn, seats, roster, phaseIndex, takeover } = state.context;
	return {
		phaseIndex,
		turn: turn && { turnId: turn.turnId, seat: turn.seat, budgetMs: turn.budgetMs },
		hold: state.value.hold,
		leader: takeover?.leader,
		roster,
		marks: seats.map((s) => [s.seat, s.mark, s.standing])
	};
}

/** Every screen says what is so by the newest of the log. */
async function screensEqual(timeout = healedMs) {
	await vi.waitFor(
		async () => {
			expect(guests.map((g) => g.view && says(g.view))).toEqual(await Promise.all(guests.map((g) => due(circle.id, g.seat))));
		},
		{ timeout, interval: 50 }
	);
}
const allPresent = () => Promise.all(guests.map((g) => g.client.until((v) => v.seats.every((s) => s.connection === 'present'), 15_000)));
const voiceOf = (holder: Guest, ms: number) => guests.find((g) => g !== holder)!.native!.nextVoiceFrom(holder.identity, ms);

test('[I6] [I9] the application dies in a turn: the same holder speaks on, and the turn ends once', async () => {
	const node = await app();
	const together = await comeTogether(circle, node.url, 2);
	guests = together.guests;
	const [mira, jonas] = guests as [Guest, Guest];
	const before = await kept();

	await killed(node);
	await screensEqual();
	await allPresent();
	expect(await kept()).toEqual(before);
	expect(mira.view!.piece).toMatchObject({ state: 'held', turnId: together.turnId, seat: 2 });
	expect(await voiceOf(jonas, 3000)).not.toBeNull();

	await jonas.does({ type: 'FINISH', turnId: together.turnId });
	const next = await mira.client.until((v) => v.piece.state === 'offered' && v.piece.seat === 3, 5000);
	expect(next.piece.turnId).not.toBe(together.turnId);
	await vi.waitFor(() => expect(mira.native!.hears(jonas.identity)).toBe(false), { timeout: grantedMs });
	await vi.waitFor(() => expect(guests[2]!.native!.allowed.mic).toBe(true), { timeout: leaseMs + grantedMs });
}, 240_000);

test('[I7] [I9] the application dies in a takeover: it is still on, with the same leader, and resumes to the same turn', async () => {
	const node = await app();
	const together = await comeTogether(circle, node.url, 2);
	guests = together.guests;
	const [mira, jonas] = guests as [Guest, Guest];
	const before = await kept();
	await mira.does({ type: 'TAKEOVER', kind: 'safety', seat: null });
	const held = await kept();

	await killed(node);
	await screensEqual();
	await allPresent();
	expect(await kept()).toEqual(held);
	expect(jonas.view!.hold).toMatchObject({ kind: 'takeover', leader: 1 });
	expect(await jonas.native!.nextVoiceFrom(mira.identity, leaseMs + grantedMs)).not.toBeNull();
	// What was let through before the microphone was taken away may still sound for half a second.
	await vi.waitFor(() => expect(mira.native!.hears(jonas.identity)).toBe(false), { timeout: grantedMs });

	await mira.does({ type: 'RESUME', pauseId: mira.view!.hold!.pauseId, mode: 'exact' });
	expect(await kept()).toEqual(before);
	expect(await voiceOf(jonas, leaseMs + grantedMs)).not.toBeNull();
}, 240_000);

test('[I6] [I11] the media server dies in a turn: nobody is lost by it, the circle still moves, and the voice comes back', async () => {
	const dir = temporaryDir();
	let media: LivekitServer = await startLivekit({ dir });
	try {
		const { url, internalUrl, apiKey, apiSecret, port, udpPort } = media;
		const env = { LIVEKIT_URL: url, LIVEKIT_INTERNAL_URL: internalUrl, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret };
		const node = await app({ env });
		const together = await comeTogether(circle, node.url, 2);
		guests = together.guests;
		const [mira, jonas, tomas] = guests as [Guest, Guest, Guest];
		const before = await kept();

		media.child.kill('SIGKILL');
		await media.child.exited;
		await vi.waitFor(async () => expect((await fetch(`${node.url}/readyz`)).status).toBe(503), { timeout: 5000 });
		await tomas.does({ type: 'WISH', wish: 'mirror' });
		await tomas.client.until((v) => v.you.wish === 'mirror', healedMs);
		expect(mira.view!.seats.map((s) => s.connection)).not.toContain('lost');

		media = await startLivekit({ dir, port, udpPort });
		await allPresent();
		expect(await kept()).toEqual(before);
		await screensEqual();
		await vi.waitFor(() => expect(jonas.native!.allowed.mic).toBe(true), { timeout: grantedMs });
		// How soon a client finds its way back is its own affair, and whether it does so under a new identity.
		await vi.waitFor(async () => expect(await voiceOf(jonas, 500)).not.toBeNull(), { timeout: 20_000 });
		expect(tomas.native!.allowed.mic).toBe(false);
	} finally {
		await media.stop();
	}
}, 240_000);

test('[I9] of two nodes the one that looks after the circle dies: the other takes over, and the next person may speak', async () => {
	const one = await app();
	const two = await app({ dataDir: one.dataDir });
	const together = await comeTogether(circle, two.url, 2);
	guests = together.guests;
	const [, jonas, tomas] = guests as [Guest, Guest, Guest];
	await looksAfter(one);
	await one.kill('SIGKILL');
	await jonas.does({ type: 'FINISH', turnId: together.turnId });
	await tomas.client.until((v) => v.piece.seat === 3, 5000);
	await vi.waitFor(() => expect(tomas.native!.allowed.mic).toBe(true), { timeout: 5000 });
	expect(jonas.native!.allowed.mic).toBe(false);
	await screensEqual();
}, 240_000);

test('[I1] [I2] [I6] killed again and again under a stream of commands: what was acknowledged is in the log once, and nothing twice', async () => {
	let node = await app();
	const together = await comeTogether(circle, node.url, 2);
	guests = together.guests;
	const acknowledged = new Map<string, number>();
	let going = true;
	const pressing = guests.map(async (guest, n) => {
		for (let on = false; going; on = !on) {
			const commandId = randomUUID();
			const said = await guest.client
				.act(n === 0 ? { type: 'WISH', wish: on ? 'ask' : 'listen' } : { type: 'LISTEN_TONIGHT', on }, commandId)
				.catch(() => null);
			if (said && 'ok' in said) acknowledged.set(commandId, said.version);
		}
	});
	for (let kills = 0; kills < 4; kills++) {
		const seen = acknowledged.size;
		await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(seen + 20 + kills * 7), { timeout: 20_000, interval: 5 });
		node = await killed(node);
	}
	going = false;
	await Promise.all(pressing);
	const log = await sql()<{ version: number; stamp: number; commandId: string | null }[]>`
		select version, stamp::float8, command_id as "commandId" from events where gathering = ${circle.no} order by version`;
	expect(log.map((e) => e.version)).toEqual(log.map((_, i) => i + 1));
	const times = Map.groupBy(
		log.filter((e) => e.commandId),
		(e) => e.commandId!
	);
	expect([...times.values()].filter((t) => t.length > 1)).toEqual([]);
	for (const [commandId, version] of acknowledged) expect(times.get(commandId)?.[0]?.stamp).toBe(version);
	await screensEqual();
}, 240_000);
