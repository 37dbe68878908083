// The bare server everything is compared with: the same transaction, eight streams and the same calls to LiveKit, and
// no rules, no views, no framework, no people. Runs as a process of its own and prints its port.
import { rename, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { RoomServiceClient, TrackSource, TrackType } from 'livekit-server-sdk';
import postgres from 'postgres';

const { DATABASE_URL = '', LIVEKIT_INTERNAL_URL = '', LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = process.env;
const sql = postgres(DATABASE_URL, { max: 10, onnotice: () => {} });
const rooms = new RoomServiceClient(LIVEKIT_INTERNAL_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, { failover: false });
const streams = new Map<number, Set<http.ServerResponse>>();

interface Asked {
	no: number;
	room: string;
	actor: number;
	commandId: string;
	data: postgres.JSONValue;
	/** What is stored; what `/like` laid down when absent. */
	snapshot?: postgres.JSONValue;
	/** Identities whose microphone is taken away, all at once; then the one who gets it. */
	revoke: string[];
	grant: string | null;
	/** When a page is due, and where its mail is laid. */
	due?: number;
	outbox?: string;
}

const permission = (mic: boolean) => ({
	canSubscribe: true,
	canPublish: true,
	canPublishSources: mic ? [TrackSource.CAMERA, TrackSource.MICROPHONE] : [TrackSource.CAMERA],
	canPublishData: false,
	canUpdateMetadata: false
});

/** What every circle stores and shows where its post does not say. */
let like: { snapshot: postgres.JSONValue; view?: string } = { snapshot: {} };

/** Lock the row, store the snapshot, one narrow event, the word that it happened. Returns the version. */
const transaction = ({ no, actor, commandId, data, snapshot = like.snapshot }: Asked): Promise<number> =>
	sql.begin(async (q) => {
		const [row] = await q<{ version: number; snapshot: object }[]>`select version, snapshot from circles where no = ${no} for update`;
		const version = (row?.version ?? 0) + 1;
		await Promise.all([
			q`update circles set version = ${version}, snapshot = ${sql.json(snapshot)} where no = ${no}`,
			q`insert into events (circle, version, at, actor, type, data, command_id)
				values (${no}, ${version}, now(), ${actor}, 'FINISH', ${sql.json(data)}, ${commandId})`,
			q`select pg_notify('circles', ${`${no}:${version}`})`
		]);
		return version;
	});

function tellAll({ no }: Asked, version: number): void {
	for (const stream of streams.get(no) ?? [])
		stream.write(`id: ${version}\nevent: view\ndata: ${like.view ?? JSON.stringify({ version })}\n\n`);
}

const routes: Record<string, (asked: Asked, answer: http.ServerResponse) => Promise<void>> = {
	async '/like'(asked, answer) {
		like = asked as unknown as typeof like;
		answer.end();
	},
	/** One hand-over: committed, shown and answered, then silence, then the next voice. */
	async '/pass'(asked, answer) {
		const version = await transaction(asked);
		tellAll(asked, version);
		answer.end(JSON.stringify({ ok: true, version }));
		const { room, revoke, grant } = asked;
		await Promise.all(revoke.map((identity) => rooms.updateParticipant(room, identity, { permission: permission(false) })));
		if (grant) await rooms.updateParticipant(room, grant, { permission: permission(true) });
	},
	/** A clock rings: one transaction, and a mail that lies there whole or not at all. */
	async '/page'(asked, answer) {
		const { due = 0, outbox = '', commandId } = asked;
		await nap(Math.max(0, due - Date.now()));
		const version = await transaction(asked);
		const part = path.join(outbox, `${commandId}.part`);
		await writeFile(part, 'To: somebody@example.org\r\nSubject: Somebody asks for you\r\n\r\nPlease come.\r\n');
		await rename(part, path.join(outbox, `${commandId}.eml`));
		answer.end(JSON.stringify({ ok: true, version }));
	},
	/** The closest peer's sequence of calls at a hand-over; its mutes go out all at once, for every track but the next one's. */
	async '/peer'(asked, answer) {
		await rooms.listParticipants(asked.room);
		const version = await transaction(asked);
		await rooms.updateRoomMetadata(asked.room, JSON.stringify(asked.snapshot ?? like.snapshot));
		const people = await rooms.listParticipants(asked.room);
		const tracks = people
			.filter((person) => person.identity !== asked.grant)
			.flatMap(({ identity, tracks }) => tracks.filter((t) => t.type === TrackType.AUDIO).map(({ sid }) => ({ identity, sid })));
		await Promise.all(tracks.map(({ identity, sid }) => rooms.mutePublishedTrack(asked.room, identity, sid, true)));
		answer.end(JSON.stringify({ ok: true, version, muted: tracks.length }));
	}
};

function follow(no: number, answer: http.ServerResponse): void {
	const those = streams.get(no) ?? new Set();
	streams.set(no, those.add(answer));
	answer.on('close', () => those.delete(answer));
	answer.writeHead(200, { 'content-type': 'text/event-stream' });
	answer.write(': here\n\n');
}

const server = http.createServer((request, answer) => {
	const [, following] = /^\/stream\/(\d+)$/.exec(request.url ?? '') ?? [];
	if (following) return follow(Number(following), answer);
	const route = routes[request.url ?? ''];
	let body = '';
	request.on('data', (part: Buffer) => (body += part.toString()));
	request.on('end', () => {
		const asked = JSON.parse(body) as Asked;
		route?.(asked, answer).catch((error: unknown) => {
			console.error(error);
			answer.destroy();
		});
	});
});

await sql`create table if not exists circles (no integer primary key, version integer not null, snapshot jsonb not null)`;
await sql`create table if not exists events (circle integer, version integer, at timestamptz not null, actor smallint not null,
	type text not null, data jsonb, command_id uuid, primary key (circle, version))`;
await sql`insert into circles select no, 0, '{}' from generate_series(1, 999) no on conflict do nothing`;
// A word that nobody listens to would cost less.
await sql.listen('circles', () => {});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
console.log((server.address() as AddressInfo).port);
process.on('SIGTERM', () => process.exit(0));
