// How long a connection to the database waits. A server that stands still is as good as gone: whoever waits for it gets an
// error within seconds, never silence. Knows nothing of what is asked.

import net from 'node:net';
import type { Options } from 'postgres';
import { databaseGivenUp } from '../metrics/index.ts';

/** The database itself ends a statement that takes longer, and a transaction in which nothing is asked for so long. */
const statementMs = 10_000;
/** Asked, and not a byte came back for this much longer: the connection is given up, and whatever was asked on it fails. */
const graceMs = 2000;
/** A server that does not let anybody in by then is asked anew. */
const connectSeconds = 5;
const lookMs = 1000;

interface Watched {
	socket: net.Socket;
	silentMs: number;
	written: number;
	read: number;
	/** Since when an answer is owed, by this machine's steady clock; null while none is. */
	owedSince: number | null;
}
const watched = new Set<Watched>();
let looking: NodeJS.Timeout | undefined;

/** One look at every connection: bytes that went out and were not followed by bytes that came in are a question. */
function look(): void {
	const at = performance.now();
	for (const one of watched) {
		if (one.socket.destroyed) {
			watched.delete(one);
			continue;
		}
		const { bytesWritten, bytesRead } = one.socket;
		if (bytesRead !== one.read) one.owedSince = null;
		// What was written since the last look may have been answered within it, by the very bytes that came.
		if (bytesWritten !== one.written && bytesRead === one.read) one.owedSince ??= at;
		one.written = bytesWritten;
		one.read = bytesRead;
		if (one.owedSince !== null && at - one.owedSince > one.silentMs) giveUp(one);
	}
	if (watched.size > 0) return;
	clearInterval(looking);
	looking = undefined;
}

function giveUp({ socket }: Watched): void {
	databaseGivenUp();
	socket.destroy(new Error('the database says nothing'));
}

function watch(socket: net.Socket, silentMs: number): net.Socket {
	watched.add({ socket, silentMs, written: 0, read: 0, owedSince: null });
	looking ??= setInterval(look, lookMs).unref();
	return socket;
}

/** What the driver hands to its `socket`: the parts of an address that are used here. */
interface Address {
	host: string[];
	port: number[];
	path?: string | false;
}

/**
 * What the driver is given, beside an address, so that nothing waits for ever on this connection.
 * @param more.statementMs for work that may take longer: how long the database itself lets a statement run
 */
export function patient(more: { statementMs?: number } = {}): Options<Record<string, never>> {
	const longest = more.statementMs ?? statementMs;
	const options = {
		connect_timeout: connectSeconds,
		connection: { statement_timeout: longest, idle_in_transaction_session_timeout: longest },
		socket: ({ host, port, path }: Address) => {
			const socket = path ? net.connect(path) : net.connect({ host: host[0]!, port: port[0]! });
			// The driver asks the socket for the name on the certificate.
			return Object.assign(watch(socket, longest + graceMs), { host: host[0] });
		}
	};
	return options as Options<Record<string, never>>;
}
