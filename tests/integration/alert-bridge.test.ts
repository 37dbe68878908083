// The example bridge of docs/paging.md, run as it stands there: what it hands to ntfy and to Matrix, and what it refuses.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeTcpPort } from '../../scripts/lib/ports.ts';
import { postAlert } from '../../src/lib/server/outbox/webhook.ts';

const secret = 'a word that both know';
const got: { method: string; path: string; token: string | undefined; body: unknown }[] = [];
/** The next answers of ntfy and Matrix, then 200. */
const answers: number[] = [];
const beyond = createServer((request, answer) => {
	let text = '';
	request.on('data', (part: Buffer) => (text += part.toString()));
	request.on('end', () => {
		got.push({ method: request.method!, path: request.url!, token: request.headers.authorization, body: JSON.parse(text) });
		answer.writeHead(answers.shift() ?? 200).end('{}');
	});
});
let bridge: ChildProcess;

beforeAll(async () => {
	await new Promise<void>((listening) => beyond.listen(0, '127.0.0.1', listening));
	const there = `http://127.0.0.1:${(beyond.address() as AddressInfo).port}`;
	const port = await freeTcpPort();
	const env = {
		...process.env,
		ALERT_WEBHOOK_SECRET: secret,
		NTFY_URL: there,
		NTFY_TOKEN: 'tk',
		MATRIX_URL: there,
		MATRIX_TOKEN: 'mt',
		PORT: String(port)
	};
	bridge = spawn(process.execPath, ['docs/alert-bridge.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
	await new Promise((ready) => bridge.stdout!.once('data', ready));
	process.env.ALERT_WEBHOOK_URL = `http://127.0.0.1:${port}/`;
	process.env.ALERT_WEBHOOK_SECRET = secret;
	process.env.ORIGIN = 'https://circles.example.org';
});
afterAll(async () => {
	bridge?.kill();
	await new Promise((closed) => beyond.close(closed));
});

const alert = {
	id: '6b2f2a0e-4a7e-4c44-9f3c-0d6c2f8a6a10',
	kind: 'signal',
	title: 'Somebody asks for you at Evenround',
	path: '/on-call/x'
} as const;
const url = 'https://circles.example.org/on-call/x';

test('to a topic of ntfy, with a press that opens the page', async () => {
	expect(await postAlert({ ...alert, to: 'rosa-7f3k' }, 5000)).toBeNull();
	expect(got.pop()).toEqual({
		method: 'POST',
		path: '/',
		token: 'Bearer tk',
		body: { topic: 'rosa-7f3k', title: 'Evenround', message: alert.title, click: url, priority: 5 }
	});
});

test('to a room of Matrix, as the same message when it is tried again', async () => {
	expect(await postAlert({ ...alert, to: '!room:example.org' }, 5000)).toBeNull();
	expect(got.pop()).toEqual({
		method: 'PUT',
		path: `/_matrix/client/v3/rooms/!room%3Aexample.org/send/m.room.message/${alert.id}`,
		token: 'Bearer mt',
		body: { msgtype: 'm.text', body: `${alert.title}: ${url}` }
	});
});

test('what the other side does not take is not called taken, and what is not signed goes nowhere', async () => {
	answers.push(429);
	expect(await postAlert({ ...alert, to: 'rosa-7f3k' }, 5000)).toBe('it answered 502');
	got.length = 0;
	process.env.ALERT_WEBHOOK_SECRET = 'another word';
	expect(await postAlert({ ...alert, to: 'rosa-7f3k' }, 5000)).toBe('it answered 403');
	expect(got).toEqual([]);
});
