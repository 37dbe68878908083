// What a test asks for: a database of its own, and the built application running on it.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import postgres from 'postgres';
import { startApp as start } from '../../scripts/lib/app.ts';
import { build } from '../../scripts/lib/build.ts';
import { makeDataDir } from '../../scripts/lib/paths.ts';
import { freeTcpPort } from '../../scripts/lib/ports.ts';
import { mayBuild } from '../../scripts/lib/stats-roles.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { jobNames, type JobName } from '../../src/lib/server/jobs/held.ts';
import { temporaryDir } from './private-servers.ts';

/** Every node of a test shares it. */
export const testCardKey = 'c4'.repeat(32);

/** The private servers of this run, from the environment their setup left. */
export function testServers() {
	const need = (name: string): string => {
		const value = process.env[name];
		if (!value)
			throw new Error(`${name} is not set: run this test with its own configuration (npm test, or vitest -c vitest.integration.config.ts)`);
		return value;
	};
	return {
		databaseUrl: need('TEST_DATABASE_URL'),
		appUrl: need('TEST_APP_DATABASE_URL'),
		statsUrls: { STATS_JOB_DATABASE_URL: need('TEST_STATS_JOB_URL'), STATS_PAGE_DATABASE_URL: need('TEST_STATS_PAGE_URL') },
		webhookAppsUrl: need('TEST_WEBHOOK_APPS_URL'),
		pids: need('TEST_SERVER_PIDS').split(',').map(Number),
		livekit: {
			LIVEKIT_URL: need('LIVEKIT_URL'),
			LIVEKIT_INTERNAL_URL: need('LIVEKIT_INTERNAL_URL'),
			LIVEKIT_API_KEY: need('LIVEKIT_API_KEY'),
			LIVEKIT_API_SECRET: need('LIVEKIT_API_SECRET')
		}
	};
}

/**
 * Makes an empty database with the newest schema on the private server; returns its address. It belongs to the application's
 * own login, which is no superuser, as in a real instance.
 */
export async function freshDatabase(): Promise<string> {
	const { databaseUrl, appUrl } = testServers();
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	const sql = postgres(databaseUrl, { max: 1 });
	await sql.unsafe(`create database ${name} owner ${new URL(appUrl).username}`);
	await sql.unsafe(mayBuild(name));
	await sql.end();
	const url = inDatabase(appUrl, name);
	await migrate(url, installJobs);
	return url;
}

/** The logins of statistics for a database of this run: as environment, for an application or for this process. */
export const statsAt = (databaseUrl: string): Record<string, string> =>
	Object.fromEntries(
		Object.entries(testServers().statsUrls).map(([name, url]) => [name, inDatabase(url, new URL(databaseUrl).pathname.slice(1))])
	);

export function inDatabase(url: string, name: string): string {
	const other = new URL(url);
	other.pathname = `/${name}`;
	return other.href;
}

export interface TestApp {
	url: string;
	pid: number;
	port: number;
	/** Its DATA_DIR: the outbox is in it. */
	dataDir: string;
	/** The file its output goes to. */
	log: string;
	/** Sends a signal and waits until the process is gone. */
	kill(signal: NodeJS.Signals): Promise<void>;
	/** Ends it as Ctrl+C would. */
	stop(): Promise<void>;
}

export interface TestAppOptions {
	databaseUrl: string;
	env?: Record<string, string>;
	/** What it begins by itself, when its own clocks say so. Everything else of the background the test does itself, when it means it. */
	runs?: readonly JobName[];
	/** The port of an application that was killed, to come back at the same address. */
	port?: number;
	/** The address it takes itself to have, where that is not the one it is asked at. */
	origin?: string;
	/** The DATA_DIR of another application, to be a second node or to come back. */
	dataDir?: string;
}

/** Builds the application if its sources changed, runs it on a free port and waits until /readyz agrees. */
export async function startApp({
	databaseUrl,
	env = {},
	runs = [],
	port: wanted,
	origin,
	dataDir = temporaryDir()
}: TestAppOptions): Promise<TestApp> {
	const { livekit, webhookAppsUrl } = testServers();
	makeDataDir(dataDir);
	await build(path.join(dataDir, 'logs'));
	const port = wanted ?? (await freeTcpPort());
	const log = path.join(dataDir, 'logs', `app-${port}.log`);
	const held = jobNames.filter((name) => !runs.includes(name)).join();
	const webhook = `http://127.0.0.1:${port}/api/livekit/webhook`;
	const app = await start({
		port,
		origin,
		log,
		env: {
			DATABASE_URL: databaseUrl,
			...statsAt(databaseUrl),
			...livekit,
			DATA_DIR: dataDir,
			CARD_KEY: testCardKey,
			HELD_JOBS: held,
			LOG_LEVEL: 'info',
			...env
		}
	});
	await fetch(webhookAppsUrl, { method: 'POST', body: webhook });
	const signOff = () => fetch(webhookAppsUrl, { method: 'DELETE', body: webhook });
	return {
		url: app.url,
		pid: app.child.pid,
		port,
		dataDir,
		log,
		async kill(signal) {
			app.child.kill(signal);
			await app.child.exited;
			await signOff();
		},
		async stop() {
			await app.stop();
			await signOff();
		}
	};
}
