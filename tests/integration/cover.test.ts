// Whether a gathering is covered, and that its machine knows: from the roster as it stands.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rehearsal } from '../../src/lib/gathering/formats/index.ts';
import type { Format } from '../../src/lib/gathering/types.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { Unreadable } from '../../src/lib/server/gatherings/readable.ts';
import { coverOf, runCover } from '../../src/lib/server/oncall/cover.ts';
import { sayTime } from '../../src/lib/server/oncall/duty.ts';
import { tellOnCall } from '../../src/lib/server/oncall/reachable.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { answered, credentialed, onCall } from '../support/on-call.ts';
import { circleOf, planned, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

const deep: Format = { ...rehearsal, credentialed: 2 };
const hourMs = 3_600_000;
let mira: Person;
let circle: string;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
beforeEach(async () => {
	await sql()`truncate pages, on_call_times, on_call_shifts cascade`;
	mira = await credentialed({ name: 'Mira' });
	circle = await circleOf(mira);
	await addFacilitator(circle, mira.email, 'facilitator', mira.id);
});
afterEach(() => {
	delete process.env.DEEP_WORK_WITHOUT_COVER;
});
afterAll(closeDb);

/** A gathering of deep work that may begin now, with Mira in it. */
async function deepWork(): Promise<string> {
	const id = await planned(circle, { format: deep, startsAt: new Date() });
	await send(id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	await send(id, { kind: 'seat', seat: 1 }, { type: 'JOIN', identity: 'i', device: 'd', moveHere: false });
	return id;
}
const begins = (id: string) => send(id, { kind: 'seat', seat: 1 }, { type: 'BEGIN' });
const knows = async (id: string) => (await look(id))!.state.context.covered;

test('[E8] with one credentialed person it does not begin; when somebody comes on call it does', async () => {
	const id = await deepWork();
	await runCover();
	expect(await coverOf(id)).toEqual({ seated: 1, onCall: false, deepWork: true, waived: false });
	expect(await begins(id)).toEqual({ refused: 'not-covered' });
	await onCall();
	await runCover();
	expect(await coverOf(id)).toMatchObject({ onCall: true });
	expect(await begins(id)).toMatchObject({ ok: true });
});

test('[E8] cover that ends before it begins is no cover; on call for half of it neither', async () => {
	const id = await deepWork();
	const rosa = await onCall();
	await runCover();
	expect(await knows(id)).toBe(true);
	await sql()`delete from on_call_times where account_id = ${rosa.id}`;
	const now = Date.now();
	await sayTime(rosa.id, { on: true, from: new Date(now - 1000), until: new Date(now + 0.5 * hourMs), circleId: null });
	await runCover();
	expect(await knows(id)).toBe(false);
	expect(await begins(id)).toEqual({ refused: 'not-covered' });
});

test('[E8] who sits in it does not cover it from outside', async () => {
	const id = await deepWork();
	await answered(mira.id);
	await sayTime(mira.id, { on: true, from: new Date(Date.now() - 1000), until: new Date(Date.now() + 3 * hourMs), circleId: null });
	await runCover();
	expect(await coverOf(id)).toMatchObject({ onCall: false });
	expect(await knows(id)).toBe(false);
});

test('[E8] two who hold it are enough', async () => {
	const rosa = await credentialed();
	await addFacilitator(circle, rosa.email, 'coFacilitator', mira.id);
	expect(await coverOf(await deepWork())).toMatchObject({ seated: 2, onCall: false });
});

test('[E8] the operator may waive it', async () => {
	const id = await deepWork();
	process.env.DEEP_WORK_WITHOUT_COVER = 'yes';
	await runCover();
	expect(await coverOf(id)).toMatchObject({ waived: true });
	expect(await begins(id)).toMatchObject({ ok: true });
});

test('a gathering that cannot be read is alone with it: the others are told of their cover and of who can be reached', async () => {
	const ids = [await deepWork(), await deepWork(), await deepWork()];
	await onCall();
	// Whichever the database names first, one of those that can be read comes after it.
	const [first] = (await sql()<{ id: string }[]>`select gathering_id as id from machines where gathering_id = any(${ids}::uuid[])`).map(
		({ id }) => id
	);
	await sql()`update machines set snapshot = '{"value": {"lifecycle": "lobby"}, "nothing": "else"}' where gathering_id = ${first!}`;
	await runCover();
	await tellOnCall();
	for (const id of ids.filter((one) => one !== first)) expect((await look(id))!.state.context).toMatchObject({ covered: true, onCall: 1 });
	await expect(look(first!)).rejects.toThrow(Unreadable);
	await sql()`delete from gatherings where id = ${first!}`;
});

test('other formats are told nothing, and two nodes at once tell it once', async () => {
	const plain = await planned(circle, { format: rehearsal, startsAt: new Date() });
	await send(plain, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	const id = await deepWork();
	await onCall();
	const before = (await look(plain))!.version;
	const version = (await look(id))!.version;
	await Promise.all([runCover(), runCover()]);
	expect((await look(plain))!.version).toBe(before);
	expect((await look(id))!.version).toBe(version + 1);
});
