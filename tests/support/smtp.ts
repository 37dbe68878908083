// A mail server on this machine: it takes what it is told to take, refuses, hangs, or dies in the middle.
import { SMTPServer } from 'smtp-server';
import { readMime, type ReadMail } from './mime.ts';

/** What it does with the next mail. `lost`: it keeps it, and dies before it says so. */
export type Manner = 'take' | 'refuse' | 'hang' | 'die' | 'lost';

interface Options {
	/** Wants STARTTLS, and this name and word. */
	login?: { user: string; pass: string };
}

/** Starts it. `manners` are for the next mails in order; after them it takes everything. */
export async function mailServer(manners: Manner[] = [], { login }: Options = {}) {
	const taken: ReadMail[] = [];
	const held: (() => void)[] = [];
	let [asked, cut] = [0, 0];
	const server = new SMTPServer({
		authOptional: !login,
		disabledCommands: login ? [] : ['STARTTLS', 'AUTH'],
		onAuth: ({ username, password, method }, session, answer) => {
			const good = session.secure && method !== undefined && username === login?.user && password === login?.pass;
			answer(good ? null : new Error('no'), good ? { user: username } : undefined);
		},
		onData(stream, session, answer) {
			asked++;
			const manner = manners.shift() ?? 'take';
			const { socket } = session as unknown as { socket?: { destroy(): void } };
			const die = () => (socket ?? connectionOf(server)).destroy();
			if (manner === 'die') return void stream.once('data', die).resume();
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				if (manner === 'refuse') return answer(Object.assign(new Error('not now'), { responseCode: 451 }));
				const take = () =>
					taken.push(
						readMime(
							Buffer.concat(parts).toString('utf8'),
							session.envelope.rcptTo.map(({ address }) => address)
						)
					);
				if (manner === 'hang') return void held.push(() => (take(), answer()));
				take();
				if (manner === 'lost') die();
				else answer();
			});
		},
		onClose: () => void cut++
	});
	server.on('error', () => {});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.server.address() as { port: number };
	return {
		url: login
			? `smtp://${login.user}:${login.pass}@127.0.0.1:${port}/?requireTLS=true&tls.rejectUnauthorized=false`
			: `smtp://127.0.0.1:${port}`,
		taken,
		/** Mails whose text arrived in whole or in part. */
		asked: () => asked,
		/** Connections that have ended. */
		ended: () => cut,
		/** Answers those whom it let hang. */
		release: () => held.splice(0).forEach((answer) => answer()),
		close: () => new Promise<void>((closed) => server.close(() => closed()))
	};
}

/** The newest connection: the library keeps them in a set. */
const connectionOf = (server: SMTPServer): { destroy(): void } =>
	[...(server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections].at(-1)!._socket;
