// The database and video server of one test run: on free ports, in a temporary DATA_DIR, gone at the end.
// Test runners use this as their global setup; what it starts is found by the tests in the environment.
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLivekit } from '../../scripts/lib/livekit.ts';
import { makeDataDir } from '../../scripts/lib/paths.ts';
import { startPostgres } from '../../scripts/lib/postgres.ts';
import { currentRun, endKilledRun, takeRunFile } from '../../scripts/lib/run-file.ts';
import { startWebhookRelay } from './webhook-relay.ts';

type Stop = () => Promise<void>;

/** Starts both, unless a run around this one did already, and returns what ends them again. */
export async function startPrivateServers(): Promise<Stop> {
	if (process.env.TEST_DATABASE_URL) return async () => {};
	await sweep();
	const dir = temporaryDir();
	const stops: Stop[] = [async () => removeDataDir(dir)];
	const stopAll = async () => {
		while (stops.length > 0) await stops.pop()?.();
	};
	try {
		makeDataDir(dir);
		const runFile = await takeRunFile(dir);
		stops.push(async () => runFile.release());
		// A test's data need not survive a power cut; a killed server process is survived either way.
		const database = await startPostgres({ dir, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } });
		stops.push(database.stop);
		runFile.note([database.child]);
		const relay = await startWebhookRelay();
		stops.push(relay.stop);
		const video = await startLivekit({ dir, webhookUrl: relay.webhookUrl });
		stops.push(video.stop);
		runFile.note([video.child, database.child]);
		Object.assign(process.env, {
			TEST_DATABASE_URL: database.superUrl,
			TEST_APP_DATABASE_URL: database.url,
			TEST_STATS_JOB_URL: database.statsEnv.STATS_JOB_DATABASE_URL,
			TEST_STATS_PAGE_URL: database.statsEnv.STATS_PAGE_DATABASE_URL,
			TEST_DIR: dir,
			TEST_SERVER_PIDS: [database.child.pid, video.child.pid].join(','),
			TEST_WEBHOOK_APPS_URL: relay.signUpUrl,
			LIVEKIT_URL: video.url,
			LIVEKIT_INTERNAL_URL: video.internalUrl,
			LIVEKIT_API_KEY: video.apiKey,
			LIVEKIT_API_SECRET: video.apiSecret
		});
		return stopAll;
	} catch (error) {
		await stopAll();
		throw error;
	}
}

export default startPrivateServers;

/** Ends and removes what test runs left that were killed before they could do it themselves. */
async function sweep(): Promise<void> {
	for (const file of globSync('evenround-test-*/run.json', { cwd: tmpdir() })) {
		const dir = path.join(tmpdir(), path.dirname(file));
		if (await currentRun(dir)) continue;
		await endKilledRun(dir);
		removeDataDir(dir);
	}
}

/** A new temporary folder that the database's account may pass through. */
export function temporaryDir(): string {
	const dir = mkdtempSync(path.join(process.env.TEST_DIR ?? tmpdir(), 'evenround-test-'));
	if (process.getuid?.() === 0) chmodSync(dir, 0o711);
	return dir;
}

/** Removes a DATA_DIR with the cluster that root may have had to put elsewhere. */
export function removeDataDir(dir: string): void {
	const note = path.join(dir, 'postgres-dir');
	if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true });
	rmSync(dir, { recursive: true, force: true });
}
