// A TLS door of a test's own: with a certificate that nobody trusts unless told to, for `localhost`, and what is behind it.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';

const read = (name: string) => readFileSync(path.join(import.meta.dirname, 'tls', name), 'utf8');

/** The certificate itself; made for these tests, good until 2046, and of no use anywhere else. */
export const certificate = read('localhost.pem');

export interface TlsServer {
	port: number;
	close(): void;
}

/**
 * @param behind a port of this machine that it hands on to; nobody when absent
 * @param protocols what it says it speaks
 */
export async function tlsServer({ behind, protocols = ['h2'] }: { behind?: number; protocols?: string[] } = {}): Promise<TlsServer> {
	const open = new Set<tls.TLSSocket>();
	const server = tls.createServer({ cert: certificate, key: read('localhost.key'), ALPNProtocols: protocols }, (socket) => {
		open.add(socket);
		socket.on('error', () => {});
		if (behind === undefined) return;
		const inner = net.connect(behind, '127.0.0.1').on('error', () => socket.destroy());
		socket.pipe(inner).pipe(socket);
		socket.on('close', () => inner.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	return {
		port: (server.address() as net.AddressInfo).port,
		close() {
			for (const socket of open) socket.destroy();
			server.close();
		}
	};
}
