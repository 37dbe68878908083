// db_bytes_per_event: what one accepted command adds to the log, indexes included, over whole gatherings.
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import type { Command } from '../../src/lib/gathering/types.ts';
import { accepted, clock, seat, seated, sitting, turnOf } from '../../tests/support/seated.ts';
import { people } from './circle.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { benchFormat } from './format.ts';
import type { Pace } from './interleave.ts';
import type { Servers } from './servers.ts';
import { resumeNow } from '../../tests/support/now.ts';

const narrowRowBytes = 144;

const size = async (): Promise<{ bytes: number; events: number }> => {
	const [row] = await sql()<{ bytes: number; events: number }[]>`
		select pg_total_relation_size('events')::float8 as bytes, (select count(*) from events)::int as events`;
	return row!;
};

/** One gathering of eight from its first seat to its end: turns, wishes, deferrals, a signal, a takeover, its clocks. */
async function gathering(): Promise<void> {
	const at = await seated(
		Array.from({ length: people }, (_, n) => (n === 0 ? 'facilitator' : 'participant')),
		benchFormat
	);
	const by = (n: number, command: Command) => accepted(at, seat(n), command);
	const pieces = benchFormat.phases.filter((phase) => phase.mode === 'piece');
	for (const [index, phase] of pieces.entries()) {
		if (index === 0) await sitting(at, phase.id);
		else await by(1, { type: 'NEXT_PHASE', phaseId: pieces[index - 1]!.id });
		for (let turn = 0; turn < people; turn++) {
			const { turnId, seat: holder } = await turnOf(at);
			if (turn === 5) {
				await by(holder, { type: 'PASS', turnId });
				continue;
			}
			if (turn === 2) await by(3, { type: 'WISH', wish: 'mirror' });
			await by(holder, { type: 'ACCEPT', turnId, typing: false });
			if (turn === 3 && index === 1) {
				await by(4, { type: 'SUPPORT', whom: 'me' });
				await by(1, { type: 'TAKEOVER', kind: 'support', seat: 4 });
				await by(1, await resumeNow(at.id));
			}
			if (turn === 4) await by(holder, { type: 'HOLD_SILENCE', turnId }).then(() => by(holder, { type: 'SPEAK', turnId }));
			await by(holder, { type: 'FINISH', turnId });
		}
		await send(at.id, { kind: 'house' }, { type: 'CONNECTION', seat: 5, connection: 'unstable' });
		await send(at.id, { kind: 'house' }, { type: 'CONNECTION', seat: 5, connection: 'present' });
		const { timers } = (await look(at.id))!.state.context;
		const unheard = timers.unheard;
		if (unheard) await send(at.id, clock, { type: 'TIMER', name: 'unheard', id: unheard.id });
	}
	await by(1, { type: 'END', phaseId: benchFormat.phases.at(-1)!.id });
}

/** The narrow row that is the floor, as it really lies in a table of its own: the number PROOF.md gives, checked. */
async function narrowRow(): Promise<number> {
	const rows = 10_000;
	await sql()`create table narrow (gathering integer, version integer, at timestamptz not null, actor smallint not null,
		type text not null, data jsonb, primary key (gathering, version))`;
	await sql()`insert into narrow select 1, n, now(), 3, 'FINISH', '{"turnId":"t12"}' from generate_series(1, ${rows}) n`;
	const [row] = await sql()<{ bytes: number }[]>`select pg_total_relation_size('narrow')::float8 as bytes`;
	return row!.bytes / rows;
}

/** @param pace.n at least so many events are written after the first gathering */
export async function logBytes(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const was = process.env.DATABASE_URL;
	await closeDb();
	process.env.DATABASE_URL = await servers.database(`bytes_${Date.now()}`, true);
	try {
		await gathering();
		const before = await size();
		let after = before;
		while (after.events - before.events < pace.n) {
			await gathering();
			after = await size();
		}
		const events = after.events - before.events;
		const each = (after.bytes - before.bytes) / events;
		const narrow = await narrowRow();
		const notes = [`Over ${events} events. A narrow row without a command id, measured here: ${narrow.toFixed(0)} B.`];
		const made = figure({ unit: 'B', goal: '≤ 2×', loadBefore, notes }, [each], [narrowRowBytes], ({ ratio_p50 }) => ratio_p50! <= 2);
		return { db_bytes_per_event: { ...made, n: events } };
	} finally {
		await closeDb();
		process.env.DATABASE_URL = was;
	}
}
