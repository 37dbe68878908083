// Stands in for LiveKit beside many gatherings: answers its API as for eight people in each room who publish, keeps their grants and
// sends its webhooks. No media flows; a process of its own, that prints its port. Told who is there by POST /people.
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessToken } from 'livekit-server-sdk';

const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET, WEBHOOK_URL = '' } = process.env;
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

interface Permission {
	can_publish: boolean;
	can_publish_sources: string[];
}
/** By room, then by identity: what each may send. */
const rooms = new Map<string, Map<string, Permission>>();
const first: Permission = { can_publish: true, can_publish_sources: ['CAMERA'] };

const track = (identity: string, type: string, source: string) => ({
	sid: `TR_${identity}_${type}`,
	type,
	source,
	muted: false,
	mime_type: 'video/vp8',
	width: 640,
	height: 360
});
const person = ([identity, permission]: [string, Permission]) => ({
	sid: `PA_${identity}`,
	identity,
	state: 'ACTIVE',
	joined_at: '1700000000',
	permission: { can_subscribe: true, ...permission },
	tracks: [track(identity, 'AUDIO', 'MICROPHONE'), track(identity, 'VIDEO', 'CAMERA')],
	is_publisher: true
});

type Asked = {
	room?: string;
	name?: string;
	identity?: string;
	permission?: { canPublish?: boolean; canPublishSources?: string[]; can_publish?: boolean; can_publish_sources?: string[] };
};
const api: Record<string, (asked: Asked) => object> = {
	ListParticipants: ({ room = '' }) => ({ participants: [...(rooms.get(room) ?? [])].map(person) }),
	UpdateParticipant({ room = '', identity = '', permission }) {
		const may = {
			can_publish: permission?.canPublish ?? permission?.can_publish ?? false,
			can_publish_sources: permission?.canPublishSources ?? permission?.can_publish_sources ?? []
		};
		rooms.get(room)?.set(identity, may);
		return person([identity, may]);
	},
	CreateRoom: ({ name = '' }) => ({ sid: `RM_${name}`, name }),
	ListRooms: () => ({ rooms: [] }),
	RemoveParticipant({ room = '', identity = '' }) {
		rooms.get(room)?.delete(identity);
		return {};
	},
	DeleteRoom({ room = '' }) {
		rooms.delete(room);
		return {};
	}
};

let told = 0;
async function tells(event: 'participant_joined' | 'participant_left', room: string, identity: string): Promise<void> {
	const body = JSON.stringify({
		event,
		id: `EV_${++told}`,
		createdAt: String(Math.floor(Date.now() / 1000)),
		room: { name: room },
		participant: { identity }
	});
	const token = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET);
	token.sha256 = createHash('sha256').update(body).digest('base64');
	const authorization = await token.toJwt();
	await new Promise<void>((resolve) => {
		const asked = http.request(
			WEBHOOK_URL,
			{ agent, method: 'POST', headers: { authorization, 'content-type': 'application/webhook+json' } },
			(answer) => {
				answer.resume().once('end', resolve);
			}
		);
		asked.once('error', () => resolve());
		asked.end(body);
	});
}

/** These people are in this room from now on, and nobody else; its webhooks say so. */
async function people({ room, identities }: { room: string; identities: string[] }): Promise<void> {
	const was = rooms.get(room) ?? new Map<string, Permission>();
	rooms.set(room, new Map(identities.map((identity) => [identity, was.get(identity) ?? first])));
	await Promise.all([
		...identities.filter((identity) => !was.has(identity)).map((identity) => tells('participant_joined', room, identity)),
		...[...was.keys()].filter((identity) => !identities.includes(identity)).map((identity) => tells('participant_left', room, identity))
	]);
}

const server = http.createServer((request, answer) => {
	let body = '';
	request.on('data', (part: Buffer) => (body += part.toString()));
	request.on('end', () => {
		const asked = JSON.parse(body || '{}') as Asked;
		if (request.url === '/people') return void people(asked as Parameters<typeof people>[0]).then(() => answer.end());
		const made = api[request.url?.split('/').at(-1) ?? '']?.(asked);
		answer.writeHead(made ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(made ?? {}));
	});
});
server.keepAliveTimeout = 60_000;
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
console.log((server.address() as AddressInfo).port);
process.on('SIGTERM', () => process.exit(0));
