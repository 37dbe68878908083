// The store on a real PostgreSQL: one door, one transaction, one log.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { desiredTimers } from '../../src/lib/gathering/clocks.ts';
import { stateOf, type Snapshot } from '../../src/lib/gathering/decide.ts';
import { rehearsal } from '../../src/lib/gathering/formats/index.ts';
import type { Actor, Command } from '../../src/lib/gathering/types.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { answerPause, pausesThisYear } from '../../src/lib/server/care/pause-answers.ts';
import { look, send, viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import { summaryOf, type Summary } from '../../src/lib/server/gatherings/summary.ts';
import { folded, logOf as eventsOf } from '../support/log.ts';
import { freshDatabase } from '../support/servers.ts';
import { accepted, clock, goTo, house, seat, seated, sitting, turnOf, type Seated } from '../support/seated.ts';
import { resumeNow } from '../support/now.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

let circle: Seated;
beforeEach(async () => {
	circle = await seated(['facilitator', 'participant', 'participant', 'participant']);
});

const stored = async (c: Seated) => {
	const [row] = await sql()<{ version: number; stamp: number; snapshot: Snapshot; summary: Summary }[]>`
		select version, stamp::float8, snapshot, jsonb_build_object('lifecycle', lifecycle, 'covered', covered, 'beyondPeers', beyond_peers, 'onCall', on_call, 'sitting', sitting, 'sentAway', sent_away) as summary
		from machines where gathering_id = ${c.id}`;
	return row!;
};
const logOf = (c: Seated) => eventsOf(c.no);

async function holdsTogether(c: Seated) {
	const { version, snapshot, summary } = await stored(c);
	const log = await logOf(c);
	expect(log.map((e) => e.version)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
	expect(snapshot).toEqual(JSON.parse(JSON.stringify((await folded(c.format, c.no)).at(-1)!.snapshot)));
	expect(summary).toEqual(summaryOf(stateOf(c.format, snapshot)));
	const timers = await sql()`
		select name, timer_id as id, (extract(epoch from fire_at) * 1000)::float8 as at from timers where gathering_id = ${c.id}`;
	const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
	expect([...timers].map((t) => ({ ...t }) as unknown as { name: string }).sort(byName)).toEqual(
		desiredTimers(stateOf(c.format, snapshot)).sort(byName)
	);
}

describe('one command, one event', () => {
	test('[I2] [I3] a round by its commands: versions without a gap, the state is the fold of the log, the rows are the clocks', async () => {
		await sitting(circle, 'check-in');
		for (let n = 0; n < 3; n++) {
			const turn = await turnOf(circle);
			await accepted(circle, seat(turn.seat), { type: 'ACCEPT', turnId: turn.turnId, typing: false });
			await accepted(circle, seat(turn.seat), { type: 'FINISH', turnId: turn.turnId });
			const settle = desiredTimers((await look(circle.id))!.state).find((t) => t.name === 'settle')!;
			const fire: Command = { type: 'TIMER', name: 'settle', id: settle.id };
			expect(await send(circle.id, clock, fire)).toEqual({ refused: 'stale-timer' });
			await expect.poll(() => send(circle.id, clock, fire), { timeout: 10_000 }).toMatchObject({ ok: true });
		}
		expect((await turnOf(circle)).seat).toBe(4);
		await holdsTogether(circle);
	});

	test('[I2] the same command fifty times at once is one event, and every answer is the first one', async () => {
		await sitting(circle, 'check-in');
		const turn = await turnOf(circle);
		const before = (await stored(circle)).version;
		const commandId = randomUUID();
		const accept: Command = { type: 'ACCEPT', turnId: turn.turnId, typing: false };
		const answers = await Promise.all(Array.from({ length: 50 }, () => send(circle.id, seat(turn.seat), accept, commandId)));
		const { version, stamp } = await stored(circle);
		expect(version).toBe(before + 1);
		expect(answers).toEqual(Array.from({ length: 50 }, () => ({ ok: true, version: stamp })));
		await holdsTogether(circle);
	});

	test('[I6] the same FINISH fifty times at once, each under an id of its own, ends one turn', async () => {
		await sitting(circle, 'check-in');
		const turn = await turnOf(circle);
		await accepted(circle, seat(turn.seat), { type: 'ACCEPT', turnId: turn.turnId, typing: false });
		const before = (await stored(circle)).version;
		const finish: Command = { type: 'FINISH', turnId: turn.turnId };
		const answers = await Promise.all(Array.from({ length: 50 }, () => send(circle.id, seat(turn.seat), finish, randomUUID())));
		const { version, stamp } = await stored(circle);
		expect(version).toBe(before + 1);
		expect(answers.filter((a) => 'ok' in a)).toEqual([{ ok: true, version: stamp }]);
		expect((await logOf(circle)).filter((e) => e.type === 'FINISH')).toHaveLength(1);
		await holdsTogether(circle);
	});

	test('[I6] a FINISH of a turn that is over is answered turn-over and changes nothing', async () => {
		await sitting(circle, 'check-in');
		const turn = await turnOf(circle);
		await accepted(circle, seat(turn.seat), { type: 'PASS', turnId: turn.turnId });
		const before = await stored(circle);
		const stale = await send(circle.id, seat(turn.seat), { type: 'FINISH', turnId: turn.turnId }, randomUUID());
		expect(stale).toEqual({ refused: 'turn-over' });
		expect(await stored(circle)).toEqual(before);
		await holdsTogether(circle);
	});

	test('a refusal is not kept: the same id is decided afresh', async () => {
		await sitting(circle, 'check-in');
		const commandId = randomUUID();
		expect(await send(circle.id, seat(2), { type: 'STEP_IN' }, commandId)).toEqual({ refused: 'nothing-to-do' });
		await accepted(circle, seat(2), { type: 'STEP_OUT' });
		expect(await send(circle.id, seat(2), { type: 'STEP_IN' }, commandId)).toMatchObject({ ok: true });
	});

	test('[I7] after a takeover nothing of the piece succeeds; resumed exactly, it is the same turn', async () => {
		await sitting(circle, 'check-in');
		const turn = await turnOf(circle);
		const accept: Command = { type: 'ACCEPT', turnId: turn.turnId, typing: false };
		await accepted(circle, seat(turn.seat), accept);
		await accepted(circle, seat(1), { type: 'TAKEOVER', kind: 'support', seat: 3 });
		const late = await send(circle.id, seat(turn.seat), { type: 'FINISH', turnId: turn.turnId }, randomUUID());
		expect(late).toEqual({ refused: 'held' });
		await accepted(circle, seat(1), await resumeNow(circle.id));
		expect(await turnOf(circle)).toEqual(turn);
		await holdsTogether(circle);
	});
});

describe('in a transaction of somebody else', () => {
	test('what is rolled back never happened', async () => {
		const before = await stored(circle);
		const failing = db().transaction(async (tx) => {
			await send(circle.id, house, { type: 'SEAT', seat: 5, role: 'participant', credentialUntil: null }, null, tx);
			throw new Error('changed my mind');
		});
		await expect(failing).rejects.toThrow('changed my mind');
		expect(await stored(circle)).toEqual(before);
		await holdsTogether(circle);
	});
});

describe('outages', () => {
	test('[I6] nobody’s time was used: the first command after a gap is preceded by OUTAGE, and every clock has moved by it', async () => {
		await sitting(circle, 'check-in');
		const turn = await turnOf(circle);
		await accepted(circle, seat(turn.seat), { type: 'ACCEPT', turnId: turn.turnId, typing: false });
		const soft = async () => desiredTimers((await look(circle.id))!.state).find((t) => t.name === 'soft')!.at;
		const before = await soft();
		await sql()`update machines set heartbeat_at = now() - interval '60 s' where gathering_id = ${circle.id}`;
		const stamp = await accepted(circle, seat(2), { type: 'WISH', wish: 'mirror' });
		const { version } = await stored(circle);
		const log = await logOf(circle);
		expect(log.slice(-2).map((e) => [e.version, e.stamp, e.type])).toEqual([
			[version - 1, stamp, 'OUTAGE'],
			[version, stamp, 'WISH']
		]);
		expect((await soft()) - before).toBeGreaterThanOrEqual(60_000);
		await holdsTogether(circle);
	});

	test('a command that is refused after a gap still gives everybody their time back', async () => {
		await sitting(circle, 'check-in');
		const before = (await stored(circle)).version;
		await sql()`update machines set heartbeat_at = now() - interval '60 s' where gathering_id = ${circle.id}`;
		expect(await send(circle.id, seat(2), { type: 'BEGIN' }, randomUUID())).toHaveProperty('refused');
		expect((await stored(circle)).version).toBe(before + 1);
		await holdsTogether(circle);
	});

	test('a gap before the gathering is live is no outage', async () => {
		await sql()`update machines set heartbeat_at = now() - interval '1 day' where gathering_id = ${circle.id}`;
		await sitting(circle, 'check-in');
		expect((await logOf(circle)).map((e) => e.type)).not.toContain('OUTAGE');
	});
});

describe('a held row', () => {
	test('a command that cannot have the row is not saved, and says so instead of waiting for ever', async () => {
		await sitting(circle, 'check-in');
		const before = (await stored(circle)).version;
		await sql().begin(async (q) => {
			await q`select 1 from machines where gathering_id = ${circle.id} for update`;
			await expect(send(circle.id, seat(2), { type: 'WISH', wish: 'mirror' }, randomUUID())).rejects.toMatchObject({ code: '55P03' });
		});
		expect((await stored(circle)).version).toBe(before);
		await accepted(circle, seat(2), { type: 'WISH', wish: 'mirror' });
	});
});

describe('many hands', () => {
	test('[I1] [I2] [I3] [I6] everybody presses everything at once, again and again: one holder at every version, and the log tells it all', async () => {
		const quick = { ...rehearsal, phases: rehearsal.phases.map((p) => ({ ...p, settleMs: 5 })) };
		circle = await seated(['facilitator', 'participant', 'participant', 'participant'], quick);
		await sitting(circle, 'check-in');
		let random = 20_261_121;
		const next = (n: number) => (random = (random * 1_103_515_245 + 12_345) % 2_147_483_648) % n;
		// How many presses are taken depends on who comes first; a circle that stands still never gets there.
		for (let step = 0; step < 300; step++) {
			const { state, version } = (await look(circle.id))!;
			if (step >= 60 && version > 60) break;
			const { context } = state;
			const turnId = context.turn?.turnId ?? 'none';
			const phaseId = context.format.phases[context.phaseIndex]!.id;
			const due = desiredTimers(state).filter((t) => ['settle', 'offer', 'offerAgain'].includes(t.name));
			const sent: [Actor, Command][] = [1, 2, 3, 4].flatMap((n): [Actor, Command][] => [
				[seat(n), { type: 'ACCEPT', turnId, typing: false }],
				[seat(n), { type: 'FINISH', turnId }],
				...(next(5) === 0 ? ([[seat(n), { type: 'PASS', turnId }]] as [Actor, Command][]) : [])
			]);
			sent.push(...due.map((t): [Actor, Command] => [clock, { type: 'TIMER', name: t.name, id: t.id }]));
			if (next(6) === 0) sent.push([seat(1), { type: 'TAKEOVER', kind: 'support', seat: null }]);
			if (next(3) === 0) sent.push([seat(1), { type: 'RESUME', pauseId: state.context.pauseId ?? '', mode: 'exact' }]);
			if (next(12) === 0 && phaseId !== 'closing') sent.push([seat(1), { type: 'NEXT_PHASE', phaseId }]);
			await Promise.all(sent.map(([by, command]) => send(circle.id, by, command, randomUUID())));
		}
		const log = await logOf(circle);
		expect(log.length).toBeGreaterThan(60);
		const turns = log.filter((e) => e.type === 'ACCEPT').map((e) => (e.data as { turnId: string }).turnId);
		expect(new Set(turns).size).toBe(turns.length);
		await holdsTogether(circle);
	}, 60_000);
});

describe('what a seat sees', () => {
	test('a signal for support is seen by its owner and the facilitator, and by nobody else', async () => {
		await sitting(circle, 'check-in');
		await accepted(circle, seat(3), { type: 'SUPPORT', whom: 'me' });
		const views = await Promise.all([1, 2, 3, 4].map((n) => viewOf(circle.id, n)));
		expect(views.map((v) => v!.signal?.seat ?? null)).toEqual([null, null, 3, null]);
		expect(views.map((v) => v!.facilitation?.signals.length ?? null)).toEqual([1, null, null, null]);
	});

	test('somebody without a seat sees nothing', async () => {
		expect(await viewOf(circle.id, 9)).toBeNull();
		expect(await viewOf(randomUUID(), 1)).toBeNull();
	});
});

test('[K9] whether a pause was all right is counted once for each, and the log holds nobody’s answer', async () => {
	await sitting(circle, 'check-in');
	await accepted(circle, seat(1), { type: 'TAKEOVER', kind: 'safety', seat: null });
	await accepted(circle, seat(1), await resumeNow(circle.id));
	expect(await answerPause(circle.id, 2, true)).toBeNull();
	expect(await answerPause(circle.id, 2, false)).toBe('nothing-to-do');
	expect(await answerPause(circle.id, 3, false)).toBeNull();
	expect(await sql()`select "right", not_right from pause_answers`).toEqual([{ right: 1, not_right: 1 }]);
	expect(await pausesThisYear()).toBeNull();
	await sql()`update pause_answers set "right" = 4`;
	expect(await pausesThisYear()).toEqual({ right: 4, notRight: 1 });
	const said = (await logOf(circle)).filter((e) => e.type === 'SAY_OF_PAUSE');
	expect(said.map((e) => e.data)).toEqual([null, null]);
});

test('phases are reached one by one', async () => {
	await sitting(circle, 'opening');
	await goTo(circle, 'closing');
	await holdsTogether(circle);
});
