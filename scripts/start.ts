// `npm start` and `npm run dev`: everything one machine needs to hold a gathering, launched in order, awaited together, and
// stopped in reverse.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { dropped } from '../src/lib/server/auth/cookies.ts';
import { launchApp } from './lib/app.ts';
import { build } from './lib/build.ts';
import { firstPeople } from './lib/first-people.ts';
import { launchLivekit } from './lib/livekit.ts';
import { dataDir, makeDataDir, root } from './lib/paths.ts';
import { reserveTcpPort } from './lib/ports.ts';
import { answers, launchPostgres } from './lib/postgres.ts';
import type { Child } from './lib/processes.ts';
import { currentRun, takeRunFile, type RunFile } from './lib/run-file.ts';
import { Plain, say, step } from './lib/say.ts';
import { readSecrets } from './lib/secrets.ts';

const preferred = { app: 3000, livekit: 7880, livekitUdp: 7882, postgres: 5433 };
const parentCheckMs = 1000;

const dev = process.argv[2] === 'dev';
const dir = dataDir();
/** In the order they are stopped: the application first, the database last. */
const children: Child[] = [];
let runFile: RunFile | undefined;
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

	const database = await theDatabase();
	const video = await theVideoServer(`http://127.0.0.1:${port}/api/livekit/webhook`);
	const env = {
		DATABASE_URL: database.url,
		...database.statsEnv,
		LIVEKIT_URL: video.url,
		LIVEKIT_INTERNAL_URL: video.internalUrl,
		LIVEKIT_API_KEY: video.apiKey,
		LIVEKIT_API_SECRET: video.apiSecret,
		DATA_DIR: dir,
		CARD_KEY: process.env.CARD_KEY || readSecrets(dir).cardKey,
		LOG_LEVEL: process.env.LOG_LEVEL || 'info',
		ORIGIN: origin
	};
	runFile.writeEnv(env);
	if (!dev) await build(path.join(dir, 'logs'), true);

	await release();
	const app = launchApp({ port, host, origin, env, log: dev ? 'inherit' : path.join(dir, 'logs', 'app.log'), dev });
	keep(app.child, app.url);
	await Promise.all([
		step('Starting the database', database.ready),
		step('Starting the video server', video.ready),
		step('Starting the application', app.ready)
	]);
	children.forEach(watch);
	// Made-up people are for our own database only, never for one that somebody brought.
	const people = process.env.DATABASE_URL ? '' : await firstPeople(dir, env, database.fresh);

	say(
		[
			'',
			`Evenround is ready: ${app.url}`,
			'',
			`  database      ${database.where}`,
			`  video server  ${video.where}`,
			`  data          ${dir}`,
			`  mails         ${process.env.SMTP_URL ? 'sent by SMTP_URL' : path.join(dir, 'outbox')}`,
			`  logs          ${path.join(dir, 'logs')}`,
			...(dropped(new URL(origin)) ? ['', `Nobody can sign in at ${origin}: it is plain http, and not this machine itself. Set ORIGIN to an https address.`] : []),
			...(people ? ['', people] : []),
			'',
			'Ctrl+C stops everything; the data stay.'
		].join('\n')
	);
}

async function theDatabase() {
	const { DATABASE_URL: url } = process.env;
	if (url) {
		const ready = async () => {
			const failed = await answers(url).then(() => null, (error: unknown) => error);
			if (failed) throw new Plain(`The database in DATABASE_URL does not answer: ${failed instanceof Error ? failed.message : String(failed)}`);
		};
		return { url, statsEnv: {}, fresh: false, ready, where: 'the one in DATABASE_URL' };
	}
	const server = await step('Making the database ready', () => launchPostgres({ dir, port: preferred.postgres }));
	keep(server.child);
	reportMove('The database', preferred.postgres, server.port);
	return { ...server, where: `PostgreSQL on 127.0.0.1:${server.port}` };
}

async function theVideoServer(webhookUrl: string) {
	const { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = process.env;
	if (url) {
		if (!apiKey || !apiSecret) throw new Plain('LIVEKIT_URL is set; LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be set with it.');
		const internalUrl = process.env.LIVEKIT_INTERNAL_URL || url.replace(/^ws/, 'http');
		return { url, internalUrl, apiKey, apiSecret, ready: () => Promise.resolve(), where: `${url} (from LIVEKIT_URL)` };
	}
	const server = await launchLivekit({ dir, webhookUrl, port: preferred.livekit, udpPort: preferred.livekitUdp });
	keep(server.child);
	reportMove('The video server', preferred.livekit, server.port);
	return { ...server, where: `LiveKit on 127.0.0.1:${server.port} (media: UDP ${server.udpPort})` };
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
function keep(child: Child, url?: string): void {
	children.unshift(child);
	runFile?.note(children, url);
}

/** When a child that was ready ends by itself, everything ends, with its name. */
function watch(child: Child): void {
	void child.exited.then((code) => {
		if (stopping) return;
		console.error(`\n${child.name} ended unexpectedly (${code === null ? 'by a signal' : `code ${code}`}). Its log is in ${path.join(dir, 'logs')}.`);
		void end(1);
	});
}

function end(code: number): Promise<void> {
	stopping ??= (async () => {
		if (children.length > 0) say('\nStopping …');
		for (const child of children) await child.stop();
		runFile?.release();
		if (children.length > 0) say('Everything is stopped.');
		process.exit(code);
	})();
	return stopping;
}

/** Reads `.env` of this clone; what the environment says already wins. */
function loadEnvFile(): void {
	const file = path.join(root, '.env');
	if (existsSync(file)) process.loadEnvFile(file);
}
