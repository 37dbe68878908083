// `npm start` and `npm run dev`: everything one machine needs to hold a gathering, got side by side, started again when it ends
// by itself, and stopped in order. The pages do not wait for the video server.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { launchApp } from './lib/app.ts';
import { build, notBuilt } from './lib/build.ts';
import { comingFile } from './lib/video-coming.ts';
import { firstPeople } from './lib/first-people.ts';
import { greeting } from './lib/greeting.ts';
import { mind, type Server } from './lib/minded.ts';
import { dataDir, makeDataDir, root } from './lib/paths.ts';
import { reserveTcpPort } from './lib/ports.ts';
import { answers, launchPostgres } from './lib/postgres.ts';
import type { Child } from './lib/processes.ts';
import { currentRun, takeRunFile, type RunFile } from './lib/run-file.ts';
import { Plain, say, step } from './lib/say.ts';
import { readSecrets } from './lib/secrets.ts';
import { beginVideo, type Video } from './lib/video.ts';
import { goAhead } from './livekit/turn.mjs';
import { faults } from '../src/lib/server/env/index.ts';

const preferred = { app: 3000, livekit: 7880, livekitUdp: 7882, postgres: 5433 };
const parentCheckMs = 1000;

const dev = process.argv[2] === 'dev';
const dir = dataDir();
/** In the order they are stopped: who uses another goes before it. */
const order = ['app', 'video', 'database'] as const;
type Part = (typeof order)[number];
const children = new Map<Part, Child>();
let runFile: RunFile | undefined;
let address: string | undefined;
let stopping: Promise<void> | undefined;

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGHUP', () => void end(0));
const parent = process.ppid;
// The door, or npm's shell, may be killed without a word; who ran the door by hand may go.
if (import.meta.main || process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && void end(0), parentCheckMs).unref();

try {
	await run();
} catch (error) {
	if (!stopping) {
		console.error(error instanceof Plain ? `\n${error.message}` : error);
		await end(1);
	}
}

async function run(): Promise<void> {
	loadEnvFile();
	const wrong = faults();
	if (wrong.length > 0)
		throw new Plain(
			`Evenround does not start, because of its environment (.env.example says what each variable is):\n  ${wrong.join('\n  ')}`
		);
	makeDataDir(dir);
	const other = await currentRun(dir);
	if (other) {
		const where = other.url ? ` and answers at ${other.url}` : '';
		throw new Plain(`Evenround already runs from ${dir} (process ${other.pid})${where}. Stop it first, or set another DATA_DIR.`);
	}
	runFile = await takeRunFile(dir);
	const { port, release } = await appPort();
	const host = process.env.HOST || '127.0.0.1';
	const origin = process.env.ORIGIN || `http://localhost:${port}`;

	const coming = comingFile(dir);
	const video = await beginVideo(
		dir,
		`http://127.0.0.1:${port}/api/livekit/webhook`,
		{ port: preferred.livekit, udpPort: preferred.livekitUdp },
		coming
	);
	if (video.ports) reportMove('The video server', video.ports.wanted, video.ports.got);
	const standing = videoStands(video);
	// Where none can be had, that is told before anybody waits for the pages; once these are there, they stay.
	const none = new Promise<never>((_, reject) => standing.catch(reject));
	const [database] = await Promise.race([Promise.all([theDatabase(), dev ? undefined : build(path.join(dir, 'logs'), true)]), none]);
	const env = {
		DATABASE_URL: database.url,
		...database.statsEnv,
		...video.env,
		DATA_DIR: dir,
		CARD_KEY: process.env.CARD_KEY || readSecrets(dir).cardKey,
		LOG_LEVEL: process.env.LOG_LEVEL || 'info',
		ORIGIN: origin
	};
	runFile.writeEnv(env);

	await release();
	const launch = () => {
		const server = launchApp({
			port,
			host,
			origin,
			env: { ...env, ...coming.env },
			log: dev ? 'inherit' : path.join(dir, 'logs', 'app.log'),
			dev
		});
		return { ...server, ready: server.serves };
	};
	const app = launch();
	keep('app', app.child, app.url);
	await Promise.all([
		step('Starting the database', database.ready),
		step('Starting the application', () => app.ready().catch((error: unknown) => (dev || notBuilt(), Promise.reject(error as Error)))),
		video.comes ? undefined : step('Starting the video server', () => standing)
	]);
	if (video.comes) goAhead();
	minded('app', app, launch);
	if (database.own) minded('database', database.own, database.own.again);
	// Made-up people are for our own database only, never for one that somebody brought.
	const people = process.env.DATABASE_URL ? '' : await firstPeople(dir, env, database.fresh);
	const there = await Promise.race([
		standing.then(
			() => true,
			() => false
		),
		Promise.resolve(false)
	]);

	say(greeting({ dir, url: app.url, origin, there, database: database.where, video: video.where, people }));

	try {
		await standing;
		if (!there) say(`\nEvenround is ready: ${app.url}`);
	} catch (error) {
		coming.is('missing');
		console.error(
			`\n${error instanceof Error ? error.message : String(error)}\nThe pages stay; rehearsals and rooms wait for the next start.`
		);
	}

	async function videoStands(begun: Video): Promise<void> {
		const server = await begun.launched;
		if (!server) return;
		const launched = (one: Server) => keep('video', one.child);
		launched(server);
		await server.ready();
		coming.is(null);
		minded(
			'video',
			server,
			() => (coming.is('starting'), begun.again()),
			() => coming.is(null)
		);
	}
}

async function theDatabase() {
	const { DATABASE_URL: url } = process.env;
	if (url) {
		const ready = async () => {
			const failed = await answers(url).then(
				() => null,
				(error: unknown) => error
			);
			if (failed)
				throw new Plain(`The database in DATABASE_URL does not answer: ${failed instanceof Error ? failed.message : String(failed)}`);
		};
		return { url, statsEnv: {}, fresh: false, ready, own: null, where: 'the one in DATABASE_URL' };
	}
	const server = await step('Making the database ready', () => launchPostgres({ dir, port: preferred.postgres }));
	keep('database', server.child);
	reportMove('The database', preferred.postgres, server.port);
	const again = async () => {
		const next = await launchPostgres({ dir, port: server.port });
		if (next.port === server.port) return next;
		await next.stop();
		throw new Plain(`Port ${server.port} is taken.`);
	};
	return { ...server, own: { ...server, again }, where: `PostgreSQL on 127.0.0.1:${server.port}` };
}

/** The port people use. One that was asked for by PORT is never moved silently. */
async function appPort(): Promise<{ port: number; release(): Promise<void> }> {
	const asked = Number(process.env.PORT || 0);
	const reserved = await reserveTcpPort(asked || preferred.app);
	const { port } = reserved;
	if (asked && port !== asked) {
		throw new Plain(`Port ${asked} (from PORT) is in use by another program. Free it, or set another PORT; ${port} is free.`);
	}
	if (!asked) reportMove('The application', preferred.app, port);
	return reserved;
}

function reportMove(what: string, wanted: number, got: number): void {
	if (got !== wanted) say(`  ${what} uses port ${got}, because ${wanted} is taken.`);
}

/** Remembers a child for stopping, by this run or by the one after it. */
function keep(part: Part, child: Child, url?: string): void {
	children.set(part, child);
	if (url) address = url;
	runFile?.note(inOrder(), address);
}

function inOrder(): Child[] {
	return order.flatMap((part) => children.get(part) ?? []);
}

/** One that was ready and ends by itself is started again; when that is of no use, everything ends, with its name. */
function minded<S extends Server>(part: Part, server: S, again: () => S | Promise<S>, answers = () => {}): void {
	void mind(server, { again, answers, launched: ({ child }) => keep(part, child), over: () => stopping !== undefined }).then(() => {
		if (stopping) return;
		console.error(`\n${server.child.name} ends again and again. Its log is in ${path.join(dir, 'logs')}.`);
		void end(1);
	});
}

function end(code: number): Promise<void> {
	stopping ??= (async () => {
		if (children.size > 0) say('\nStopping …');
		for (const child of inOrder()) await child.stop();
		runFile?.release();
		if (children.size > 0) say('Everything is stopped.');
		process.exit(code);
	})();
	return stopping;
}

/** Reads `.env` of this clone; what the environment says already wins. */
function loadEnvFile(): void {
	const file = path.join(root, '.env');
	if (existsSync(file)) process.loadEnvFile(file);
}
