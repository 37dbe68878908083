// One LiveKit serves many applications in the tests: what it reports is passed on, byte for byte, to each that signed up.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebhookRelay {
	/** Where LiveKit reports to. */
	webhookUrl: string;
	/** POST an application's webhook address here to sign it up, DELETE it to sign it off. */
	signUpUrl: string;
	stop(): Promise<void>;
}

export async function startWebhookRelay(): Promise<WebhookRelay> {
	const targets = new Set<string>();
	const server = http.createServer(async (request, response) => {
		const body = await bodyOf(request);
		if (request.url === '/apps') {
			if (request.method === 'DELETE') targets.delete(body.toString());
			else targets.add(body.toString());
		} else {
			const headers = { 'content-type': request.headers['content-type'] ?? '', authorization: request.headers.authorization ?? '' };
			// An application that is down misses it, as it would in life.
			await Promise.allSettled([...targets].map((target) => fetch(target, { method: 'POST', headers, body: new Uint8Array(body) })));
		}
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		webhookUrl: `${url}/webhook`,
		signUpUrl: `${url}/apps`,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
}
