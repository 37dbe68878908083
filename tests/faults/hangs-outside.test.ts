// What is outside stands still: the mail server, push services, the operator's own carrier, and the disk. Nothing is cut and nothing
// refused. Circles go on, a call reaches somebody by whatever is left, and nothing is lost. HANG_S=60 hangs for longer.
import { mkdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { tellAll } from '../../src/lib/server/mails/tell.ts';
import { setTopic } from '../../src/lib/server/oncall/topic.ts';
import { keepDevice, publicKey } from '../../src/lib/server/push/index.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { alertReceiver } from '../support/alert-receiver.ts';
import { isDue } from '../support/clocks.ts';
import { goesOn, hangMs, nobodyLost, readyAt, situations, tonightAt, untilHung, type Sat } from '../support/hanging.ts';
import { answered, credentialed, onNow, outboxOf } from '../support/on-call.ts';
import { person, type Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { pushService } from '../support/push-service.ts';
import { quietDisk, type QuietDisk } from '../support/quiet-disk.ts';
import { quietProxy, type QuietProxy } from '../support/quiet-proxy.ts';
import { mailServer } from '../support/smtp.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const soon = { timeout: 10_000 };
/** After a long silence a mail is tried again at its own pace: the second and the third time within this. */
const healedMs = hangMs > 10_000 ? 90_000 : 30_000;
const word = 'a word that both know';
const password = 'four words that stay';

let databaseUrl: string;
let node: TestApp | undefined;
let operator: PageClient;
let all: Sat[] = [];
let ends: (() => unknown)[] = [];

beforeAll(async () => {
	databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	process.env.PUSH_SERVICES = '127.0.0.1';
}, 240_000);
afterEach(async () => {
	for (const { mine } of all) for (const page of mine) page.unfollow();
	for (const end of ends.toReversed()) await end();
	ends = [];
	await sql()`truncate pages, on_call_times, on_call_shifts cascade`;
	await sql()`delete from deliveries`;
	delete process.env.DATA_DIR;
});
afterAll(closeDb);

async function started(env: Record<string, string>, dataDir?: string): Promise<TestApp> {
	node = await startApp({
		databaseUrl,
		env: { PUSH_SERVICES: '127.0.0.1', ...env },
		runs: ['pages', 'mails'],
		...(dataDir && { dataDir })
	});
	ends.push(() => node!.stop());
	operator = new PageClient({ base: node.url, cookies: { login: await beginLogin((await person({ operator: true })).id) } });
	return node;
}

/** Between the node and a server on this machine; goes on at the end of the test at the latest. */
async function between(url: string): Promise<{ proxy: QuietProxy; at: string }> {
	const to = new URL(url);
	const proxy = await quietProxy({ host: to.hostname, port: Number(to.port) });
	to.port = String(proxy.port);
	ends.push(() => proxy.close());
	return { proxy, at: to.href.replace(/\/$/, '') };
}

async function rosa(): Promise<Person> {
	const one = await credentialed({ name: 'Rosa', passwordHash: await hashPassword(password) });
	await answered(one.id);
	await onNow(one.id);
	return one;
}

/** Twenty seconds without an answer have gone by: somebody outside is asked, and whoever called reads how far that came. */
async function isReached({ at, mine }: Sat): Promise<void> {
	const { id } = (await look(at.id))!.state.context.signals[0]!;
	await isDue(at.id, `page:${id}`);
	const view = await mine[1].until(({ signal }) => (signal?.reach?.reached ?? 0) > 0, soon.timeout);
	expect(view.signal).toMatchObject({ paged: true, reach: { people: 1, reached: 1 } });
}

const told = async (count: number) => {
	const people = await Promise.all(Array.from({ length: count }, () => person()));
	await db().transaction((tx) =>
		tellAll(
			tx,
			people.map(({ id }) => id),
			{ kind: 'joinAnswered', data: { yes: true } }
		)
	);
	return people.map(({ email }) => email).sort();
};
const handedOver = async (emails: string[]) =>
	(
		await sql()`select 1 from mails m join accounts a on a.id = m.account_id where a.email = any(${emails}) and m.handed_over_at is not null`
	).length;
/** Mails that failed and wait for their next attempt are due; one that is being sent is left to whoever sends it. */
const ringsAgain = () =>
	sql()`update deliveries set not_before = now() where kind = 'mail' and sent_at is null and not_before = failed_at + least(1800, 15 * 2 ^ (tries - 1)) * interval '1 s'`;

test('[N3] push services and the operator’s carrier stand still: a call reaches by mail, and what was to be shown comes afterwards', async () => {
	const [mail, push, bridge] = await Promise.all([mailServer(), pushService(), alertReceiver(word)]);
	ends.push(mail.close, push.close, bridge.close);
	const [toDevice, toBridge] = await Promise.all([between(push.device('a').endpoint), between(bridge.url)]);
	const at = await started({ SMTP_URL: mail.url, ALERT_WEBHOOK_URL: toBridge.at, ALERT_WEBHOOK_SECRET: word });
	const one = await rosa();
	await setTopic(one.id, 'rosa-7f3k');
	await keepDevice(one.id, { ...push.device('a'), endpoint: toDevice.at });
	const three = await situations(at);
	all = Object.values(three);

	for (const { proxy } of [toDevice, toBridge]) proxy.hang();
	const hungAt = performance.now();
	await goesOn(three);
	await isReached(three.call);
	expect(mail.taken.map(({ to }) => to)).toEqual([[one.email]]);
	await vi.waitFor(
		async () => expect(await readyAt(at)).toMatchObject({ status: 200, silent: expect.arrayContaining(['push', 'webhook']) as string[] }),
		soon
	);
	const tonight = await tonightAt(operator);
	for (const what of ['push services', 'alerts'])
		expect(tonight).toMatch(
			new RegExp(`<strong>${what}</strong>, <strong>broken</strong>\\s*<p>No answer came when one was last handed over.`)
		);
	nobodyLost(...all);
	await untilHung(hungAt);

	for (const { proxy } of [toDevice, toBridge]) proxy.goOn();
	await vi.waitFor(async () => expect(await sql()`select carrier from deliveries where sent_at is null`).toEqual([]), {
		timeout: healedMs
	});
	expect([push.pushed.length, bridge.posted.length]).not.toContain(0);
	expect(new Set(push.pushed.map(({ message }) => message.tag)).size, 'the same message may come twice, and takes its own place').toBe(1);
	expect(new Set(bridge.posted.map(({ body }) => body.id)).size).toBe(1);
	await vi.waitFor(async () => expect(await readyAt(at)).toMatchObject({ status: 200, silent: [] }), soon);
	await vi.waitFor(async () => expect(await tonightAt(operator)).not.toContain('No answer came'), soon);
	nobodyLost(...all);
}, 300_000);

test('[N3] the mail server stands still: a call reaches a device, whoever asks for a link reads how it is, and every mail comes afterwards, once', async () => {
	const [mail, push] = await Promise.all([mailServer(), pushService()]);
	ends.push(mail.close, push.close);
	const { proxy, at: smtp } = await between(mail.url);
	const at = await started({ SMTP_URL: smtp });
	const one = await rosa();
	await keepDevice(one.id, push.device('b'));
	const three = await situations(at);
	all = Object.values(three);

	proxy.hang();
	const hungAt = performance.now();
	const emails = await told(4);
	const asks = new PageClient({ base: at.url })
		.form('/sign-in?/link', { email: one.email })
		.then(async (answer) => ({ answer, tookMs: performance.now() - hungAt, text: await answer.text() }));
	await goesOn(three);
	await isReached(three.call);
	expect(push.pushed.map(({ message }) => message.url)).toEqual([expect.stringMatching(/^\/on-call\//)]);
	await vi.waitFor(async () => expect(await readyAt(at)).toMatchObject({ status: 200, silent: ['mail'] }), soon);
	expect(await tonightAt(operator)).toContain('The mail server does not take us');
	nobodyLost(...all);
	await untilHung(hungAt);

	proxy.goOn();
	const { answer, tookMs, text } = await asks;
	if (answer.status === 200) expect(text).toContain('The mail is on its way');
	else
		expect([
			answer.status,
			text.includes('The mail could not be sent just now. What you typed is still here; please try again in a moment.')
		]).toEqual([400, true]);
	expect(tookMs).toBeLessThan(15_000);
	await vi.waitFor(
		async () => {
			await ringsAgain();
			expect(await handedOver(emails)).toBe(emails.length);
		},
		{ timeout: healedMs, interval: 500 }
	);
	expect(
		mail.taken
			.flatMap(({ to }) => to)
			.filter((to) => emails.includes(to))
			.sort()
	).toEqual(emails);
	await vi.waitFor(
		() => expect(mail.taken.some(({ to, text: body }) => to[0] === one.email && /\/on-call\//.test(body ?? ''))).toBe(true),
		{ timeout: healedMs }
	);
	await vi.waitFor(async () => expect(await readyAt(at)).toMatchObject({ status: 200, silent: [] }), soon);
	nobodyLost(...all);
}, 300_000);

test('[N1] [N3] the disk stands still, and whoever takes the log: circles go on, a call reaches a device, passwords are checked, and what was to be written is', async () => {
	const push = await pushService();
	const disk: QuietDisk = quietDisk();
	ends.push(push.close, () => disk.close());
	const dataDir = temporaryDir();
	await mkdir(dataDir, { recursive: true });
	process.env.DATA_DIR = dataDir;
	await publicKey();
	const at = await started(disk.env, dataDir);
	ends.push(() => disk.goOn());
	const one = await rosa();
	await keepDevice(one.id, push.device('c'));
	const three = await situations(at);
	all = Object.values(three);

	disk.hang();
	const hungAt = performance.now();
	const emails = await told(8);
	await vi.waitFor(
		async () => expect((await sql()`select 1 from deliveries where kind = 'mail' and tries > 0`).length).toBeGreaterThan(0),
		soon
	);
	await goesOn(three);
	await isReached(three.call);
	expect(push.pushed.map(({ message }) => message.url)).toEqual([expect.stringMatching(/^\/on-call\//)]);
	const asked = performance.now();
	const signedIn = await new PageClient({ base: at.url }).form('/sign-in?/password', { email: one.email, password });
	expect([signedIn.status, performance.now() - asked < 10_000]).toEqual([303, true]);
	await vi.waitFor(async () => expect(await readyAt(at)).toMatchObject({ status: 200, silent: ['disk'] }), soon);
	expect(await tonightAt(operator)).toContain('Where data is kept does not answer: it stands still.');
	nobodyLost(...all);
	await untilHung(hungAt);

	disk.goOn();
	await vi.waitFor(
		async () => {
			await ringsAgain();
			expect(await handedOver(emails)).toBe(emails.length);
		},
		{ timeout: healedMs, interval: 500 }
	);
	const laid = (await outboxOf(dataDir)).map(({ to }) => to);
	expect(laid.filter((to) => emails.includes(to)).sort()).toEqual(emails);
	await vi.waitFor(
		async () => expect((await outboxOf(dataDir)).some(({ to, text }) => to === one.email && text.includes('/on-call/'))).toBe(true),
		{ timeout: healedMs }
	);
	await vi.waitFor(async () => expect(await readyAt(at)).toMatchObject({ status: 200, silent: [] }), soon);
	expect(disk.log()).toContain('"where":"mail"');
	nobodyLost(...all);
}, 300_000);
