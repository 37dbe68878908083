// The reconciler against a media server that answers late, out of order, or not at all. Only the server is a fake: it
// has to fail as needed. States come from random gatherings of the real core.

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { rehearsal } from '../../src/lib/gathering/formats/index.ts';
import { desiredGrants } from '../../src/lib/gathering/grants.ts';
import { circleRoom, type Role } from '../../src/lib/gathering/types.ts';
import type { Newest } from '../../src/lib/server/gatherings/newest.ts';
import type { Allowed } from '../../src/lib/server/live/livekit.ts';
import { check, divergence, follow, forgetRooms } from '../../src/lib/server/live/reconcile.ts';
import { lobby, type Table } from '../support/table.ts';

/** A call on its way: what it does at the server, and how its answer comes back. */
interface Call {
	apply: () => void;
	answer: (lost: boolean) => void;
}
const fake = {
	people: new Map<string, Allowed>(),
	/** The newest state this node was told of. */
	told: null as Newest | null,
	/** Microphones that a refreshed token opened: nobody knows of them before the server is asked. */
	byToken: new Set<string>(),
	calls: [] as Call[],
	table: null as Table | null,
	/** What must never happen, noted here: the reconciler outlives every error, also a test's. */
	wrong: [] as string[]
};
const empty = () => Object.assign(fake, { people: new Map(), byToken: new Set(), calls: [], wrong: [] });
const none = (): Allowed => ({ mic: false, camera: false });

/** Whose microphone the newest state lets through. */
const wanted = (): Map<string, Allowed> =>
	new Map(
		desiredGrants(fake.table!.state)
			.filter((g) => g.room === circleRoom)
			.map((g) => [g.identity, { mic: g.mic, camera: g.camera }])
	);
const openMics = (): string[] => [...fake.people].filter(([, may]) => may.mic).map(([identity]) => identity);

function call<T>(apply: () => T): Promise<T | { unknown: true }> {
	return new Promise((resolve) => {
		let result: T | undefined;
		fake.calls.push({
			apply: () => void (result = apply()),
			answer: (lost) => resolve(lost ? { unknown: true } : (result as T))
		});
	});
}

vi.mock('../../src/lib/server/gatherings/gatherings.ts', () => ({ look: async () => newest() }));
vi.mock('../../src/lib/server/live/leases.ts', () => ({
	holds: () => true,
	mayGrant: async (_: string, version: number) => version === fake.table!.version
}));
vi.mock('../../src/lib/server/live/livekit.ts', () => ({
	isUnknown: (answer: unknown) => typeof answer === 'object' && answer !== null && 'unknown' in answer,
	openRoom: async () => ({ ok: true }),
	closeRoom: async () => ({ ok: true }),
	list: () => call(() => [...fake.people].map(([identity, may]) => ({ identity, here: true, ...may, misused: none() }))),
	removePerson: (_: string, identity: string) => {
		if (wanted().has(identity)) fake.wrong.push(`${identity} was put out`);
		return call(() => {
			fake.people.delete(identity);
			return { ok: true };
		});
	},
	setGrant: (_: string, identity: string, may: Allowed) => {
		const had = fake.people.get(identity) ?? none();
		if (may.mic && !had.mic) {
			// [I4] Nothing is given but on the newest version, and after everything else was taken away.
			if (!wanted().get(identity)?.mic) fake.wrong.push(`${identity} was given the microphone`);
			for (const open of openMics()) if (!wanted().get(open)?.mic && !fake.byToken.has(open)) fake.wrong.push(`${open} was still open`);
		}
		return call(() => {
			if (!fake.people.has(identity)) return { absent: true };
			fake.people.set(identity, may);
			fake.byToken.delete(identity);
			return { ok: true };
		});
	}
}));

type Step =
	/** `heard`: this node committed it; otherwise another node did, and the word of it is late. */
	| { kind: 'moves'; heard: boolean }
	| { kind: 'takeover'; heard: boolean }
	| { kind: 'rejoin'; seat: number }
	| { kind: 'enters'; seat: number; mic: boolean }
	| { kind: 'arrives'; which: number; lost: boolean; applied: boolean }
	| { kind: 'tick' };
const seat = fc.integer({ min: 1, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.boolean().map((heard): Step => ({ kind: 'moves', heard })) },
	{ weight: 1, arbitrary: fc.boolean().map((heard): Step => ({ kind: 'takeover', heard })) },
	{ weight: 1, arbitrary: seat.map((s): Step => ({ kind: 'rejoin', seat: s })) },
	// A refreshed token of a former holder carries the microphone.
	{ weight: 2, arbitrary: fc.tuple(seat, fc.boolean()).map(([s, mic]): Step => ({ kind: 'enters', seat: s, mic })) },
	{
		weight: 8,
		arbitrary: fc
			.tuple(fc.nat(9), fc.integer({ min: 0, max: 9 }))
			.map(([which, n]): Step => ({ kind: 'arrives', which, lost: n < 2, applied: n !== 0 }))
	},
	{ weight: 2, arbitrary: fc.constant<Step>({ kind: 'tick' }) }
);

/** Lets everything that is ready go on, up to the next answer that has to arrive. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function moves(t: Table): void {
	if (t.hold === 'takeover') t.tries(1, 'RESUME');
	else if (t.piece === 'offered' && t.holder) t.tries(t.holder, 'ACCEPT');
	else if (t.held && t.holder) t.tries(t.holder, 'FINISH');
	else if (t.piece === 'settling') t.after(1_000);
	else t.tries(1, 'NEXT_PHASE');
}

const newest = (): Newest => ({ gathering: 'g', version: fake.table!.version, state: fake.table!.state });
const tell = () => follow((fake.told = newest()));

async function act(t: Table, s: Step): Promise<void> {
	if (s.kind === 'moves') moves(t);
	if (s.kind === 'takeover') t.tries(1, { type: 'TAKEOVER', seat: t.holder === 1 ? null : t.holder });
	if (s.kind === 'rejoin') t.tries(s.seat, { type: 'JOIN', identity: `i${s.seat}-${t.version}`, device: `d${s.seat}` });
	if (s.kind === 'enters') {
		const identity = t.seat(s.seat).identity;
		if (identity) fake.people.set(identity, { mic: s.mic, camera: true });
		if (identity && s.mic) fake.byToken.add(identity);
	}
	if (s.kind === 'tick') void check(fake.told!);
	if (s.kind === 'arrives') {
		const [arrived] = fake.calls.splice(s.which % Math.max(1, fake.calls.length), 1);
		if (s.applied) arrived?.apply();
		arrived?.answer(s.lost || !s.applied);
	}
	if (s.kind === 'tick' || ('heard' in s && s.heard)) tell();
	await settle();
}

/** Every call arrives, until nothing is on its way. */
async function drain(): Promise<void> {
	for (let i = 0; i < 200; i++) {
		await settle();
		const arriving = fake.calls.splice(0);
		if (arriving.length === 0) return;
		for (const c of arriving) {
			c.apply();
			c.answer(false);
		}
	}
	throw new Error('the reconciler never rests');
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 100);
const STEPS = 100;

test(`[I4] [I11] over ${RUNS * STEPS} steps, microphones at the media server follow the state, whatever its answers do`, async () => {
	const roles: Role[] = ['facilitator', 'participant', 'participant', 'participant'];
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), async (steps) => {
			forgetRooms('g');
			empty();
			const t = lobby(rehearsal, roles).does(1, 'BEGIN');
			fake.table = t;
			tell();
			for (const s of steps) await act(t, s);
			expect(fake.wrong).toEqual([]);
			// The server answers again: within one round everything is as the state says.
			tell();
			await drain();
			void check(fake.told!);
			await drain();
			const want = wanted();
			for (const [identity, may] of fake.people)
				expect({ identity, ...may }).toEqual({ identity, ...((want.get(identity) ?? 'nobody') as Allowed) });
			expect(divergence()).toEqual({ people: 0, seconds: 0 });
		}),
		{ numRuns: RUNS, endOnFailure: true }
	);
}, 300_000);

test('[I4] what is not put right yet is said: how many differ, and for how long', async () => {
	forgetRooms('g');
	empty();
	fake.table = lobby(rehearsal, ['facilitator', 'participant']).does(1, 'BEGIN');
	tell();
	await drain();
	fake.people.set('stranger', { mic: true, camera: false });
	void check(fake.told!);
	await settle();
	const [list] = fake.calls.splice(0);
	list!.apply();
	list!.answer(false);
	await settle();
	expect(fake.calls, 'the stranger is being silenced, and the server takes its time').toHaveLength(1);
	const { people, seconds } = divergence();
	expect(people).toBe(1);
	expect(seconds).toBeGreaterThan(0);
	await drain();
	expect(divergence()).toEqual({ people: 0, seconds: 0 });
});
