// The worker of one node: it takes jobs as they become due. It starts beside the server, which is ready without it.

import { setTimeout as delay } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { log, logFailure } from '../ground/log.ts';
import { pulse, stilled } from '../ground/pulse.ts';
import { jobConnection } from './connection.ts';
import { jobsSchema, queueNames, queues } from './queues.ts';

/** What one of the nodes does once a minute, each by the name it is logged by if it fails. */
export type Sweeps = Record<string, () => Promise<unknown>>;

const jobsName = 'jobs';
/** In seconds, but for those in milliseconds, whose names say so. */
const jobLimits = {
	cronEvery: 5,
	/** A node that died is noticed after this, beyond what its jobs may take. */
	lookForDeadEvery: 5,
	/** The first second of a node belongs to whoever waits for its pages. */
	beginAfterMs: 1000,
	startAgainMs: 5000,
	/** Work that is being done may be finished for this long when the node ends. */
	endMs: 1500
} as const;

/** Starts it. Returns how to end it: what is not done by then is done by another node. */
export function openJobs(url: string, sweeps: Sweeps): () => Promise<void> {
	const ended = new AbortController();
	pulse(jobsName, jobLimits.cronEvery * 1000);
	const started = start(url, sweeps, ended.signal);
	return async () => {
		ended.abort();
		stilled(jobsName);
		await (
			await started
		)?.();
	};
}

/** Tries until the database answers. Null when it was ended before. */
async function start(url: string, sweeps: Sweeps, ended: AbortSignal): Promise<(() => Promise<void>) | null> {
	const pause = (ms: number) => delay(ms, undefined, { signal: ended }).catch(() => {});
	for (await pause(jobLimits.beginAfterMs); !ended.aborted; await pause(jobLimits.startAgainMs)) {
		const connection = jobConnection(url, () => !ended.aborted && pulse(jobsName, jobLimits.cronEvery * 1000));
		try {
			const boss = await begun(connection.db, sweeps);
			log.info('jobs');
			return async () => {
				await boss.stop({ timeout: jobLimits.endMs });
				await connection.end();
			};
		} catch (error) {
			logFailure('jobs', error);
			await connection.end();
		}
	}
	return null;
}

async function begun(db: ReturnType<typeof jobConnection>['db'], sweeps: Sweeps): Promise<PgBoss> {
	const { PgBoss } = await import('pg-boss');
	const boss = new PgBoss({
		db,
		schema: jobsSchema,
		// Its tables are there: install.ts brought them.
		migrate: false,
		superviseIntervalSeconds: jobLimits.lookForDeadEvery,
		monitorIntervalSeconds: jobLimits.lookForDeadEvery,
		cronWorkerIntervalSeconds: jobLimits.cronEvery
	});
	boss.on('error', (error) => logFailure('jobs', error));
	try {
		await boss.start();
		await takeUp(boss, sweeps);
		return boss;
	} catch (error) {
		// What has begun already would go on asking a connection that is given up.
		await boss.stop({ graceful: false }).catch(() => {});
		throw error;
	}
}

/** Brings the queues to what they are to be, and takes their jobs from now on. */
async function takeUp(boss: PgBoss, sweeps: Sweeps): Promise<void> {
	for (const name of queueNames) {
		// A queue keeps the policy that it was made with.
		const { policy: _, ...options } = queues[name];
		await boss.updateQueue(name, options);
	}
	await takeMinutes(boss, sweeps);
}

async function takeMinutes(boss: PgBoss, sweeps: Sweeps): Promise<void> {
	await boss.schedule('minutely', '* * * * *');
	await boss.work('minutely', { pollingIntervalSeconds: jobLimits.cronEvery }, async () => {
		for (const [name, sweep] of Object.entries(sweeps)) await sweep().catch((error) => logFailure(name, error));
	});
}
