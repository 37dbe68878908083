// Everything a bench run stands on: PostgreSQL, LiveKit, the built application and the bare server, on loopback, gone at the end.
import path from 'node:path';
import postgres from 'postgres';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { removeDataDir, temporaryDir } from '../../tests/support/private-servers.ts';
import { startApp } from '../lib/app.ts';
import { build } from '../lib/build.ts';
import { startLivekit, type LivekitServer } from '../lib/livekit.ts';
import { makeDataDir } from '../lib/paths.ts';
import { freeTcpPort } from '../lib/ports.ts';
import { startPostgres } from '../lib/postgres.ts';
import { mayBuild } from '../lib/stats-roles.ts';
import { launch, tail, untilReady } from '../lib/processes.ts';
import { watchMedia, type MediaWatch } from './media-watch.ts';

export interface Servers {
	/** Where requests to the application go, and the origin it is known by. */
	base: string;
	origin: string;
	floor: string;
	/** The application's DATA_DIR, with its outbox. */
	dataDir: string;
	media: MediaWatch;
	livekit: LivekitServer;
	/** An empty database of this server, by name, with the product's schema if wished. */
	database(name: string, schema?: boolean): Promise<string>;
	/** What an application on such a database is told: it, its logins of statistics, and the video server. */
	envOf(databaseUrl: string): Record<string, string>;
	stop(): Promise<void>;
}

/** Starts all of it with the settings of a real instance: durable, and nothing switched off. */
export async function startServers(): Promise<Servers> {
	const dir = temporaryDir();
	const stops: (() => Promise<unknown> | void)[] = [() => removeDataDir(dir)];
	const stop = async () => {
		while (stops.length > 0) await stops.pop()?.();
	};
	try {
		makeDataDir(dir);
		await build(path.join(dir, 'logs'));
		// Tells when a row was committed: a switch of PostgreSQL that costs both sides the same.
		const postgresServer = await startPostgres({ dir, settings: { track_commit_timestamp: 'on' } });
		stops.push(postgresServer.stop);
		const database = async (name: string, schema = false) => {
			const sql = postgres(postgresServer.superUrl, { max: 1, onnotice: () => {} });
			await sql.unsafe(`create database ${name} owner ${new URL(postgresServer.url).username}`);
			await sql.unsafe(mayBuild(name));
			await sql.end();
			const url = new URL(postgresServer.url);
			url.pathname = `/${name}`;
			if (schema) await migrate(url.href, installJobs);
			return url.href;
		};
		const statsAt = (url: string) =>
			Object.fromEntries(
				Object.entries(postgresServer.statsEnv).map(([name, login]) => [
					name,
					Object.assign(new URL(login), { pathname: new URL(url).pathname }).href
				])
			);
		const port = await freeTcpPort();
		const livekit = await startLivekit({ dir, webhookUrl: `http://127.0.0.1:${port}/api/livekit/webhook`, logLevel: 'warn' });
		stops.push(livekit.stop);
		const media = await watchMedia(livekit.port);
		stops.push(media.stop);
		const env = {
			LIVEKIT_URL: livekit.url,
			LIVEKIT_INTERNAL_URL: media.url,
			LIVEKIT_API_KEY: livekit.apiKey,
			LIVEKIT_API_SECRET: livekit.apiSecret
		};
		const envOf = (url: string) => ({ ...env, DATABASE_URL: url, ...statsAt(url), DATA_DIR: dir });
		const databaseUrl = await database('bench', true);
		const app = await startApp({
			port,
			log: path.join(dir, 'logs', 'app.log'),
			env: { ...envOf(databaseUrl), LOG_LEVEL: 'warn' }
		});
		stops.push(app.stop);
		const floor = await startFloor({ ...env, DATABASE_URL: await database('floor') }, path.join(dir, 'logs', 'floor.log'));
		stops.push(floor.stop);
		process.env.DATABASE_URL = databaseUrl;
		stops.push(closeDb);
		return { base: `http://127.0.0.1:${port}`, origin: app.url, floor: floor.url, dataDir: dir, media, livekit, database, envOf, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startFloor(env: Record<string, string>, log: string): Promise<{ url: string; stop(): Promise<void> }> {
	const child = launch({
		name: 'the bare server',
		command: process.execPath,
		args: [path.join(import.meta.dirname, 'floor.ts')],
		env: { ...process.env, ...env, NODE_ENV: 'production' },
		log
	});
	const ready = await untilReady(child, () => Promise.resolve(Number(tail(log, 1)) > 0), 20_000);
	if (!ready) throw new Error(`The bare server did not start:\n${tail(log, 30)}`);
	return { url: `http://127.0.0.1:${tail(log, 1)}`, stop: () => child.stop() };
}
