// A way to a server that can fall silent: nothing is cut and nothing is refused, and no byte passes any more.
import net from 'node:net';
import { once } from 'node:events';

export interface QuietProxy {
	port: number;
	/** From now on bytes are kept back, in both directions. */
	hang(): void;
	/** What was kept back passes, and everything after it. */
	goOn(): void;
	close(): Promise<void>;
}

/** Stands between whoever connects to its port and a server on this machine. */
export async function quietProxy(to: { host: string; port: number }): Promise<QuietProxy> {
	const pairs = new Set<[net.Socket, net.Socket]>();
	let silent = false;
	const server = net.createServer((client) => {
		const behind = net.connect(to);
		const pair: [net.Socket, net.Socket] = [client, behind];
		pairs.add(pair);
		for (const [from, into] of [pair, [behind, client] as const]) {
			from.on('data', (bytes) => into.write(bytes));
			from.on('close', () => into.destroy());
			from.on('error', () => into.destroy());
			if (silent) from.pause();
		}
		client.on('close', () => pairs.delete(pair));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const each = (does: (socket: net.Socket) => void) => pairs.forEach((pair) => pair.forEach(does));
	return {
		port: (server.address() as net.AddressInfo).port,
		hang() {
			silent = true;
			each((socket) => socket.pause());
		},
		goOn() {
			silent = false;
			each((socket) => socket.resume());
		},
		async close() {
			each((socket) => socket.destroy());
			server.close();
			await once(server, 'close');
		}
	};
}
