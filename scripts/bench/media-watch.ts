// Stands between an application server and LiveKit's API and notes when LiveKit answered which grant. Changes no byte, and stands for
// a longer way where that is asked. Both sides of a comparison go through it, so that what it costs (about 0.1 ms) falls on both.
import net from 'node:net';

export interface Granted {
	/** By performance.now(). */
	at: number;
	identity: string;
	mic: boolean;
}

export interface MediaWatch {
	/** What the application server is to ask instead of LiveKit. */
	url: string;
	/** Whether LiveKit's last answer about this identity gave it the microphone. */
	mic(identity: string): boolean;
	/** When LiveKit says that this identity may, or may not, send voice: the first such answer from now on. Throws after 10 s. */
	answer(identity: string, mic: boolean): Promise<number>;
	/** From now on every byte takes so many milliseconds longer, each way. */
	far(ms: number): void;
	stop(): Promise<void>;
}

const patienceMs = 10_000;

export async function watchMedia(port: number): Promise<MediaWatch> {
	const waiting = new Set<(granted: Granted) => void>();
	const sockets = new Set<net.Socket>();
	const mics = new Map<string, boolean>();
	let farMs = 0;
	/** In the order they came: timers of one length ring so. */
	const after = (act: () => void) => (farMs > 0 ? void setTimeout(act, farMs) : act());
	const server = net.createServer((client) => {
		const upstream = net.connect({ port, host: '127.0.0.1', noDelay: true });
		client.setNoDelay(true);
		let asked = '';
		client.on('data', (part: Buffer) => {
			after(() => upstream.write(part));
			asked += part.toString('latin1');
		});
		upstream.on('data', (part: Buffer) => {
			const request = asked;
			asked = '';
			after(() => {
				const at = performance.now();
				client.write(part);
				const granted = request && part.toString('latin1', 0, 12) === 'HTTP/1.1 200' ? grantIn(request) : null;
				if (!granted) return;
				mics.set(granted.identity, granted.mic);
				for (const tell of [...waiting]) tell({ at, ...granted });
			});
		});
		for (const [one, other] of [
			[client, upstream],
			[upstream, client]
		] as const) {
			sockets.add(one);
			one.on('error', () => other.destroy());
			one.on('close', () => {
				sockets.delete(one);
				other.end();
			});
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
		mic: (identity) => mics.get(identity) ?? false,
		answer: (identity, mic) =>
			new Promise((resolve, reject) => {
				const done = () => {
					clearTimeout(timer);
					waiting.delete(look);
				};
				const look = (granted: Granted) => {
					if (granted.identity !== identity || granted.mic !== mic) return;
					done();
					resolve(granted.at);
				};
				const timer = setTimeout(() => {
					done();
					reject(new Error(`LiveKit was not asked within ${patienceMs} ms: microphone ${mic ? 'given to' : 'taken from'} ${identity}`));
				}, patienceMs);
				waiting.add(look);
			}),
		far: (ms) => void (farMs = ms),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			})
	};
}

/** Whose grant a request sets, and whether it carries the microphone; null for any other request. */
function grantIn(request: string): Omit<Granted, 'at'> | null {
	const head = request.slice(0, 120);
	if (!head.includes('/UpdateParticipant ')) return null;
	const body = JSON.parse(request.slice(request.indexOf('\r\n\r\n') + 4)) as {
		identity: string;
		permission?: { canPublish?: boolean; canPublishSources?: (string | number)[] };
	};
	const { canPublish, canPublishSources = [] } = body.permission ?? {};
	const mic = canPublish === true && canPublishSources.some((source) => source === 'MICROPHONE' || source === 2);
	return { identity: body.identity, mic };
}
