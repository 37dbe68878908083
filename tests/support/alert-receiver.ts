// An operator's own carrier on this machine: it takes alerts, and believes only what is signed with the word it shares.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
	signed: boolean;
	/** How old the post was when it came, by its own timestamp. In seconds. */
	age: number;
	body: Record<string, unknown>;
}

/** Starts it. `answers` are the next status codes, then 200; 0 takes the post and says nothing. */
export async function alertReceiver(secret: string, answers: number[] = []) {
	const posted: Posted[] = [];
	const silent = new Set<ServerResponse>();
	const server = createServer((request, answer) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const text = Buffer.concat(parts).toString('utf8');
			const timestamp = String(request.headers['evenround-timestamp']);
			const given = Buffer.from(String(request.headers['evenround-signature']));
			const made = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`);
			posted.push({
				signed: given.length === made.length && timingSafeEqual(given, made),
				age: Date.now() / 1000 - Number(timestamp),
				body: JSON.parse(text) as Posted['body']
			});
			const status = answers.shift() ?? 200;
			if (status === 0) return void silent.add(answer);
			answer.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('taken');
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
		posted,
		/** Answers whoever still waits. */
		wake: () => silent.forEach((answer) => answer.writeHead(200).end()),
		close: () => {
			server.closeAllConnections();
			return new Promise((closed) => server.close(closed));
		}
	};
}
