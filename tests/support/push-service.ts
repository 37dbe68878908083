// A push service on this machine: it takes what this instance sends to a browser, and reads it as that browser would.
import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Device } from '../../src/lib/server/push/index.ts';

const ece = createRequire(import.meta.url)('http_ece') as {
	decrypt(body: Buffer, how: { version: 'aes128gcm'; privateKey: unknown; authSecret: string }): Buffer;
};

export interface Pushed {
	headers: IncomingHttpHeaders;
	message: { title: string; body: string; url: string; tag: string };
}

/** Starts it. `answers` are the next status codes, then 201; 0 takes the message and says nothing. */
export async function pushService(answers: number[] = []) {
	const browser = createECDH('prime256v1');
	browser.generateKeys();
	const auth = randomBytes(16).toString('base64url');
	const pushed: Pushed[] = [];
	const silent = new Set<ServerResponse>();
	const server = createServer((request, answer) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const text = ece.decrypt(Buffer.concat(parts), { version: 'aes128gcm', privateKey: browser, authSecret: auth });
			pushed.push({ headers: request.headers, message: JSON.parse(text.toString()) as Pushed['message'] });
			const status = answers.shift() ?? 201;
			if (status === 0) return void silent.add(answer);
			answer.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	return {
		pushed,
		/** What a browser would give to this instance. */
		device: (name: string): Device => ({ endpoint: `http://127.0.0.1:${port}/${name}`, p256dh: browser.getPublicKey('base64url'), auth }),
		/** Answers whoever still waits. */
		wake: () => silent.forEach((answer) => answer.writeHead(201).end()),
		close: () => {
			server.closeAllConnections();
			return new Promise((closed) => server.close(closed));
		}
	};
}
