// The doctor, in front of things that are really broken: each is found, named, and told what to do about.
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import webpush from 'web-push';
import { freeTcpPort } from '../../scripts/lib/ports.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { lookAtBackups, noteBackup } from '../../src/lib/server/doctor/backups.ts';
import { lookAtDoor, lookAtOrigin } from '../../src/lib/server/doctor/certificate.ts';
import { lookAtDatabase } from '../../src/lib/server/doctor/database.ts';
import { lookAtDisk } from '../../src/lib/server/doctor/disk.ts';
import { lookAtCardKey, lookAtPushKeys } from '../../src/lib/server/doctor/keys.ts';
import { lookAtMail } from '../../src/lib/server/doctor/mail.ts';
import { lookAtPages } from '../../src/lib/server/doctor/pages.ts';
import { lookAtSignalling } from '../../src/lib/server/doctor/signalling.ts';
import { lookAtTurn } from '../../src/lib/server/doctor/turn.ts';
import { lookAtWebhook } from '../../src/lib/server/doctor/webhook.ts';
import { token } from '../../src/lib/server/live/livekit.ts';
import { videoOfCompose } from '../support/compose-video.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase, startApp, testServers } from '../support/servers.ts';
import { certificate, tlsServer } from '../support/tls-server.ts';

const dayMs = 86_400_000;
/** When this file is run alone, the application may have to be built first. */
const withBuildMs = 150_000;
/** The last day of the certificate in tests/support/tls. */
const certificateEnds = Date.parse('Jan  1 00:00:00 2046 GMT');
let database: string;

beforeAll(async () => {
	database = await freshDatabase();
	process.env.DATABASE_URL = database;
});
afterAll(closeDb);

const aToken = () => token({ room: 'doctor-test', identity: 'doctor', camera: false });

describe('the database', () => {
	test('is well when it is; a login that may do everything is looked at', async () => {
		const found = await lookAtDatabase(database);
		expect(found.map(({ what, word }) => [what, word])).toEqual([
			['database', 'ok'],
			['database login', 'ok'],
			['tables', 'ok'],
			['clock', 'ok']
		]);
		const all = new URL(testServers().databaseUrl);
		all.pathname = new URL(database).pathname;
		expect((await lookAtDatabase(all.href)).find(({ what }) => what === 'database login')).toMatchObject({ word: 'look' });
	});

	test('with a wrong password, or not there at all, is broken, and nothing else is said about it', async () => {
		const wrong = new URL(database);
		wrong.password = 'wrong';
		expect(await lookAtDatabase(wrong.href)).toMatchObject([
			{ word: 'broken', says: expect.stringContaining('password authentication failed') }
		]);
		wrong.port = String(await freeTcpPort());
		expect(await lookAtDatabase(wrong.href)).toMatchObject([{ word: 'broken', says: 'It does not answer: ECONNREFUSED.' }]);
		expect(await lookAtDatabase(undefined)).toMatchObject([{ word: 'broken' }]);
	});

	test('whose clock is another than this machine’s: seconds are looked at, a minute is broken', async () => {
		const clockOf = async (offMs: number) => (await lookAtDatabase(database, 'drizzle', () => Date.now() + offMs)).at(-1);
		expect(await clockOf(5000)).toMatchObject({ what: 'clock', word: 'look', says: expect.stringContaining('5.0 s apart') });
		expect(await clockOf(-60_000)).toMatchObject({ what: 'clock', word: 'broken' });
	});

	test('with older or newer tables than this version is broken', async () => {
		const other = path.join(temporaryDir(), 'drizzle');
		await cp('drizzle', other, { recursive: true });
		const file = path.join(other, 'meta', '_journal.json');
		const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: { when: number }[] };
		const tablesWith = async (entries: { when: number }[]) => {
			await writeFile(file, JSON.stringify({ ...journal, entries }));
			return (await lookAtDatabase(database, other)).find(({ what }) => what === 'tables');
		};
		expect(await tablesWith([...journal.entries, { when: Date.now() * 2 }])).toMatchObject({
			word: 'broken',
			says: expect.stringContaining('older')
		});
		expect(await tablesWith(journal.entries.slice(0, -1))).toMatchObject({ word: 'broken', says: expect.stringContaining('newer') });
	});
});

describe('the certificate', () => {
	const at = async (days: number, more: Parameters<typeof tlsServer>[0] = {}, ca: string | undefined = certificate) => {
		const door = await tlsServer(more);
		const found = await lookAtDoor('certificate', 'localhost', door.port, { ca, now: certificateEnds - days * dayMs });
		door.close();
		return found;
	};

	test('is well for months, looked at when it ends in days, and broken when it ends or ended', async () => {
		expect(await at(100)).toMatchObject({ word: 'ok' });
		expect(await at(10)).toMatchObject({ word: 'look', says: 'The certificate of localhost ends in 10 days.' });
		expect(await at(2)).toMatchObject({ word: 'broken' });
		expect(await at(-3)).toMatchObject({ word: 'broken', says: 'The certificate of localhost ended 3 days ago.' });
	});

	test('of nobody that browsers know is broken; without HTTP/2 it is looked at', async () => {
		const door = await tlsServer();
		expect(await lookAtDoor('certificate', 'localhost', door.port)).toMatchObject({
			word: 'broken',
			says: expect.stringContaining('do not trust')
		});
		door.close();
		expect(await at(100, { protocols: ['http/1.1'] })).toMatchObject({ word: 'look', says: 'localhost does not speak HTTP/2.' });
	});

	test('is needed everywhere but on this machine itself', async () => {
		expect(await lookAtOrigin('http://localhost:3000')).toMatchObject({ word: 'ok' });
		expect(await lookAtOrigin('http://circles.example.org')).toMatchObject({
			word: 'broken',
			says: expect.stringContaining('nobody can sign in there')
		});
		expect(await lookAtOrigin(`https://localhost:${await freeTcpPort()}`)).toMatchObject({
			word: 'broken',
			says: expect.stringContaining('ECONNREFUSED')
		});
	});
});

describe('the video server', () => {
	test('with other keys, or silent, is told apart', async () => {
		const standingWith = async (env: Record<string, string>) => {
			vi.resetModules();
			const before = { ...process.env };
			Object.assign(process.env, env);
			const found = await (await import('../../src/lib/server/live/livekit.ts')).videoHealth();
			Object.assign(process.env, before);
			return found;
		};
		expect(await standingWith({})).toBe('ok');
		expect(await standingWith({ LIVEKIT_API_SECRET: 'another secret that is long enough for it' })).toBe('wrong-keys');
		expect(await standingWith({ LIVEKIT_INTERNAL_URL: `http://127.0.0.1:${await freeTcpPort()}` })).toBe('silent');
	});

	test('lets a browser in, or says why not; without TURN it is looked at, and nobody outside is asked for an address', async () => {
		const { LIVEKIT_URL } = testServers().livekit;
		const found = await lookAtSignalling(LIVEKIT_URL, await aToken());
		expect(found.map(({ what, word }) => [what, word])).toEqual([
			['signalling', 'ok'],
			['livekit', 'ok'],
			['turn', 'look']
		]);
		expect(await lookAtSignalling(LIVEKIT_URL, 'no token')).toMatchObject([{ what: 'signalling', word: 'broken' }]);
		expect(await lookAtSignalling(`ws://127.0.0.1:${await freeTcpPort()}`, await aToken())).toMatchObject([
			{ what: 'signalling', word: 'broken' }
		]);
	});

	test(
		'reports to the application, or the doctor says that it does not',
		async () => {
			expect(await lookAtWebhook(database, 500)).toMatchObject({ what: 'webhook', word: 'broken' });
			const app = await startApp({ databaseUrl: database });
			expect(await lookAtWebhook(database)).toMatchObject({ word: 'ok' });
			expect(await lookAtPages(app.url)).toMatchObject({ word: 'ok' });
			await app.stop();
			expect(await lookAtPages(app.url)).toMatchObject({ word: 'broken', says: expect.stringContaining('does not answer') });
		},
		withBuildMs
	);
});

describe('TURN, from the compose file', () => {
	test('gives a relay by UDP and by TLS, to whom LiveKit sent, and no way to an address inside', async () => {
		const video = await videoOfCompose();
		const door = await tlsServer({ behind: video.turnTcpPort, protocols: [] });
		try {
			const [udp] = await video.told(await aToken());
			expect(await lookAtTurn(udp!)).toEqual({
				what: 'turn by udp',
				word: 'ok',
				says: expect.stringContaining('no way to addresses inside')
			});
			const byTls = { ...udp!, url: `turns:localhost:${door.port}?transport=tcp` };
			expect(await lookAtTurn(byTls, certificate)).toMatchObject({ what: 'turn by tls', word: 'ok' });
			expect(await lookAtTurn(byTls)).toMatchObject({ word: 'broken' });
			expect(await lookAtTurn({ ...udp!, credential: 'wrong' })).toMatchObject({
				word: 'broken',
				says: expect.stringContaining('gives no relay')
			});
		} finally {
			door.close();
			await video.stop();
		}
		expect(await lookAtTurn({ url: `turns:localhost:${door.port}?transport=tcp`, username: '', credential: '' })).toMatchObject({
			word: 'broken'
		});
	});

	test('that opens a way inside is found out', async () => {
		const video = await videoOfCompose({ allow_restricted_peer_cidrs: ['127.0.0.0/8', '10.0.0.0/8'] });
		try {
			const [udp] = await video.told(await aToken());
			expect(await lookAtTurn(udp!)).toMatchObject({ word: 'broken', says: 'It would open a way to 127.0.0.1, 10.0.0.1.' });
		} finally {
			await video.stop();
		}
	});
});

test('mail: a server that takes us, one that does not, one that is not there, and none', async () => {
	const server = new SMTPServer({
		authOptional: true,
		logger: false,
		onAuth: ({ password }, _, done) => (password === 'right' ? done(null, { user: 'us' }) : done(new Error('no'))),
		hideSTARTTLS: true,
		allowInsecureAuth: true
	});
	const port = await new Promise<number>((resolve) => {
		const inner = server.listen(0, '127.0.0.1', () => resolve((inner.address() as { port: number }).port));
	});
	const from = 'Evenround <circles@example.org>';
	try {
		expect(await lookAtMail(`smtp://us:right@127.0.0.1:${port}`, from)).toMatchObject({ word: 'ok' });
		expect(await lookAtMail(`smtp://us:right@127.0.0.1:${port}`, undefined)).toMatchObject({ word: 'look' });
		expect(await lookAtMail(`smtp://us:wrong@127.0.0.1:${port}`, from)).toMatchObject({
			word: 'broken',
			says: expect.stringContaining('EAUTH')
		});
		expect(await lookAtMail(`smtp://127.0.0.1:${await freeTcpPort()}`, from)).toMatchObject({ word: 'broken' });
		expect(await lookAtMail(undefined, from)).toMatchObject({ word: 'look' });
	} finally {
		await new Promise<void>((resolve) => server.close(() => resolve()));
	}
});

test('keys: absent, odd, and two that do not belong together', async () => {
	const dir = temporaryDir();
	expect(lookAtCardKey({})).toMatchObject({ word: 'look' });
	expect(lookAtCardKey({ CARD_KEY: 'short' })).toMatchObject({ word: 'broken' });
	expect(lookAtCardKey({ CARD_KEY: 'ab'.repeat(32) })).toMatchObject({ word: 'ok' });
	const [pair, other] = [webpush.generateVAPIDKeys(), webpush.generateVAPIDKeys()];
	expect(await lookAtPushKeys({}, dir)).toMatchObject({ word: 'ok' });
	expect(await lookAtPushKeys({ VAPID_PUBLIC_KEY: pair.publicKey }, dir)).toMatchObject({ word: 'broken' });
	await writeFile(path.join(dir, 'vapid.json'), JSON.stringify({ ...pair, publicKey: other.publicKey }));
	expect(await lookAtPushKeys({}, dir)).toMatchObject({ word: 'broken', says: 'The two push keys do not belong together.' });
	await writeFile(path.join(dir, 'vapid.json'), JSON.stringify(pair));
	expect(await lookAtPushKeys({}, dir)).toMatchObject({ word: 'ok' });
});

test('a backup that is old, keys that were never backed up, and a disk that is nearly full', async () => {
	const dir = temporaryDir();
	const now = new Date();
	const words = async (at: Date) => (await lookAtBackups(dir, at)).map(({ word }) => word);
	expect(await words(now)).toEqual(['look', 'look']);
	noteBackup(dir, 'database', now);
	expect(await words(now)).toEqual(['ok', 'look']);
	noteBackup(dir, 'keys', now);
	expect(await words(new Date(now.getTime() + 3 * dayMs))).toEqual(['look', 'ok']);
	const free = (gigabytes: number) => lookAtDisk(dir, async () => gigabytes * 2 ** 30);
	expect([(await free(40)).word, (await free(1)).word, (await free(0.1)).word]).toEqual(['ok', 'look', 'broken']);
	expect((await lookAtDisk(dir)).says).toMatch(/^\d+\.\d GB are free/);
});
