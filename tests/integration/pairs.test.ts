// Pairs on the real media server: everybody hears their own pair and nobody else, and all come back.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Seat } from '../../src/lib/gathering/types.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { startBackground, stopBackground } from '../../src/lib/server/live/background.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { clockRings } from '../support/clocks.ts';
import { enters, goesOver, type Person } from '../support/entering.ts';
import { inPairs } from '../support/formats.ts';
import { freshDatabase } from '../support/servers.ts';
import { accepted, goTo, seat, seated, type Seated } from '../support/seated.ts';

/** A divergence at the media server may last this long. */
const divergenceMs = 2000;

let circle: Seated;
let people: Person[] = [];

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	await startBackground();
});
afterEach(() => Promise.all(people.map((p) => p.leave())));
afterAll(async () => {
	await stopBackground();
	await releaseNative();
	await closeDb();
});

const stateNow = async () => (await look(circle.id))!.state;
const pairsNow = async () => (await stateNow()).context.pairs;
const person = (n: Seat) => people[n - 1]!;

test('[D1] [D2] [G6] the house pairs them; each hears their own pair, in turn; all come back and the circle goes on', async () => {
	circle = await seated(['facilitator', 'participant', 'participant', 'participant', 'participant'], inPairs);
	await vi.waitFor(async () => expect((await stateNow()).value.lifecycle).toBe('lobby'), { timeout: 15_000 });
	people = [];
	for (const n of circle.cookies.keys()) people.push(await enters(circle, n));
	await vi.waitFor(async () => expect((await stateNow()).context.seats.map((s) => s.connection)).toEqual(Array(5).fill('present')), {
		timeout: 20_000
	});
	await accepted(circle, seat(1), { type: 'BEGIN' });
	await goTo(circle, 'pairs');
	await vi.waitFor(async () => expect(await pairsNow()).toMatchObject({ step: 'agreeing' }), { timeout: 3000 });

	const [one, two] = (await pairsNow())!.all.map((p) => p.seats);
	expect([...one!, ...two!].sort()).toEqual([2, 3, 4, 5]);
	for (const n of [2, 3, 4, 5]) expect((await goesOver(circle, person(n))).room).toMatch(/^pair-/);
	const [a, b] = one!.map(person) as [Person, Person];
	const [c, d] = two!.map(person) as [Person, Person];
	for (const [x, y] of [
		[a, b],
		[b, a],
		[c, d]
	] as const)
		expect(await x.native.nextVoiceFrom(y.identity, 15_000)).not.toBeNull();
	expect(await Promise.all([c.native.nextVoiceFrom(a.identity, 1000), person(1).native.nextVoiceFrom(a.identity, 1000)])).toEqual([
		null,
		null
	]);

	await clockRings(circle.id, 'pairStep');
	expect((await pairsNow())!.step).toBe('a');
	expect(await b.native.nextVoiceFrom(a.identity, 15_000)).not.toBeNull();
	await vi.waitFor(() => expect(a.native.hears(b.identity)).toBe(false), { timeout: divergenceMs });

	await accepted(circle, seat(1), { type: 'NEXT_PHASE', phaseId: 'pairs' });
	await vi.waitFor(() => expect(a.native.connected).toBe(false), { timeout: 15_000 });
	for (const n of [2, 3, 4, 5]) {
		expect((await goesOver(circle, person(n))).room).toBe('circle');
		await accepted(circle, seat(n), { type: 'ARRIVED' });
	}
	const { context } = await stateNow();
	expect(inPairs.phases[context.phaseIndex]!.id).toBe('circle');
	await vi.waitFor(async () => expect((await stateNow()).context.seats.map((s) => s.connection)).toEqual(Array(5).fill('present')), {
		timeout: 20_000
	});
}, 120_000);
