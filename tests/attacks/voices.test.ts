// Every kind of track under every label, in every situation, sent by a program that asks nobody: what is not allowed is refused or
// ended at the server, and no untouched page plays it. The ears are real browsers with the real pages.
import { chromium, type Browser } from '@playwright/test';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { grantOf } from '../../src/lib/gathering/grants.ts';
import { seconds } from '../../src/lib/gathering/limits.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { roomName } from '../../src/lib/server/live/rooms.ts';
import type { Command } from '../../src/lib/gathering/types.ts';
import { browserProgram } from '../support/browser-program.ts';
import { clockRings } from '../support/clocks.ts';
import { movesOn, plannedFor, told, type Planned } from '../support/e2e-gathering.ts';
import { opens } from '../support/e2e.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { inPairs } from '../support/formats.ts';
import { kinds, RawSender, sources, type Kind, type Source } from '../support/raw-sender.ts';
import { accepted as acceptedAt, seat, type Seated } from '../support/seated.ts';
import { freshDatabase, startApp, testServers, type TestApp } from '../support/servers.ts';

/** What is not allowed may last this long. */
const endsMs = 2000;

/** The room rests after each share for as long as a test needs. */
const evening = { ...inPairs, phases: inPairs.phases.map((phase) => ({ ...phase, settleMs: seconds(60) })) };

let app: TestApp;
let browser: Browser;
let rooms: RoomServiceClient;
let plan: Planned;
let mira: Sitter;
let tomas: Sitter;
/** Seat 2: their program does as it pleases. */
let lena: RawSender;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl });
	const { livekit } = testServers();
	rooms = new RoomServiceClient(livekit.LIVEKIT_INTERNAL_URL, livekit.LIVEKIT_API_KEY, livekit.LIVEKIT_API_SECRET);
	const { executablePath, env } = browserProgram();
	browser = await chromium.launch({
		executablePath,
		env: { ...(process.env as Record<string, string>), ...env },
		args: [
			'--use-fake-ui-for-media-stream',
			'--use-fake-device-for-media-stream',
			'--autoplay-policy=no-user-gesture-required',
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
		]
	});
}, 240_000);
afterAll(async () => {
	await browser?.close();
	await closeDb();
	await app?.stop();
});

/** Mira holds the circle, Lena sends what she pleases, Tomas listens; both others without camera and microphone of their own. */
beforeEach(async () => {
	plan = await plannedFor(['Mira', 'Lena', 'Tomas'], 0, evening);
	[mira, tomas] = await Promise.all([sitsDown(1, 'Mira'), sitsDown(3, 'Tomas')]);
	lena = await RawSender.opens(browser, app.url, { login: plan.people[1]!.token }, 2);
	await lena.comesIn(plan.id);
	for (const one of [mira, tomas]) await one.the('seat-2').waitFor();
});
afterEach(async () => {
	await Promise.all([mira?.context.close(), tomas?.context.close(), lena?.leaves()]);
});

async function sitsDown(n: number, name: string): Promise<Sitter> {
	const sitter = await opens(browser, app, n, name, {});
	await sitter.context.addCookies([{ name: 'login', value: plan.people[n - 1]!.token, url: app.url }]);
	await sitter.sitsDown(plan.id, { writes: true });
	await sitter.the('circle').waitFor();
	return sitter;
}

const does = (n: number, command: Command) => acceptedAt({ id: plan.id } as Seated, seat(n), command);
const turnId = async () => (await told(plan.id)).context.turn!.turnId;
const state = async () => (await look(plan.id))!.state;

/** Those who do not come first pass; then this seat has the piece. */
async function holds(n: number): Promise<void> {
	for (;;) {
		const turn = (await told(plan.id)).context.turn!;
		if (turn.seat === n) return void (await does(n, { type: 'ACCEPT', turnId: turn.turnId, typing: false }));
		await does(turn.seat, { type: 'DEFER', turnId: turn.turnId });
	}
}

/** From the pairs, or from before anybody is in one, to the circle: Lena's program does not say that it is there. */
async function backTogether(): Promise<void> {
	await does(1, { type: 'NEXT_PHASE', phaseId: 'pairs' });
	if ((await told(plan.id)).context.pairs) await does(2, { type: 'ARRIVED' });
	await movesOn(plan.id, 'circle');
}

/** The names of what the media server has of Lena, in the room where she is. */
async function sends(): Promise<string[]> {
	const people = await rooms.listParticipants(roomName(plan.id, lena.room));
	return people.find(({ identity }) => identity === lena.identity)?.tracks.map(({ name }) => name) ?? [];
}

const strays = async () => (await Promise.all([mira, tomas].map((one) => one.senses()))).flatMap((one) => one.strays);

type Pair = { kind: Kind; source: Source };
const nameOf = ({ kind, source }: Pair) => `${kind} as ${source}`;

/** What the media server has of Lena from now on, by name: when it was first seen there, and last. */
function watches() {
	const seen = new Map<string, { first: number; last: number }>();
	let on = true;
	const done = (async () => {
		while (on)
			for (const name of await sends()) {
				const now = performance.now();
				seen.set(name, { first: seen.get(name)?.first ?? now, last: now });
			}
	})();
	return {
		async end() {
			on = false;
			await done;
			return seen;
		}
	};
}

/** The right to a microphone follows the state by a moment. */
const isGranted = (mic: boolean) =>
	vi.waitFor(
		async () => {
			const people = await rooms.listParticipants(roomName(plan.id, lena.room));
			expect(people.find(({ identity }) => identity === lena.identity)?.permission?.canPublishSources.length).toBe(mic ? 2 : 1);
		},
		{ timeout: endsMs, interval: 50 }
	);

/** Only what the situation allows stands, and no page played anything that it should not. */
async function onlyAllowed(may: { mic: boolean }): Promise<void> {
	await lena.comesIn(plan.id);
	await vi.waitFor(async () => expect(grantOf(await state(), 2)).toMatchObject({ room: lena.room, mic: may.mic, camera: true }));
	await isGranted(may.mic);
	const all = kinds.flatMap((kind) => sources.map((source): Pair => ({ kind, source })));
	const right = all.filter(
		({ kind, source }) => (kind === 'video' && source === 'camera') || (may.mic && kind === 'audio' && source === 'microphone')
	);
	for (const pair of right) expect(await lena.publish(pair.kind, pair.source), nameOf(pair)).not.toBeNull();
	// What the media server tells of somebody follows what it has by a moment.
	await vi.waitFor(async () => expect((await sends()).sort()).toEqual(right.map(nameOf).sort()), { timeout: endsMs, interval: 50 });

	const watch = watches();
	const wrong = all.filter((pair) => !right.includes(pair));
	const took = await Promise.all(wrong.map(async (pair) => ((await lena.publish(pair.kind, pair.source)) === null ? [] : [nameOf(pair)])));
	await vi.waitFor(async () => expect((await sends()).filter((name) => wrong.map(nameOf).includes(name))).toEqual([]), {
		timeout: endsMs,
		interval: 50
	});
	const seen = [...(await watch.end())].filter(([name]) => wrong.map(nameOf).includes(name));
	// A label that is granted takes any kind at first: this is what has to be ended, and may be before anybody sees it there.
	expect([...new Set([...took.flat(), ...seen.map(([name]) => name)])].sort()).toEqual([
		'audio as camera',
		...(may.mic ? ['video as microphone'] : [])
	]);
	expect(seen.filter(([, { first, last }]) => last - first > endsMs)).toEqual([]);
	expect(await strays()).toEqual([]);
}

describe('[I4] [I5] [I22] of every kind under every label only what is allowed stands, and nothing else is heard', () => {
	test('in the lobby, in a pair, in another’s turn, in one’s own, while it settles, in a pause and in the care room', async () => {
		await onlyAllowed({ mic: true });

		await does(1, { type: 'BEGIN' });
		await movesOn(plan.id, 'pairs');
		await tomas.the('pair-room').waitFor();
		await vi.waitFor(async () => expect((await told(plan.id)).context.pairs?.step).toBe('agreeing'));
		await onlyAllowed({ mic: true });
		await clockRings(plan.id, 'pairStep');
		const first = (await told(plan.id)).context.pairs!.all[0]!.seats[0];
		await onlyAllowed({ mic: first === 2 });

		await backTogether();
		await holds(3);
		await onlyAllowed({ mic: false });
		await does(1, { type: 'MOVE', turnId: await turnId(), code: 'comeBack' });
		await holds(2);
		await onlyAllowed({ mic: true });
		await does(2, { type: 'FINISH', turnId: await turnId() });
		await onlyAllowed({ mic: false });
		await does(1, { type: 'TAKEOVER', kind: 'safety', seat: null });
		await onlyAllowed({ mic: false });
		await does(1, { type: 'INVITE_TO_CARE', seat: 2 });
		await does(2, { type: 'ACCEPT_CARE' });
		await mira.the('care-room').waitFor();
		await onlyAllowed({ mic: true });
	}, 120_000);
});

/** The media server's hints do not reach the application: its own look at the room, once a second, is the net. */
async function withoutHints(): Promise<void> {
	await fetch(testServers().webhookAppsUrl, { method: 'DELETE', body: `${app.url}/api/livekit/webhook` });
}
const hears = (one: Sitter, seats: number[]) =>
	vi.waitFor(async () => expect(await one.hears()).toEqual(seats), { timeout: 10_000, interval: 100 });

/** Whether this page plays Lena's voice within a time in which any voice is heard. */
const plays = ({ page }: Sitter) =>
	page
		.waitForFunction(() => window.senses.heard[2] !== undefined, undefined, { timeout: 1500 })
		.then(
			() => true,
			() => false
		);

test('[I5] [I22] a sound that is labelled as a picture is played by no page, though nobody ends it, and ended without any hint', async () => {
	await withoutHints();
	process.kill(app.pid, 'SIGSTOP');
	try {
		await vi.waitFor(async () => expect(await lena.publish('audio', 'camera')).not.toBeNull(), { timeout: 10_000 });
		await vi.waitFor(async () => expect(await sends()).toContain('audio as camera'), { timeout: 5000, interval: 50 });
		expect(await Promise.all([mira, tomas].map(plays))).toEqual([false, false]);
	} finally {
		process.kill(app.pid, 'SIGCONT');
	}
	await vi.waitFor(async () => expect(await sends()).toEqual([]), { timeout: endsMs, interval: 50 });

	// Before a microphone, beside one, and again: the microphone is heard, and with its right everything ends.
	await lena.comesIn(plan.id);
	await isGranted(true);
	for (const source of ['camera', 'microphone', 'camera'] as const) await lena.publish('audio', source);
	for (const one of [mira, tomas]) await hears(one, [2]);
	await does(1, { type: 'BEGIN' });
	for (const one of [mira, tomas]) await hears(one, []);
	await vi.waitFor(async () => expect(await sends()).toEqual([]), { timeout: endsMs, interval: 50 });
	expect(await strays()).toEqual([]);
}, 60_000);

test('[G8] [I22] who speaks past whoever holds the circle is seen to, and ended; who speaks past somebody else is seen to', async () => {
	await does(1, { type: 'BEGIN' });
	await movesOn(plan.id, 'pairs');
	await backTogether();
	await holds(2);
	await lena.comesIn(plan.id);
	await vi.waitFor(async () => expect(await lena.publish('audio', 'microphone')).not.toBeNull(), { timeout: 10_000 });
	for (const one of [mira, tomas]) await hears(one, [2]);
	const identityOf = async (n: number) => (await told(plan.id)).context.seats.find((one) => one.seat === n)!.identity!;

	await lena.letOnly([await identityOf(1)]);
	await vi.waitFor(
		async () =>
			expect(await mira.the('kept-voice').textContent()).toBe('Tomas cannot hear Lena: their device does not let their voice through.'),
		{ timeout: 10_000 }
	);
	expect((await tomas.the('banner').allTextContents()).join(' ')).toContain(
		'You cannot hear Lena: their device does not let their voice through to you. Those who hold the circle can see that.'
	);
	await hears(mira, [2]);
	await lena.letOnly(null);
	await hears(tomas, [2]);
	await vi.waitFor(async () => expect(await mira.the('kept-voice').count()).toBe(0), { timeout: 10_000 });

	const began = performance.now();
	await lena.letOnly([await identityOf(3)]);
	await vi.waitFor(async () => expect(await sends()).toEqual([]), { timeout: 5000, interval: 20 });
	expect(performance.now() - began).toBeLessThan(endsMs);
	await vi.waitFor(
		async () => expect(await mira.the('kept-voice').textContent()).toContain('Lena’s microphone is closed until they come in again.'),
		{ timeout: 10_000 }
	);
	for (const one of [mira, tomas]) await hears(one, []);

	await lena.comesIn(plan.id);
	await vi.waitFor(async () => expect(await lena.publish('audio', 'microphone')).not.toBeNull(), { timeout: 10_000 });
	await hears(mira, [2]);
}, 60_000);
