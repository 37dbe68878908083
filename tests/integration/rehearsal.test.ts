// A newcomer with nothing but a browser's abilities walks whole rehearsals; what happens is judged by what they hear and see.
// People mostly wait for each other: two of these evenings at a time, but for the one in which every turn has to be heard.

import { readFileSync } from 'node:fs';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, it, vi, type TestContext } from 'vitest';
import type { View } from '../../src/lib/gathering/viewed.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { rehearsalLimits } from '../../src/lib/server/simulated/limits.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import type { Person } from '../../src/lib/server/simulated/person.ts';
import type { As, Leading } from '../../src/lib/server/simulated/scripts.ts';
import { newcomer } from '../support/newcomer.ts';
import { opensRehearsal, quicker, rehearsing } from '../support/rehearsing.ts';
import { freshDatabase, startApp, testServers, type TestApp } from '../support/servers.ts';

const wholeMs = 170_000;
const leading: Leading = {
	beginsWith: 5,
	beginsAfter: 2,
	speaks: 5,
	movesOnAfter: 2,
	takesOver: { from: 'Jonas', after: 6, speaks: 6 },
	stays: 3
};

let app: TestApp;
let databaseUrl = '';

/** From the start page's form to a seat, as a browser without scripts would; they go when the test is over. */
async function enters({ onTestFinished }: TestContext, as: As, script = newcomer): Promise<Person> {
	const { robin, client, gathering } = await rehearsing(app.url, { as }, script);
	expect((await client.form(`/gatherings/${gathering}?/agree`, { agreed: 'on' })).status).toBeLessThan(400);
	onTestFinished(() => robin.goes());
	robin.comes();
	return robin;
}

const named = (view: View, seat: number | null) => view.seats.find((s) => s.seat === seat)?.name;
/** Everything an exact resumption gives back. */
const frozen = ({ phase, piece, seats }: View) => ({
	phase: phase?.id,
	piece: { ...piece, usedMs: null, running: null, budgetMs: piece.budgetMs },
	usedMs: piece.usedMs,
	leftMs: phase?.leftMs,
	marks: seats.map(({ seat, mark, standing }) => [seat, mark, standing])
});

/** Clocks that stood still go on: a view made just after shows a few milliseconds more, never the pause itself. */
function expectSoonAfter(now: number | null | undefined, then: number | null | undefined) {
	expect((now ?? NaN) - (then ?? NaN)).toBeGreaterThanOrEqual(0);
	expect((now ?? NaN) - (then ?? NaN)).toBeLessThan(400);
}

/** What the newcomer saw and heard, in order. */
function diary(person: Person) {
	const views: View[] = [];
	const heard = new Map<string, Set<string>>();
	const strangers: string[] = [];
	let lately: { until: number; seats: number[] }[] = [];
	person.client.onView((view) => {
		const before = views.at(-1);
		// What was under way when a grant was taken back may arrive for a moment.
		if (before) lately = [...lately.slice(-20), { until: Date.now() + 700, seats: before.audible }];
		views.push(view);
	});
	const listen = () =>
		person.native?.ears.onVoice(({ identity }) => {
			const view = person.view;
			const seat = view?.seats.find((s) => s.identity === identity)?.seat ?? 0;
			const key = view?.hold ? view.hold.kind : (view?.piece.turnId ?? view?.phase?.id ?? 'lobby');
			const may = view?.audible.includes(seat) || lately.some((l) => l.until > Date.now() && l.seats.includes(seat));
			if (may && view?.audible.includes(seat)) heard.set(key, (heard.get(key) ?? new Set()).add(named(view, seat) ?? ''));
			if (!may && view) strangers.push(`${named(view, seat)} in ${key} ${view.piece.state}`);
		});
	return { views, heard, strangers, listen };
}

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	app = await startApp({ databaseUrl, env: quicker });
	// The first to ask for the application waits for its build.
}, 300_000);
afterAll(async () => {
	await app?.stop();
	await releaseNative();
});

it(
	'as a participant: from the lobby to aftercare in under five minutes, with a takeover and an exact resumption, by hearing',
	{ timeout: wholeMs + 20_000 },
	async (test) => {
		const { expect } = test;
		const began = Date.now();
		const robin = await enters(test, 'participant');
		const { views, heard, strangers, listen } = diary(robin);
		await vi.waitFor(() => expect(robin.native?.connected).toBe(true), { timeout: 10_000 });
		listen();

		const lobby = await robin.client.until((view) => view.seats.filter((s) => s.connection === 'present').length === 5, 20_000);
		expect(lobby.seats.map((s) => [s.name, s.simulated])).toEqual([
			['Mira', true],
			['Jonas', true],
			['Robin', false],
			['Amara', true],
			['Tomasz', true]
		]);

		const held = await robin.client.until((view) => view.hold?.kind === 'takeover', 60_000);
		expect(named(held, held.hold?.leader ?? 0)).toBe('Mira');
		const before = views.findLast((view) => view.version < held.version);
		const after = await robin.client.until((view) => view.version > held.version && view.hold === null, 30_000);
		if (!before) throw new Error('nothing was seen before the takeover');
		expect(named(before, before.piece.seat)).toBe('Jonas');
		// Only the time between the last view and the takeover itself had passed.
		const { usedMs, leftMs, ...rest } = frozen(after);
		const was = frozen(before);
		expect(rest).toEqual({ ...was, usedMs: undefined, leftMs: undefined });
		expectSoonAfter(usedMs, held.piece.usedMs);
		expectSoonAfter(held.phase?.leftMs, leftMs);

		await robin.client.until((view) => view.lifecycle === 'ended', wholeMs);
		expect(Date.now() - began).toBeLessThan(5 * 60_000);

		expect([...new Set(views.map((view) => view.phase?.kind ?? view.lifecycle))]).toEqual([
			'lobby',
			'opening',
			'checkIn',
			'round',
			'integration',
			'closing',
			'aftercare',
			'ended'
		]);
		const turns = new Map(views.flatMap((v) => (v.piece.state === 'held' ? [[v.piece.turnId, named(v, v.piece.seat)]] : [])));
		for (const [turn, holder] of turns)
			if (holder !== 'Robin') expect(heard.get(turn ?? ''), `turn ${turn} of ${holder}`).toContain(holder);
		expect(heard.get('takeover')).toEqual(new Set(['Mira']));
		expect(heard.get('opening')).toEqual(new Set(['Mira']));
		expect([...new Set(turns.values())].sort()).toEqual(['Amara', 'Jonas', 'Mira', 'Robin', 'Tomasz']);
		expect(strangers).toEqual([]);
		// Each of them did what people do.
		const states = new Set(views.map((view) => `${named(view, view.piece.seat)} ${view.piece.state}`));
		for (const seen of ['Amara silent', 'Tomasz awaitingReturn', 'Mira responding', 'Robin held']) expect(states).toContain(seen);
		expect(states).not.toContain('Jonas silent');
	}
);

it.concurrent(
	'holding it as a facilitator: begins, is asked for support, pauses the circle, gives it back, closes and ends it',
	{ timeout: 120_000 },
	async (test) => {
		const { expect } = test;
		const robin = await enters(test, 'facilitator', { ...newcomer, role: 'facilitator', leads: leading });
		const { heard, strangers, listen } = diary(robin);
		await vi.waitFor(() => expect(robin.native?.connected).toBe(true), { timeout: 10_000 });
		listen();
		await robin.client.until((view) => view.lifecycle === 'live', 30_000);
		const asked = await robin.client.until((view) => (view.facilitation?.signals.length ?? 0) > 0, 60_000);
		expect(named(asked, asked.facilitation?.signals[0]?.seat ?? 0)).toBe('Lea');
		const held = await robin.client.until((view) => view.hold?.kind === 'takeover', 30_000);
		expect(held.hold?.leader).toBe(held.you.seat);
		const after = await robin.client.until((view) => view.version > held.version && view.hold === null, 30_000);
		expect(after.phase?.id).toBe(held.phase?.id);
		expect(after.piece).toMatchObject({ turnId: held.piece.turnId, seat: held.piece.seat, state: 'held', budgetMs: held.piece.budgetMs });
		expectSoonAfter(after.piece.usedMs, held.piece.usedMs);
		expect(named(after, after.piece.seat)).toBe('Jonas');
		const rests = await robin.client.until((view) => named(view, view.piece.seat) !== 'Jonas', 30_000);
		expect(heard.get(after.piece.turnId ?? '')).toEqual(new Set(['Jonas']));
		expect(await robin.client.act({ type: 'CLOSE_WELL', phaseId: rests.phase?.id ?? '' }), JSON.stringify(rests.piece)).toMatchObject({
			ok: true
		});
		const closing = await robin.client.until((view) => view.phase?.kind === 'closing', 5000);
		expect(await robin.client.act({ type: 'END', phaseId: closing.phase?.id ?? '' })).toMatchObject({ ok: true });
		await robin.client.until((view) => view.lifecycle === 'ended', 5000);
		expect(heard.get('takeover') ?? new Set()).toEqual(new Set());
		expect(strangers).toEqual([]);
	}
);

it.concurrent('the simulated people leave when the newcomer has left', { timeout: 90_000 }, async (test) => {
	const { expect } = test;
	const robin = await enters(test, 'participant');
	const { gathering } = await robin.client.until((view) => view.seats.filter((s) => s.connection === 'present').length === 5, 30_000);
	const { LIVEKIT_INTERNAL_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = testServers().livekit;
	const rooms = new RoomServiceClient(url, key, secret);
	expect(await rooms.listParticipants(gathering)).toHaveLength(5);
	await robin.goes();
	await vi.waitFor(async () => expect(await rooms.listParticipants(gathering)).toEqual([]), {
		timeout: rehearsalLimits.aloneMs + 20_000,
		interval: 1000
	});
});

it('after a kill of the app the simulated people come back by themselves', { timeout: 90_000 }, async (test) => {
	const robin = await enters(test, 'participant');
	await robin.client.until((view) => view.phase?.kind === 'checkIn', 60_000);
	const { port, dataDir } = app;
	await app.kill('SIGKILL');
	const version = robin.view?.version ?? 0;
	app = await startApp({ databaseUrl, env: quicker, port, dataDir });
	const back = await robin.client.until(
		(view) => view.version > version && view.seats.every((s) => s.connection === 'present' && s.standing === 'admitted'),
		45_000
	);
	expect(back.lifecycle).toBe('live');
	await robin.client.until((view) => view.phase?.kind === 'round', 60_000);
});

it('rehearsals stand in no list, and a stranger has no seat in one', { timeout: 60_000 }, async (test) => {
	const robin = await enters(test, 'participant');
	const seen = await robin.client.until(() => true, 10_000);
	const stranger = new PageClient({ base: app.url });
	expect(await (await stranger.request('/')).text()).not.toContain(seen.gathering);
	expect(await stranger.join(seen.gathering)).toMatchObject({ refused: 'not-seated' });
});

it('as many as one server can hold, then a clear sentence; and one without the video server, too', { timeout: 60_000 }, async () => {
	const answers = [];
	for (let n = 0; n <= rehearsalLimits.atOnce; n++)
		answers.push(await opensRehearsal(new PageClient({ base: app.url }), { as: 'participant' }));
	expect(answers.at(-1)?.status).toBe(503);
	expect(await answers.at(-1)?.text()).toContain('Other people are rehearsing just now');
	const video = testServers().pids[1] ?? 0;
	process.kill(video, 'SIGSTOP');
	try {
		// On a busy machine a process runs on for a moment.
		await vi.waitFor(() => expect(readFileSync(`/proc/${video}/status`, 'utf8')).toMatch(/^State:\s+T/m), { timeout: 5000 });
		const none = await opensRehearsal(new PageClient({ base: app.url }), { as: 'participant' });
		expect(none.status).toBe(503);
		expect(await none.text()).toContain('The video server does not answer');
	} finally {
		process.kill(video, 'SIGCONT');
	}
});
