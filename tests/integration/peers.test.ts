// Gatherings that nobody credentialed said yes to: what may be planned, what begins, and what pages say of it, by one rule.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { holdingSpace, shortCheckIn } from '../../src/lib/gathering/formats/index.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { askedToBegin, wouldNotBegin } from '../../src/lib/server/planning/beginning.ts';
import { runPeers, peerTrouble } from '../../src/lib/server/planning/peers.ts';
import { coverOf } from '../../src/lib/server/oncall/cover.ts';
import { coveredTimes } from '../../src/lib/server/oncall/covered-times.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { gatheringById, type Plan } from '../../src/lib/server/planning/schedule.ts';
import { expected, reserve } from '../../src/lib/server/seats/seating.ts';
import { credentialed, onCall } from '../support/on-call.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

let host: Person;
let mira: Person;
let circle: string;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
beforeEach(async () => {
	await sql()`truncate pages, on_call_times, on_call_shifts cascade`;
	process.env.MEMBER_CIRCLE_COVER = 'no';
	host = await person({ name: 'Host' });
	mira = await credentialed({ name: 'Mira' });
	circle = await circleOf(host, 'open');
});
afterEach(() => {
	delete process.env.MEMBER_CIRCLE_COVER;
});
afterAll(closeDb);

const tomorrow = () => new Date(Date.now() + 86_400_000);
const wished = (more: Partial<Plan> = {}): Plan => ({
	format: shortCheckIn,
	startsAt: tomorrow(),
	zone: 'UTC',
	minutes: 60,
	seats: 6,
	...more
});
const troubles = async (plan: Plan) => Object.keys((await peerTrouble(circle, plan)).errors);

/** A gathering whose lobby is open and whose time has come, with the host in the first seat that comes. */
async function waitingToBegin(more: Partial<Plan>): Promise<{ id: string; begins: () => ReturnType<typeof send> }> {
	const id = await planned(circle, wished({ startsAt: new Date(), ...more }));
	const taken = await reserve(id, sitter(host));
	if (!('seat' in taken)) throw new Error(JSON.stringify(taken));
	await send(id, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	const by = { kind: 'seat', seat: taken.seat } as const;
	await send(id, by, { type: 'JOIN', identity: 'i', device: 'd', moveHere: false });
	return { id, begins: () => send(id, by, { type: 'BEGIN' }) };
}
const said = async (id: string) => wouldNotBegin((await gatheringById(id))!, await expected(id, new Date()), await coverOf(id));

test('[E11] somebody who was asked and has not said yes lifts no limit; whoever said yes to every gathering does', async () => {
	expect(await troubles(wished({ seats: 12, minutes: 120 }))).toEqual(['seats', 'minutes']);
	await addFacilitator(circle, mira.email, 'facilitator', host.id, false);
	expect(await troubles(wished({ seats: 12, minutes: 120 }))).toEqual(['seats', 'minutes']);
	// It begins only with somebody credentialed, so asking for it is no way past the limits.
	expect(await troubles(wished({ format: holdingSpace, seats: 12, minutes: 120 }))).toEqual([]);
	await sql()`update circle_facilitators set standing = true where circle_id = ${circle}`;
	expect(await troubles(wished({ seats: 12, minutes: 120 }))).toEqual([]);
});

test('[E11] what was planned larger for somebody who is not there does not begin among peers, and the page says so by the same rule', async () => {
	const large = await waitingToBegin({ seats: 12 });
	expect(await said(large.id)).toBe('beyond-peers');
	await runPeers();
	expect(await large.begins()).toEqual({ refused: 'beyond-peers' });

	const small = await waitingToBegin({});
	expect(await said(small.id)).toBeNull();
	await runPeers();
	expect(await small.begins()).toMatchObject({ ok: true });
});

test('[E11] at the press it is asked again: cover that went away meanwhile is none', async () => {
	process.env.MEMBER_CIRCLE_COVER = 'yes';
	const rosa = await onCall();
	const one = await waitingToBegin({ minutes: 30 });
	await runPeers();
	expect(await said(one.id)).toBeNull();
	await sql()`delete from on_call_times where account_id = ${rosa.id}`;
	await askedToBegin(one.id);
	expect(await one.begins()).toEqual({ refused: 'beyond-peers' });
	await onCall();
	await askedToBegin(one.id);
	expect(await one.begins()).toMatchObject({ ok: true });
});

test('a format that asks for somebody credentialed is not said to begin without', async () => {
	const one = await waitingToBegin({ format: holdingSpace });
	expect(await said(one.id)).toBe('not-credentialed');
	expect(await one.begins()).toEqual({ refused: 'not-credentialed' });
});

test('refused for want of cover: the next times at which somebody is on call are offered, and they are good', async () => {
	process.env.MEMBER_CIRCLE_COVER = 'yes';
	expect(await peerTrouble(circle, wished())).toMatchObject({ uncovered: true });
	expect(await coveredTimes(circle, 60, new Date())).toEqual([]);
	const rosa = await onCall();
	await sql()`delete from on_call_times where account_id = ${rosa.id}`;
	const day = new Date(Date.now() + 2 * 86_400_000);
	await sql()`insert into on_call_shifts (account_id, zone, weekday, from_minute, until_minute) values (${rosa.id}, 'UTC', ${day.getUTCDay() || 7}, ${18 * 60}, ${20 * 60})`;
	const [first] = await coveredTimes(circle, 60, new Date());
	expect([first!.from, first!.latest].map((at) => at.toISOString().slice(0, 16))).toEqual([
		`${day.toISOString().slice(0, 10)}T18:00`,
		`${day.toISOString().slice(0, 10)}T19:00`
	]);
	expect(await peerTrouble(circle, wished({ startsAt: first!.from }))).toEqual({ errors: {}, uncovered: false });
	expect(await peerTrouble(circle, wished({ startsAt: first!.latest }))).toEqual({ errors: {}, uncovered: false });
	expect(await coveredTimes(circle, 121, new Date())).toEqual([]);
	// Before a circle is begun, what anybody said for every circle counts.
	expect(await coveredTimes(null, 60, new Date())).not.toEqual([]);
});
