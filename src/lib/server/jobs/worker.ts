// The worker of one node: it takes jobs as they become due. It starts beside the server, which is ready without it.

import { setTimeout as delay } from 'node:timers/promises';
import type { JobResult, PgBoss } from 'pg-boss';
import { log, logFailure } from '../ground/log.ts';
import { pulse, stilled } from '../ground/pulse.ts';
import { jobConnection } from './connection.ts';
import { jobsSchema, queueNames, queues } from './queues.ts';

/** What is null this node leaves to others. */
export interface Work {
	/** Sends one mail. False: it is tried again later. */
	mails: ((id: string) => Promise<boolean>) | null;
	/** What one of the nodes does once a minute, each by the name it is logged by if it fails. */
	minutely: Record<string, () => Promise<unknown>> | null;
}

const jobsName = 'jobs';
/** In seconds, but for those in milliseconds, whose names say so. */
const jobLimits = {
	mailsEvery: 2,
	cronEvery: 5,
	/** A node that died is noticed after this, beyond what its jobs may take. */
	lookForDeadEvery: 5,
	mailsAtOnce: 10,
	/** The first second of a node belongs to whoever waits for its pages. */
	beginAfterMs: 1000,
	startAgainMs: 5000,
	/** Work that is being done may be finished for this long when the node ends. */
	endMs: 1500
} as const;

/** Starts it. Returns how to end it: what is not done by then is done by another node. */
export function openJobs(url: string, work: Work): () => Promise<void> {
	if (!work.mails && !work.minutely) return async () => {};
	const ended = new AbortController();
	pulse(jobsName, jobLimits.cronEvery * 1000);
	const started = start(url, work, ended.signal);
	return async () => {
		ended.abort();
		stilled(jobsName);
		await (await started)?.();
	};
}

/** Tries until the database answers. Null when it was ended before. */
async function start(url: string, work: Work, ended: AbortSignal): Promise<(() => Promise<void>) | null> {
	const pause = (ms: number) => delay(ms, undefined, { signal: ended }).catch(() => {});
	for (await pause(jobLimits.beginAfterMs); !ended.aborted; await pause(jobLimits.startAgainMs)) {
		const connection = jobConnection(url, () => !ended.aborted && pulse(jobsName, jobLimits.cronEvery * 1000));
		try {
			const boss = await begun(connection.db, work);
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

async function begun(db: ReturnType<typeof jobConnection>['db'], work: Work): Promise<PgBoss> {
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
		await takeUp(boss, work);
		return boss;
	} catch (error) {
		// What has begun already would go on asking a connection that is given up.
		await boss.stop({ graceful: false }).catch(() => {});
		throw error;
	}
}

/** Brings the queues to what they are to be, and takes their jobs from now on. */
async function takeUp(boss: PgBoss, { mails, minutely }: Work): Promise<void> {
	for (const name of queueNames) {
		// A queue keeps the policy that it was made with.
		const { policy: _, ...options } = { policy: null, ...queues[name] };
		await boss.updateQueue(name, options);
	}
	if (mails) await takeMails(boss, mails);
	if (minutely) await takeMinutes(boss, minutely);
}

async function takeMails(boss: PgBoss, send: NonNullable<Work['mails']>): Promise<void> {
	const often = { batchSize: jobLimits.mailsAtOnce, burstWhenBatchFull: true, pollingIntervalSeconds: jobLimits.mailsEvery, perJobResults: true } as const;
	await boss.work('mails', often, (jobs) =>
		Promise.all(
			jobs.map(async ({ id }): Promise<JobResult> => {
				const sent = await send(id).catch((error) => (logFailure('mails', error), false));
				// Without a word of why: an error may name an address, and a job is kept for a while.
				return { id, status: sent ? 'completed' : 'failed' };
			})
		)
	);
}

async function takeMinutes(boss: PgBoss, sweeps: NonNullable<Work['minutely']>): Promise<void> {
	await boss.schedule('minutely', '* * * * *');
	await boss.work('minutely', { pollingIntervalSeconds: jobLimits.cronEvery }, async () => {
		for (const [name, sweep] of Object.entries(sweeps)) await sweep().catch((error) => logFailure(name, error));
	});
}
