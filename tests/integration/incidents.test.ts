// Incidents on a real PostgreSQL: a code and times by whoever led the pause; seen, contested and erased by the person concerned.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import {
	contest,
	erase,
	forgetIncidents,
	incidentCodes,
	incidentCounts,
	incidentsAbout,
	pausesLedBy,
	writeIncident
} from '../../src/lib/server/care/incidents.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { plannedFor, told, type Planned } from '../support/e2e-gathering.ts';
import { freshDatabase } from '../support/servers.ts';
import { closeNow, pauseIdNow, resumeNow } from '../support/now.ts';

const dayMs = 24 * 60 * 60_000;
const [mira, ana, jonas] = [1, 2, 3];
let plan: Planned;
/** The version of the event that began Mira's pause. */
let takeover = 0;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
	await sql()`delete from incidents`;
	plan = await plannedFor(['Mira', 'Ana', 'Jonas']);
	await send(plan.id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const seat of [mira, ana, jonas]) {
		await does(seat, { type: 'JOIN', identity: `identity-${seat}`, device: `device-${seat}`, moveHere: false });
		await send(plan.id, { kind: 'house' }, { type: 'CONNECTION', seat, connection: 'present' });
	}
	await does(mira, { type: 'BEGIN' });
	await does(mira, { type: 'TAKEOVER', kind: 'support', seat: ana });
	takeover = (await told(plan.id)).version;
});
async function does(seat: Seat, command: Command): Promise<void> {
	const answer = await send(plan.id, { kind: 'seat', seat }, command);
	if ('refused' in answer) throw new Error(`${command.type}: ${answer.refused}`);
}
const account = (seat: Seat) => plan.people[seat - 1]!.accountId;
const written = (about: Seat | null = ana) => writeIncident(plan.id, mira, { takeover, code: 'distress', about });
const later = (ms: number) => new Date(Date.now() + ms);

describe('writing it down', () => {
	test('whoever led the pause, while it is on and afterwards; once, whatever is pressed twice', async () => {
		expect(await Promise.all([written(), written()])).toEqual(expect.arrayContaining([{ ok: true }, { refused: 'written-already' }]));
		await does(mira, await resumeNow(plan.id));
		expect(await writeIncident(plan.id, mira, { takeover, code: 'helpCalled', about: null })).toEqual({ ok: true });
		const { open, pauses } = await pausesLedBy(plan.id, mira);
		expect(open).toBe(true);
		expect(pauses).toMatchObject([
			{
				takeover,
				written: [
					{ code: 'distress', contested: false },
					{ code: 'helpCalled', contested: false }
				]
			}
		]);
		expect(pauses[0]!.until).toBeInstanceOf(Date);
		expect((await auditOf(account(ana))).map(({ kind }) => kind)).toContain('incident-written');
	});

	test('nobody else, not about oneself, not about an empty seat, not of a pause that was undone', async () => {
		expect(await writeIncident(plan.id, jonas, { takeover, code: 'distress', about: ana })).toEqual({ refused: 'not-led' });
		expect(await pausesLedBy(plan.id, ana)).toEqual({ open: false, pauses: [], people: [] });
		expect(await written(mira)).toEqual({ refused: 'no-seat' });
		expect(await written(9)).toEqual({ refused: 'no-seat' });
		await does(mira, { type: 'UNDO_TAKEOVER', pauseId: await pauseIdNow(plan.id) });
		expect(await written()).toEqual({ refused: 'not-led' });
	});

	test('until a day after the end, and no longer', async () => {
		await does(mira, await closeNow(plan.id)).catch(async () => does(mira, await resumeNow(plan.id, 'toClosing')));
		const { context } = await told(plan.id);
		await does(mira, { type: 'END', phaseId: context.format.phases[context.phaseIndex]!.id });
		const facts = { takeover, code: 'distress', about: ana } as const;
		expect(await writeIncident(plan.id, mira, facts, later(dayMs + 60_000))).toEqual({ refused: 'a-day-after' });
		expect(await writeIncident(plan.id, mira, facts, later(dayMs - 60_000))).toEqual({ ok: true });
	});

	test('of a guest nothing is kept: they could not see it', async () => {
		await sql()`update seats set account_id = null, guest_hash = 'x' where gathering_id = ${plan.id} and seat = ${ana}`;
		expect(await written()).toEqual({ ok: true });
		const [row] = await sql()`select subject_id from incidents where gathering_id = ${plan.id}`;
		expect(row).toEqual({ subject_id: null });
	});
});

test('there is nowhere to write a sentence: every column is an id, a time, a number, or one of the codes', async () => {
	const columns = await sql()<{ type: string }[]>`
		select distinct udt_name as type from information_schema.columns where table_name = 'incidents'`;
	expect(columns.map(({ type }) => type).sort()).toEqual(['incident_code', 'int4', 'timestamptz', 'uuid']);
	const codes = await sql()<{ code: string }[]>`select unnest(enum_range(null::incident_code))::text as code`;
	expect(codes.map(({ code }) => code)).toEqual(incidentCodes);
	const sentence = 'she seemed confused' as 'distress';
	await expect(writeIncident(plan.id, mira, { takeover, code: sentence, about: ana })).rejects.toThrow();
	expect(await sql()`select 1 from incidents`).toHaveLength(0);
});

describe('the person concerned', () => {
	test('sees it, contests it, and whoever wrote it and supervision see that', async () => {
		await written();
		const [seen] = await incidentsAbout(account(ana));
		expect(seen).toMatchObject({ code: 'distress', contestedAt: null });
		expect(await incidentsAbout(account(jonas))).toEqual([]);
		expect(await incidentsAbout(plan.hostId)).toEqual([]);
		await contest(account(jonas), seen!.id);
		expect((await incidentsAbout(account(ana)))[0]!.contestedAt).toBeNull();
		await contest(account(ana), seen!.id);
		expect((await pausesLedBy(plan.id, mira)).pauses[0]!.written).toEqual([{ code: 'distress', contested: true }]);
		expect(await incidentCounts()).toMatchObject([{ code: 'distress', written: 1, contested: 1 }]);
	});

	test('erases it, and it is counted no more; nobody else can', async () => {
		await written();
		const [seen] = await incidentsAbout(account(ana));
		await erase(account(mira), seen!.id);
		expect(await incidentCounts()).toHaveLength(1);
		await erase(account(ana), seen!.id);
		expect(await incidentsAbout(account(ana))).toEqual([]);
		expect(await incidentCounts()).toEqual([]);
	});

	test('goes, and it goes with the account; else after a year', async () => {
		await written();
		await sql()`delete from accounts where id = ${account(ana)}`;
		expect(await incidentCounts()).toEqual([]);
		await written(jonas);
		await forgetIncidents(later(364 * dayMs));
		expect(await incidentCounts()).toHaveLength(1);
		await forgetIncidents(later(366 * dayMs));
		expect(await incidentCounts()).toEqual([]);
	});
});
