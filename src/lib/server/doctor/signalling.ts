// Knocks at LiveKit's signalling as a browser does, and reads which TURN servers browsers are told of. Enters nobody's room.

import { lookAtTurn, type TurnServer } from './turn.ts';
import { because, broken, look, ok, type Finding } from './words.ts';

const patienceMs = 6000;

/** The numbers of the fields that are read, in LiveKit's SignalResponse, JoinResponse and ICEServer. */
const field = { join: 1, iceServers: 5, urls: 1, username: 2, credential: 3 } as const;

/**
 * @param url LIVEKIT_URL, which browsers use
 * @param token opens one room for one look
 * @param ca trusted beside the system's own for TURN over TLS, in PEM
 */
export async function lookAtSignalling(url: string, token: string, ca?: string): Promise<Finding[]> {
	let told: TurnServer[];
	try {
		told = await iceServers(url, token);
	} catch (error) {
		return [broken('signalling', `${url} does not let a browser in: ${because(error)}.`, 'See that the proxy hands /rtc on to LiveKit with its upgrade, and that LIVEKIT_URL names it.')];
	}
	const turn = told.filter(({ url: one }) => /^turns?:/.test(one));
	const others = told.filter(({ url: one }) => one.startsWith('stun:') && !/^stun:(127\.|localhost)/.test(one));
	return [
		ok('signalling', `${url} lets a browser in.`),
		...(turn.length === 0 ? [look('turn', 'Browsers are told of no TURN server: whoever sits behind a strict firewall has no sound.', 'Turn `turn` on in LiveKit’s configuration, as deploy/compose.yaml does.')] : []),
		...(others.length > 0
			? [look('stun', `Browsers ask ${others.map(({ url: one }) => one.slice(5)).join(', ')} for their own address.`, 'Turn TURN by UDP on, or name a server of your own in rtc.stun_servers.')]
			: []),
		...(await Promise.all(turn.map((server) => lookAtTurn(server, ca))))
	];
}

/** Every address that a browser is given for finding a way, with its login. Throws when it is not let in. */
export async function iceServers(url: string, token: string): Promise<TurnServer[]> {
	const socket = new WebSocket(`${url.replace(/\/$/, '')}/rtc?access_token=${token}&protocol=15&sdk=js&auto_subscribe=0`);
	socket.binaryType = 'arraybuffer';
	try {
		const first = await new Promise<Buffer>((resolve, reject) => {
			const late = setTimeout(() => reject(new Error('no answer')), patienceMs);
			socket.addEventListener('message', ({ data }) => (clearTimeout(late), resolve(Buffer.from(data as ArrayBuffer))));
			socket.addEventListener('error', (event) => (clearTimeout(late), reject((event as ErrorEvent).error ?? new Error('refused'))));
			socket.addEventListener('close', () => (clearTimeout(late), reject(new Error('closed'))));
		});
		const join = fieldsOf(first).find(({ number }) => number === field.join);
		if (!join) throw new Error('it said something else first');
		return fieldsOf(join.bytes)
			.filter(({ number }) => number === field.iceServers)
			.flatMap(({ bytes }) => {
				const parts = fieldsOf(bytes);
				const textOf = (number: number) => parts.find((part) => part.number === number)?.bytes.toString() ?? '';
				const urls = parts.filter(({ number }) => number === field.urls).map((part) => part.bytes.toString());
				return urls.map((one) => ({ url: one, username: textOf(field.username), credential: textOf(field.credential) }));
			});
	} finally {
		socket.close();
	}
}

/** The fields of a protobuf message that hold bytes; the others are passed over. */
function fieldsOf(bytes: Buffer): { number: number; bytes: Buffer }[] {
	const found: { number: number; bytes: Buffer }[] = [];
	let at = 0;
	const varint = (): number => {
		let value = 0;
		for (let shift = 1; ; shift *= 128) {
			const byte = bytes[at++]!;
			value += (byte & 127) * shift;
			if (byte < 128) return value;
		}
	};
	while (at < bytes.length) {
		const tag = varint();
		const kind = tag % 8;
		if (kind === 0) varint();
		else if (kind === 1) at += 8;
		else if (kind === 5) at += 4;
		else {
			const length = varint();
			found.push({ number: Math.floor(tag / 8), bytes: bytes.subarray(at, at + length) });
			at += length;
		}
	}
	return found;
}
