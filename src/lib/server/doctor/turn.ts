// Looks at one TURN server as a browser would: it gives a relay to whom LiveKit sent, and no way to an address inside.

import dgram from 'node:dgram';
import tls from 'node:tls';
import { allocate, answerIn, messageLength, permit, type TurnAnswer, type TurnLogin } from './stun.ts';
import { because, broken, ok, type Finding } from './finding.ts';

const patienceMs = 4000;
/** A UDP packet may get lost: it is sent again. */
const againMs = 1000;

/** Where a machine's own services are, what clouds tell their machines, and a network at home. */
const inside = ['127.0.0.1', '169.254.169.254', '10.0.0.1', '192.168.0.1', '172.16.0.1', '100.64.0.1'];

export interface TurnServer {
	/** As browsers are told: `turn:203.0.113.7:443?transport=udp` or `turns:turn.example.org:443?transport=tcp`. */
	url: string;
	username: string;
	credential: string;
}

type Ask = (message: { transaction: string; bytes: Buffer }) => Promise<TurnAnswer>;

/** @param ca trusted beside the system's own, in PEM */
export async function lookAtTurn({ url, username, credential }: TurnServer, ca?: string): Promise<Finding> {
	const [, scheme, host, port] = /^(turns?):([^:?]+|\[[^\]]+\])(?::(\d+))?/.exec(url) ?? [];
	if (!scheme || !host) return broken('turn', `${url} is no address.`, 'See to the part `turn` of LiveKit’s configuration.');
	const secure = scheme === 'turns';
	const what = secure ? 'turn by tls' : 'turn by udp';
	const way = await (secure ? byTls(host, Number(port ?? 5349), ca) : byUdp(host, Number(port ?? 3478))).catch((error: unknown) =>
		because(error)
	);
	const todo = secure
		? 'See that the proxy hands this name on to LiveKit’s TURN port, and that the name leads to this machine.'
		: 'See that this port is open by UDP and that LiveKit’s node_ip is this machine’s address.';
	if (typeof way === 'string') return broken(what, `${host}:${port} does not answer: ${way}.`, todo);
	try {
		const first = await way.ask(allocate(null));
		const login: TurnLogin = { username, password: credential, realm: first.realm, nonce: first.nonce };
		const relay = await way.ask(allocate(login));
		if (!relay.ok)
			return broken(
				what,
				`It gives no relay (${relay.code ?? 'without a word'}).`,
				'See that all of LiveKit’s servers have the same keys and the right time.'
			);
		const open: string[] = [];
		for (const address of inside) if ((await way.ask(permit(address, login))).ok) open.push(address);
		if (open.length > 0)
			return broken(
				what,
				`It would open a way to ${open.join(', ')}.`,
				'Take these out of turn.allow_restricted_peer_cidrs, or add them to turn.deny_peer_cidrs.'
			);
		return ok(what, `${host}:${port} gives a relay, and no way to addresses inside.`);
	} catch (error) {
		return broken(what, `${host}:${port} does not answer: ${because(error)}.`, todo);
	} finally {
		way.end();
	}
}

async function byUdp(host: string, port: number): Promise<{ ask: Ask; end(): void }> {
	const socket = dgram.createSocket(host.startsWith('[') ? 'udp6' : 'udp4');
	// Not connected: asked from a container on its own machine, the server answers from that machine's address inside. Which answer
	// belongs to which question is told by its transaction.
	const { ask, hear, fail } = asking((bytes) => socket.send(bytes, port, host.replace(/[[\]]/g, '')), againMs);
	socket.on('message', hear);
	socket.on('error', fail);
	return { ask, end: () => socket.close() };
}

async function byTls(host: string, port: number, ca?: string): Promise<{ ask: Ask; end(): void }> {
	const socket = tls.connect({ host, port, servername: host, timeout: patienceMs, ca: ca ? [...tls.rootCertificates, ca] : undefined });
	await new Promise<void>((resolve, reject) => {
		socket.once('secureConnect', resolve);
		socket.once('timeout', () => reject(new Error('no answer')));
		socket.once('error', reject);
	});
	const { ask, hear, fail } = asking((bytes) => socket.write(bytes), null);
	let held: Buffer = Buffer.alloc(0);
	socket.on('data', (part: Buffer) => {
		held = Buffer.concat([held, part]);
		for (let length = messageLength(held); length !== null; length = messageLength(held)) {
			hear(held.subarray(0, length));
			held = held.subarray(length);
		}
	});
	socket.on('error', fail);
	return { ask, end: () => socket.destroy() };
}

/** Questions and answers over a way that carries bytes. Rejects when nothing comes. */
function asking(send: (bytes: Buffer) => unknown, again: number | null) {
	const open = new Map<string, { resolve(answer: TurnAnswer): void; reject(error: Error): void }>();
	const ask: Ask = async ({ transaction, bytes }) => {
		const { promise, resolve, reject } = Promise.withResolvers<TurnAnswer>();
		open.set(transaction, { resolve, reject });
		const late = setTimeout(() => reject(new Error('no answer')), patienceMs);
		const repeat = again === null ? undefined : setInterval(() => send(bytes), again);
		send(bytes);
		try {
			return await promise;
		} finally {
			clearTimeout(late);
			clearInterval(repeat);
			open.delete(transaction);
		}
	};
	return {
		ask,
		hear(bytes: Buffer) {
			const answer = answerIn(bytes);
			if (answer) open.get(answer.transaction)?.resolve(answer);
		},
		fail: (error: Error) => open.forEach(({ reject }) => reject(error))
	};
}
