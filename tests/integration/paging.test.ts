// From a signal to a page: written with the event that asks, sent once by whichever node lives, to those on call and nobody else.
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from '../../src/lib/gathering/types.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { pages } from '../../src/lib/server/db/schema-oncall.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { fanOut } from '../../src/lib/server/oncall/letters.ts';
import { takeDue } from '../../src/lib/server/outbox/deliveries.ts';
import { askForTest } from '../../src/lib/server/oncall/pages.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { isDue } from '../support/clocks.ts';
import { answered, credentialed, onCall, onNow, outboxOf, pagesOf, works } from '../support/on-call.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase, startApp, type TestApp, type TestAppOptions } from '../support/servers.ts';
import { accepted, clock, seat, seated, sitting, type Seated } from '../support/seated.ts';
import type { Person } from '../support/people.ts';

const support = (whom: 'me' | 'someone' | 'facilitator' | 'aside' = 'me'): Command => ({ type: 'SUPPORT', whom });
/** The facilitator's seat, and that of the person who asks. */
const mira = seat(1);
const jonas = seat(2);

let databaseUrl: string;
let circle: Seated;
let outbox: string;
let apps: TestApp[] = [];

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
});
beforeEach(async () => {
	await sql()`truncate pages, on_call_times, on_call_shifts cascade`;
	outbox = temporaryDir();
	process.env.DATA_DIR = outbox;
	circle = await seated(['facilitator', 'participant', 'participant']);
	apps = [];
});
afterEach(async () => {
	await Promise.all(apps.map((app) => app.stop().catch(() => {})));
});
afterAll(closeDb);

async function app(options: Partial<TestAppOptions> = {}): Promise<TestApp> {
	const started = await startApp({ databaseUrl, dataDir: outbox, runs: ['pages'], ...options });
	apps.push(started);
	return started;
}
const mailsTo = async ({ email }: Person) => (await outboxOf(outbox)).filter((mail) => mail.to === email);
const signalNow = async () => (await look(circle.id))!.state.context.signals[0]!;
async function twentySecondsGoBy() {
	await accepted(circle, clock, { type: 'TIMER', ...(await isDue(circle.id, 'page:')) });
}

describe('[N3] from signal to page', () => {
	test('twenty seconds without an answer write one page, with the event; whoever is on call gets one mail that names nothing', async () => {
		const rosa = await onCall({ name: 'Rosa' });
		await sitting(circle, 'check-in');
		await accepted(circle, jonas, support());
		expect(await pagesOf(circle.id)).toEqual([]);
		await twentySecondsGoBy();
		expect(await pagesOf(circle.id)).toMatchObject([{ kind: 'signal', seat: 2, ended: false }]);
		await works();
		await works();
		const [mail, ...more] = await mailsTo(rosa);
		expect(more).toEqual([]);
		const [page] = await pagesOf(circle.id);
		expect(mail!.subject).toBe('Somebody asks for you at Evenround');
		expect(mail!.text).toContain(`/on-call/${page!.id}`);
		for (const word of ['A circle', 'Person 2', circle.id, 'support']) expect(mail!.text).not.toContain(word);
	});

	test('an answer within the twenty seconds: nobody is called', async () => {
		await onCall();
		await sitting(circle, 'check-in');
		await accepted(circle, jonas, support());
		await accepted(circle, mira, { type: 'ANSWER_SUPPORT', signalId: (await signalNow()).id, answer: 'seen' });
		await works();
		expect(await pagesOf(circle.id)).toEqual([]);
		expect(await outboxOf(outbox)).toEqual([]);
	});

	test('with nobody present who could answer, at once', async () => {
		await sitting(circle, 'check-in');
		await accepted(circle, mira, { type: 'LEAVE' });
		await accepted(circle, jonas, support());
		expect(await pagesOf(circle.id)).toMatchObject([{ ended: false }]);
	});

	test('a command that is rolled back leaves no page', async () => {
		await sitting(circle, 'check-in');
		await accepted(circle, mira, { type: 'LEAVE' });
		const undone = db().transaction(async (tx) => {
			expect(await send(circle.id, jonas, support(), null, tx)).toMatchObject({ ok: true });
			throw new Error('undone');
		});
		await expect(undone).rejects.toThrow('undone');
		expect(await pagesOf(circle.id)).toEqual([]);
	});

	test('answered, withdrawn or closed before it was sent: it is not sent any more', async () => {
		const rosa = await onCall();
		await sitting(circle, 'check-in');
		await accepted(circle, jonas, support());
		await twentySecondsGoBy();
		// Taken by a node that dies before it sends it.
		expect((await fanOut()).taken).toHaveLength(1);
		await sql()`update deliveries set not_before = now()`;
		await accepted(circle, jonas, { type: 'WITHDRAW_SUPPORT', signalId: (await signalNow()).id });
		await works();
		expect(await pagesOf(circle.id)).toMatchObject([{ ended: true }]);
		expect(await mailsTo(rosa)).toEqual([]);
	});

	test('many people press at once: each has a page of their own', async () => {
		await sitting(circle, 'check-in');
		await accepted(circle, mira, { type: 'LEAVE' });
		await Promise.all([accepted(circle, jonas, support()), accepted(circle, seat(3), support('someone'))]);
		expect((await pagesOf(circle.id)).map((page) => page.seat).sort()).toEqual([2, 3]);
	});
});

describe('who is reached', () => {
	beforeEach(async () => {
		await sitting(circle, 'check-in');
		await accepted(circle, mira, { type: 'LEAVE' });
	});
	const asks = () => accepted(circle, jonas, support());

	test('nobody without a credential, nobody whose test is older than seven days, nobody who is away, nobody of another circle', async () => {
		const untested = await credentialed();
		await onNow(untested.id);
		const stale = await credentialed();
		await answered(stale.id, 7 * 86_400_000 + 1000);
		await onNow(stale.id);
		const resting = await credentialed();
		await answered(resting.id);
		const revoked = await onCall();
		await sql()`update credentials set revoked_at = now() where account_id = ${revoked.id}`;
		const elsewhere = await credentialed();
		await answered(elsewhere.id);
		const other = await seated(['facilitator']);
		const [{ host }] = (await sql()`select account_id as host from circle_hosts where circle_id = ${other.circle}`) as unknown as [
			{ host: string }
		];
		await addFacilitator(other.circle, elsewhere.email, 'coFacilitator', host);
		await onNow(elsewhere.id, other.circle);
		const rosa = await onCall();
		await asks();
		await works();
		expect((await outboxOf(outbox)).map((mail) => mail.to)).toEqual([rosa.email]);
	});

	test('on call for one circle: only while one holds it', async () => {
		const rosa = await credentialed();
		await answered(rosa.id);
		const [{ host }] = (await sql()`select account_id as host from circle_hosts where circle_id = ${circle.circle}`) as unknown as [
			{ host: string }
		];
		await addFacilitator(circle.circle, rosa.email, 'coFacilitator', host);
		await onNow(rosa.id, circle.circle);
		await asks();
		await works();
		expect(await mailsTo(rosa)).toHaveLength(1);
		await sql()`delete from circle_facilitators where account_id = ${rosa.id}`;
		await accepted(circle, seat(3), support());
		await works();
		expect(await mailsTo(rosa)).toHaveLength(1);
	});

	test('with nobody on call the page waits, and reaches whoever comes on call next', async () => {
		await asks();
		await works();
		expect(await outboxOf(outbox)).toEqual([]);
		const rosa = await onCall();
		await works();
		expect(await mailsTo(rosa)).toHaveLength(1);
	});

	test('while an alert is out, whoever comes on call is asked as well, once, and nobody a second time', async () => {
		const rosa = await onCall();
		await asks();
		await works();
		const sam = await credentialed();
		await answered(sam.id);
		await works();
		expect(await mailsTo(sam)).toEqual([]);
		await onNow(sam.id);
		// Two nodes look at the same moment.
		await Promise.all([works(), works()]);
		await works();
		expect([await mailsTo(rosa), await mailsTo(sam)].map(({ length }) => length)).toEqual([1, 1]);
		expect(await sql()`select 1 from deliveries`).toHaveLength(2);
		expect((await signalNow()).reach).toMatchObject({ people: 2 });
	});

	test('who comes on call once it was taken back, or for another circle, or asked for it themselves, is not asked', async () => {
		await onCall();
		const asking = await credentialed();
		await answered(asking.id);
		await sql()`update seats set account_id = ${asking.id}, guest_hash = null where gathering_id = ${circle.id} and seat = 2`;
		await asks();
		await works();
		await onNow(asking.id);
		const elsewhere = await credentialed();
		await answered(elsewhere.id);
		const other = await seated(['facilitator']);
		await sql()`insert into circle_facilitators (circle_id, account_id, role) values (${other.circle}, ${elsewhere.id}, 'coFacilitator')`;
		await onNow(elsewhere.id, other.circle);
		await works();
		await accepted(circle, jonas, { type: 'WITHDRAW_SUPPORT', signalId: (await signalNow()).id });
		await onCall();
		await works();
		expect(await sql()`select 1 from deliveries`).toHaveLength(1);
	});

	test('calls that wait for somebody on call hold up no test page and no other circle', async () => {
		const at = (minute: number) => new Date(Date.now() - 3_600_000 + 60_000 * minute);
		const waiting = Array.from({ length: 25 }, (_, n) => ({
			kind: 'signal' as const,
			gatheringId: circle.id,
			signalId: `waits-${n}`,
			seat: 3,
			signalAt: at(n),
			raisedAt: at(n)
		}));
		await db().insert(pages).values(waiting);
		const rosa = await credentialed();
		await askForTest(rosa.id);
		await works();
		expect(await mailsTo(rosa)).toMatchObject([{ subject: 'A test from Evenround' }]);
	});

	test('of nodes that decide at the same moment who is reached, one does', async () => {
		const { id } = await credentialed();
		for (let calls = 1; calls <= 10; calls++) {
			await askForTest(id);
			const taken = (await Promise.all(Array.from({ length: 6 }, () => fanOut()))).flatMap((one) => one.taken);
			expect(taken).toHaveLength(1);
		}
	});

	test('nobody is paged by their own signal, and a rehearsal calls nobody', async () => {
		const rosa = await onCall();
		await sql()`update seats set account_id = ${rosa.id}, guest_hash = null where gathering_id = ${circle.id} and seat = 2`;
		await asks();
		await works();
		expect(await mailsTo(rosa)).toEqual([]);
		await sql()`update circles set rehearsal = true where id = ${circle.circle}`;
		await accepted(circle, seat(3), support());
		await works();
		expect(await mailsTo(rosa)).toEqual([]);
	});
});

describe('a node dies', () => {
	async function raised(): Promise<Person> {
		const rosa = await onCall();
		await sitting(circle, 'check-in');
		await accepted(circle, mira, { type: 'LEAVE' });
		// This process sends nothing by itself: it is the node that died after the commit.
		await accepted(circle, jonas, support());
		return rosa;
	}
	const sent = () => sql()`select 1 from deliveries where sent_at is not null`;

	test('after the commit and before the sending: of two new nodes one sends it, once', async () => {
		const rosa = await raised();
		await Promise.all([app(), app()]);
		await vi.waitFor(async () => expect(await sent()).toHaveLength(1), { timeout: 5000 });
		expect(await mailsTo(rosa)).toHaveLength(1);
	});

	test('while it is sending: nobody else does meanwhile, and when its lease is over another sends it', async () => {
		const rosa = await raised();
		const smtp = await silentServer();
		const dying = await app({ env: { SMTP_URL: `smtp://127.0.0.1:${smtp.port}` } });
		await vi.waitFor(() => expect(smtp.calls()).toBe(1), { timeout: 5000 });
		await dying.kill('SIGKILL');
		expect(await takeDue('alert')).toEqual([]);
		await sql()`update deliveries set not_before = now()`;
		await app();
		await vi.waitFor(async () => expect(await sent()).toHaveLength(1), { timeout: 5000 });
		expect(await mailsTo(rosa)).toHaveLength(1);
		await smtp.close();
	});

	test('after the sending and before it could say so: what is sent again takes the place of the first', async () => {
		const rosa = await raised();
		await works();
		await sql()`update deliveries set sent_at = null, not_before = now()`;
		await works();
		expect(await mailsTo(rosa)).toHaveLength(1);
	});

	test('the twenty seconds run on through a restart', async () => {
		const rosa = await onCall();
		await sitting(circle, 'check-in');
		await accepted(circle, jonas, support());
		await isDue(circle.id, 'page:');
		await app();
		await vi.waitFor(async () => expect(await mailsTo(rosa)).toHaveLength(1), { timeout: 8000 });
	});
});

test('pages go with the seats, a week after their gathering, a month where the call is open; test pages a day after they stop counting', async () => {
	await onCall();
	await sitting(circle, 'check-in');
	await accepted(circle, mira, { type: 'LEAVE' });
	await accepted(circle, jonas, support());
	await forget();
	expect(await sql()`select 1 from pages`).toHaveLength(2);
	const later = (days: number) => new Date(Date.now() + days * 86_400_000);
	await forget(later(9));
	// The call is open: who pressed is remembered until somebody closes it, for a month at most.
	expect([
		...(await sql()`select p.kind, s.name from pages p join seats s on s.gathering_id = p.gathering_id and s.seat = p.seat`)
	]).toEqual([{ kind: 'signal', name: 'Person 2' }]);
	await forget(later(31));
	expect(await sql()`select 1 from pages`).toHaveLength(0);

	const other = await seated(['facilitator', 'participant', 'participant']);
	await sitting(other, 'check-in');
	await accepted(other, mira, { type: 'LEAVE' });
	await accepted(other, jonas, support());
	expect(await sql()`select 1 from pages`).toHaveLength(1);
	const signalId = (await look(other.id))!.state.context.signals[0]!.id;
	await accepted(other, jonas, { type: 'WITHDRAW_SUPPORT', signalId });
	await forget(later(9));
	expect(await sql()`select 1 from pages`).toHaveLength(0);
});

/** A mail server that takes calls and never says a word. */
async function silentServer() {
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as { port: number };
	return {
		port,
		calls: () => sockets.size,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((closed) => server.close(closed));
		}
	};
}
