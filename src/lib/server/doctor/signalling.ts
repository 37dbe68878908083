// Knocks at LiveKit's signalling as a browser does, and reads which TURN servers browsers are told of, and which LiveKit it is.
// Enters nobody's room.

import { oldestForTurn, older } from '../live/livekit-versions.js';
import { lookAtTurn, type TurnServer } from './turn.ts';
import { because, broken, look, ok, type Finding } from './finding.ts';

const patienceMs = 6000;

/** The numbers of the fields that are read, in LiveKit's SignalResponse, JoinResponse, ServerInfo and ICEServer. */
const field = { join: 1, iceServers: 5, server: 12, version: 2, urls: 1, username: 2, credential: 3 } as const;

/** What a browser is told as it comes in. */
interface Told {
	/** LiveKit's own version; "" where it does not say. */
	version: string;
	iceServers: TurnServer[];
}

/**
 * @param url LIVEKIT_URL, which browsers use
 * @param token opens one room for one look
 * @param ca trusted beside the system's own for TURN over TLS, in PEM
 */
export async function lookAtSignalling(url: string, token: string, ca?: string): Promise<Finding[]> {
	let told: TurnServer[];
	let version: string;
	try {
		({ iceServers: told, version } = await comesIn(url, token));
	} catch (error) {
		return [
			broken(
				'signalling',
				`${url} does not let a browser in: ${because(error)}.`,
				'See that the proxy hands /rtc on to LiveKit with its upgrade, and that LIVEKIT_URL names it.'
			)
		];
	}
	const turn = told.filter(({ url: one }) => /^turns?:/.test(one));
	const others = told.filter(({ url: one }) => one.startsWith('stun:') && !/^stun:(127\.|localhost)/.test(one));
	return [
		ok('signalling', `${url} lets a browser in.`),
		...lookAtVersion(version, turn.length > 0),
		...(turn.length === 0
			? [
					look(
						'turn',
						'Browsers are told of no TURN server: whoever sits behind a strict firewall has no sound.',
						'Turn `turn` on in LiveKit’s configuration, as deploy/compose.yaml does.'
					)
				]
			: []),
		...(others.length > 0
			? [
					look(
						'stun',
						`Browsers ask ${others.map(({ url: one }) => one.slice(5)).join(', ')} for their own address.`,
						'Turn TURN by UDP on, or name a server of your own in rtc.stun_servers.'
					)
				]
			: []),
		...(await Promise.all(turn.map((server) => lookAtTurn(server, ca))))
	];
}

/** On loopback, without TURN, an older one does no harm. */
export function lookAtVersion(version: string, turn: boolean): Finding[] {
	if (!version) return [];
	if (!turn || !older(version, oldestForTurn)) return [ok('livekit', `LiveKit is ${version}.`)];
	return [
		look(
			'livekit',
			`LiveKit is ${version}: before ${oldestForTurn}, whoever has a way into a room can send through TURN to any port of this machine.`,
			'Take the image that deploy/compose.yaml names now, and start the video server again.'
		)
	];
}

/** Every address that a browser is given for finding a way, with its login. Throws when it is not let in. */
export const iceServers = async (url: string, token: string): Promise<TurnServer[]> => (await comesIn(url, token)).iceServers;

/** Throws when it is not let in. */
async function comesIn(url: string, token: string): Promise<Told> {
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
		const said = fieldsOf(join.bytes);
		const server = said.find(({ number }) => number === field.server);
		const version = server && fieldsOf(server.bytes).find(({ number }) => number === field.version);
		const iceServers = said
			.filter(({ number }) => number === field.iceServers)
			.flatMap(({ bytes }) => {
				const parts = fieldsOf(bytes);
				const textOf = (number: number) => parts.find((part) => part.number === number)?.bytes.toString() ?? '';
				const urls = parts.filter(({ number }) => number === field.urls).map((part) => part.bytes.toString());
				return urls.map((one) => ({ url: one, username: textOf(field.username), credential: textOf(field.credential) }));
			});
		return { version: version?.bytes.toString() ?? '', iceServers };
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
