// Being on call is a fact: who is asked, reached, has seen it and is coming is counted, and the person who asked reads the count.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import { comeIn } from '../../src/lib/server/oncall/coming-in.ts';
import { endNow } from '../../src/lib/server/oncall/duty.ts';
import { noteSeen, tellReach } from '../../src/lib/server/oncall/reach.ts';
import { tellOnCall } from '../../src/lib/server/oncall/reachable.ts';
import { keepDevice } from '../../src/lib/server/push/index.ts';
import { reachLine } from '../../src/routes/gatherings/[id]/circle/say/reach-words.ts';
import { onCall, onNow, works } from '../support/on-call.ts';
import type { Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { pushService } from '../support/push-service.ts';
import { accepted, seat, seated, sitting, type Seated } from '../support/seated.ts';
import { freshDatabase } from '../support/servers.ts';

const [mira, jonas] = [seat(1), seat(2)];
let circle: Seated;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.PUSH_SERVICES = '127.0.0.1';
});
beforeEach(async () => {
	await sql()`truncate pages, on_call_times, on_call_shifts cascade`;
	process.env.DATA_DIR = temporaryDir();
	circle = await seated(['facilitator', 'participant', 'participant']);
	await sitting(circle, 'check-in');
});
afterAll(closeDb);

/** What the person who asked reads about people outside. */
async function reads(): Promise<string> {
	const view = (await viewOf(circle.id, 2))!;
	return reachLine(view, view.signal!);
}
const counts = async () => (await viewOf(circle.id, 2))!.signal!.reach;
/** Nobody inside could answer: the alert goes out at once. */
async function asks(): Promise<string> {
	await accepted(circle, mira, { type: 'LEAVE' });
	await accepted(circle, jonas, { type: 'SUPPORT', whom: 'me' });
	const [page] = await sql()<{ id: string }[]>`select id from pages where gathering_id = ${circle.id}`;
	return page!.id;
}
const due = () => sql()`update deliveries set not_before = now()`;

describe('how far an alert has come', () => {
	test('[N7] nobody is on call: she reads so at once, and it rises with whoever comes on call next', async () => {
		await asks();
		expect(await reads()).toBe('We are finding out who can be reached.');
		await works();
		expect(await counts()).toEqual({ people: 0, reached: 0, seen: 0, coming: 0 });
		expect(await reads()).toBe('Nobody is on call just now. Your call stays open, and whoever comes on call is asked at once.');
		await onCall();
		await works();
		expect(await reads()).toBe('One person on call is being reached.');
	});

	test('[N7] two on call: asked, handed over to one, to both, seen, on the way, and no longer', async () => {
		const service = await pushService([500]);
		const [rosa, sam] = [await onCall({ name: 'Rosa' }), await onCall({ name: 'Sam' })] as [Person, Person];
		for (const { id, name } of [rosa, sam]) await keepDevice(id, service.device(name));
		const page = await asks();
		await works();
		expect(await counts()).toEqual({ people: 2, reached: 1, seen: 0, coming: 0 });
		expect(await reads()).toBe('One of two people on call was sent the alert.');
		await due();
		await works();
		expect(await reads()).toBe('Both people on call were sent the alert.');
		await noteSeen(page, rosa.id);
		await noteSeen(page, rosa.id);
		expect(await reads()).toBe('Both people on call were sent the alert, and one has seen it.');
		expect(
			await comeIn((await sql()`select id, gathering_id as "gatheringId" from pages where id = ${page}`)[0] as never, rosa)
		).toMatchObject({ ok: true });
		expect(await reads()).toBe('One person on call is on the way.');
		await sql()`update pages set answered_at = answered_at - interval '61 s' where id = ${page}`;
		await tellReach();
		expect(await counts()).toEqual({ people: 2, reached: 2, seen: 1, coming: 0 });
		await service.close();
	});

	test('[N7] who opened nothing is not counted: a stranger’s look at the page changes nothing', async () => {
		await onCall();
		const page = await asks();
		await works();
		await noteSeen(page, (await onCall()).id);
		expect((await counts())?.seen).toBe(0);
	});

	test('a rehearsal asks nobody, and says so', async () => {
		await onCall();
		await sql()`update circles set rehearsal = true where id = ${circle.circle}`;
		await asks();
		await works();
		expect(await counts()).toEqual({ people: 0, reached: 0, seen: 0, coming: 0 });
		await tellOnCall();
		expect((await viewOf(circle.id, 3))!.onCall).toBe(0);
	});

	test('two calls at once are counted apart, and one that is answered is counted no more', async () => {
		const service = await pushService();
		const rosa = await onCall();
		await keepDevice(rosa.id, service.device('phone'));
		await asks();
		await accepted(circle, seat(3), { type: 'SUPPORT', whom: 'someone' });
		await works();
		expect((await viewOf(circle.id, 3))!.signal!.reach).toEqual({ people: 1, reached: 1, seen: 0, coming: 0 });
		await accepted(circle, jonas, { type: 'WITHDRAW_SUPPORT', signalId: (await viewOf(circle.id, 2))!.signal!.id });
		await tellReach();
		expect((await viewOf(circle.id, 3))!.signal!.reach).toMatchObject({ reached: 1 });
		await service.close();
	});
});

describe('[N7] how many can be reached', () => {
	const known = async () => (await viewOf(circle.id, 3))!.onCall;

	test('is unknown until it was asked, then nobody, one, two, and one again', async () => {
		expect(await known()).toBeNull();
		await tellOnCall();
		expect(await known()).toBe(0);
		const rosa = await onCall();
		await onCall();
		await tellOnCall();
		expect(await known()).toBe(2);
		await endNow(rosa.id);
		await tellOnCall();
		expect(await known()).toBe(1);
	});

	test('who sits in it is not outside; who has a seat and has not come is', async () => {
		const rosa = await onCall();
		await sql()`update seats set account_id = ${rosa.id}, guest_hash = null where gathering_id = ${circle.id} and seat = 2`;
		await tellOnCall();
		expect(await known()).toBe(0);
		await accepted(circle, jonas, { type: 'LEAVE' });
		await tellOnCall();
		expect(await known()).toBe(1);
	});

	test('on call for another circle alone counts nothing here, and nothing is told twice', async () => {
		const other = await seated(['facilitator']);
		const rosa = await onCall();
		await sql()`delete from on_call_times`;
		await sql()`insert into circle_facilitators (circle_id, account_id, role) values (${other.circle}, ${rosa.id}, 'coFacilitator')`;
		await onNow(rosa.id, other.circle);
		await tellOnCall();
		expect(await known()).toBe(0);
		const before = (await viewOf(circle.id, 3))!.version;
		await tellOnCall();
		expect((await viewOf(circle.id, 3))!.version).toBe(before);
	});
});
