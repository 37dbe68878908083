// Web push: to devices a person allowed, through a push service on this machine, and to no other address in the world.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { pages } from '../../src/lib/server/db/schema-oncall.ts';
import { forgetDevice, keepDevice, mayPushTo, publicKey, push } from '../../src/lib/server/push/index.ts';
import { credentialed, outboxOf, works } from '../support/on-call.ts';
import type { Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { pushService } from '../support/push-service.ts';
import { freshDatabase } from '../support/servers.ts';

let service: Awaited<ReturnType<typeof pushService>>;
let rosa: Person;
let dir: string;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.PUSH_SERVICES = '127.0.0.1 push.example.org *.wide.example.org';
	dir = temporaryDir();
	process.env.DATA_DIR = dir;
});
beforeEach(async () => {
	rosa = await credentialed({ name: 'Rosa' });
});
afterEach(() => service?.close());
afterAll(closeDb);

const paged = () => db().insert(pages).values({ kind: 'test', accountId: rosa.id }).returning();
const devices = () => sql()`select endpoint from push_devices where account_id = ${rosa.id}`;
const due = () => sql()`update deliveries set not_before = now()`;
const mails = async () => (await outboxOf(dir)).filter((mail) => mail.to === rosa.email);

test('a page is a mail, and a message to each device, encrypted for it and naming nothing', async () => {
	service = await pushService();
	for (const name of ['phone', 'desk']) expect(await keepDevice(rosa.id, service.device(name))).toBe(true);
	const [page] = await paged();
	await works();
	expect(await mails()).toHaveLength(1);
	expect(service.pushed).toHaveLength(2);
	const [{ message, headers }] = service.pushed as [(typeof service.pushed)[0]];
	expect(message).toMatchObject({ title: 'Evenround', body: 'A test from Evenround.', url: `/on-call/${page!.id}` });
	expect(headers).toMatchObject({ ttl: '600', urgency: 'high', topic: message.tag });
	expect(headers.authorization).toContain(`k=${await publicKey()}`);
	await works();
	expect(service.pushed).toHaveLength(2);
});

test('a push service that fails is asked again, under the same topic; the mail does not wait for it', async () => {
	service = await pushService([500]);
	await keepDevice(rosa.id, service.device('phone'));
	await paged();
	await works();
	expect(await mails()).toHaveLength(1);
	await works();
	expect(service.pushed).toHaveLength(1);
	await due();
	await works();
	expect(service.pushed.map((one) => one.headers.topic)).toEqual([service.pushed[0]!.message.tag, service.pushed[0]!.message.tag]);
	expect(await mails()).toHaveLength(1);
});

test('a device that is gone is forgotten, and one that its person takes back', async () => {
	service = await pushService([410]);
	await keepDevice(rosa.id, service.device('phone'));
	await paged();
	await works();
	expect(await devices()).toHaveLength(0);
	await keepDevice(rosa.id, service.device('desk'));
	await forgetDevice((await credentialed()).id, service.device('desk').endpoint);
	expect(await devices()).toHaveLength(1);
	await forgetDevice(rosa.id, service.device('desk').endpoint);
	expect(await devices()).toHaveLength(0);
});

test('a device’s address leads to a push service and nowhere else, and no redirect is followed', async () => {
	service = await pushService([302]);
	expect(await push(service.device('phone'), { title: '', body: '', url: '', tag: 'tag', ttlSeconds: 1, urgency: 'high' })).toBe('failed');
	expect(service.pushed).toHaveLength(1);
	expect(['https://push.example.org/a', 'https://a.wide.example.org/b', 'http://127.0.0.1:1/c'].map(mayPushTo)).toEqual([true, true, true]);
	const elsewhere = [
		'http://push.example.org/a',
		'https://push.example.org:8443/a',
		'https://push.example.org.evil.example/a',
		'https://me@push.example.org/a',
		'https://wide.example.org.evil.example/a',
		'https://evilwide.example.org/a',
		'http://169.254.169.254/latest',
		'https://localhost/a',
		'file:///etc/passwd',
		'no address'
	];
	expect(elsewhere.filter(mayPushTo)).toEqual([]);
	expect(await keepDevice(rosa.id, { ...service.device('x'), endpoint: 'http://169.254.169.254/latest' })).toBe(false);
});

test('the keys are made once, and nobody else on the machine reads them', async () => {
	service = await pushService();
	const keys = await Promise.all([publicKey(), publicKey()]);
	expect(keys[0]).toBe(keys[1]);
	expect((await stat(path.join(dir, 'vapid.json'))).mode & 0o777).toBe(0o600);
});
