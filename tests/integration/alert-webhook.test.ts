// The operator's own carrier: a signed post for each delivery, tried again until it is taken, and nothing personal in it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { pages } from '../../src/lib/server/db/schema-oncall.ts';
import { lookAtAlerts } from '../../src/lib/server/doctor/alerts.ts';
import { answerTest } from '../../src/lib/server/oncall/pages.ts';
import { deliveredLately, lastTest } from '../../src/lib/server/oncall/delivered.ts';
import { alerts } from '../../src/lib/server/oncall/pager.ts';
import { setTopic, topicOf } from '../../src/lib/server/oncall/topic.ts';
import { mayPostTo } from '../../src/lib/server/env/kinds.ts';
import { roundOf } from '../../src/lib/server/outbox/worker.ts';
import { postAlert } from '../../src/lib/server/outbox/webhook.ts';
import { alertReceiver } from '../support/alert-receiver.ts';
import { credentialed, outboxOf, works } from '../support/on-call.ts';
import type { Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase } from '../support/servers.ts';

const secret = 'a word that both know';
let bridge: Awaited<ReturnType<typeof alertReceiver>>;
let rosa: Person;
let dir: string;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.ORIGIN = 'https://circles.example.org';
	dir = temporaryDir();
	process.env.DATA_DIR = dir;
});
beforeEach(async () => {
	await sql()`truncate pages cascade`;
	rosa = await credentialed({ name: 'Rosa' });
	await setTopic(rosa.id, 'rosa-7f3k');
});
afterEach(async () => {
	await bridge?.close();
	delete process.env.ALERT_WEBHOOK_URL;
	delete process.env.ALERT_WEBHOOK_SECRET;
});
afterAll(closeDb);

async function listening(answers: number[] = []) {
	bridge = await alertReceiver(secret, answers);
	process.env.ALERT_WEBHOOK_URL = bridge.url;
	process.env.ALERT_WEBHOOK_SECRET = secret;
}
const tested = async () => (await db().insert(pages).values({ kind: 'test', accountId: rosa.id }).returning())[0]!;
const due = () => sql()`update deliveries set not_before = now()`;
const ways = async () => (await lastTest(rosa.id))!.ways;

test('a test alert goes to whoever gave a topic: signed, fresh, and with nothing in it that says who or where', async () => {
	await listening();
	const page = await tested();
	await works();
	expect(bridge.posted).toHaveLength(1);
	const [{ signed, age, body }] = bridge.posted as [(typeof bridge.posted)[0]];
	expect(signed).toBe(true);
	expect(age).toBeLessThan(30);
	expect(body).toEqual({
		id: expect.stringMatching(/^[\w-]{36}$/) as string,
		kind: 'test',
		title: 'A test from Evenround',
		path: `/on-call/${page.id}`,
		url: `https://circles.example.org/on-call/${page.id}`,
		to: 'rosa-7f3k'
	});
	expect(JSON.stringify(body)).not.toContain(rosa.email);
	expect(await ways()).toEqual([
		{ carrier: 'mail', came: 'outbox' },
		{ carrier: 'webhook', came: 'handed over' }
	]);
});

test('one that answers 500 is asked again under the same id, and both the person and the operator read why', async () => {
	await listening([500]);
	await tested();
	await works();
	expect(await ways()).toContainEqual({ carrier: 'webhook', came: 'again', why: 'it answered 500' });
	expect(await deliveredLately()).toContainEqual({
		carrier: 'webhook',
		sent: 0,
		waiting: 1,
		failed: 0,
		last: { why: 'it answered 500', at: expect.any(Date) as Date }
	});
	await works();
	expect(bridge.posted).toHaveLength(1);
	await due();
	await works();
	expect(bridge.posted.map(({ signed, body }) => [signed, body.id])).toEqual([
		[true, bridge.posted[0]!.body.id],
		[true, bridge.posted[0]!.body.id]
	]);
	expect(await ways()).toContainEqual({ carrier: 'webhook', came: 'handed over' });
	expect(await deliveredLately()).toContainEqual({
		carrier: 'webhook',
		sent: 1,
		waiting: 0,
		failed: 0,
		last: { why: 'it answered 500', at: expect.any(Date) as Date }
	});
});

test('one that says nothing holds up no mail, and is given up when its time is over', async () => {
	await listening([0, 0]);
	await tested();
	const attempts = new Set<Promise<void>>();
	await roundOf(alerts, attempts);
	await vi.waitFor(async () => expect((await outboxOf(dir)).filter(({ to }) => to === rosa.email)).toHaveLength(1));
	await vi.waitFor(() => expect(bridge.posted).toHaveLength(1));
	expect(await ways()).toContainEqual({ carrier: 'webhook', came: 'waiting' });
	expect(await postAlert({ id: 'a', kind: 'test', title: '', path: '', to: '' }, 200)).toBe('no answer within 0.2 s');
	bridge.wake();
	await Promise.all(attempts);
});

test('a test tries every way, also once its person has answered by another one', async () => {
	await listening([503]);
	const page = await tested();
	await works();
	await answerTest(page);
	await due();
	await works();
	expect(await ways()).toContainEqual({ carrier: 'webhook', came: 'handed over' });
});

test('no redirect is followed, and one that is not there is said to be so', async () => {
	await listening([302]);
	expect(await postAlert({ id: 'a', kind: 'test', title: '', path: '', to: '' }, 1000)).toBe('it could not be reached');
	expect(bridge.posted).toHaveLength(1);
	await bridge.close();
	expect(await postAlert({ id: 'a', kind: 'test', title: '', path: '', to: '' }, 1000)).toBe('it could not be reached');
});

test('without a topic, or without a carrier, nothing is posted', async () => {
	await listening();
	expect(await setTopic(rosa.id, 'two words')).toBe(false);
	expect(await topicOf(rosa.id)).toBe('rosa-7f3k');
	await setTopic(rosa.id, '');
	await tested();
	await works();
	expect(bridge.posted).toEqual([]);
	await setTopic(rosa.id, 'rosa-7f3k');
	delete process.env.ALERT_WEBHOOK_SECRET;
	await tested();
	await works();
	expect(await ways()).toEqual([{ carrier: 'mail', came: 'outbox' }]);
});

test('plain http only within one’s own walls, and the doctor says what is missing', () => {
	const good = [
		'https://bridge.example.org/a',
		'http://127.0.0.1:8080/',
		'http://localhost/',
		'http://bridge:8080/',
		'http://10.1.2.3/',
		'http://172.16.0.1/',
		'http://192.168.1.2/',
		'http://[::1]/',
		'http://bridge.internal/'
	];
	expect(good.filter((url) => !mayPostTo(url))).toEqual([]);
	expect(
		['http://bridge.example.org/', 'http://8.8.8.8/', 'http://172.32.0.1/', 'ftp://localhost/', 'no address'].filter(mayPostTo)
	).toEqual([]);
	const [url, word] = ['https://bridge.example.org/', 'w'];
	expect(lookAtAlerts({}).word).toBe('ok');
	expect(lookAtAlerts({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: word }).word).toBe('ok');
	expect(lookAtAlerts({ ALERT_WEBHOOK_URL: url }).word).toBe('broken');
	expect(lookAtAlerts({ ALERT_WEBHOOK_URL: 'http://bridge.example.org/', ALERT_WEBHOOK_SECRET: word }).word).toBe('broken');
});
