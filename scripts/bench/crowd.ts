// `npm run bench -- crowd`: what many gatherings cost one process, and what they feel of each other. The media server is stood in
// for by a double on the same machine, that answers as for eight people who publish; the bare server has the same streams.
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import postgres from 'postgres';
import { removeDataDir, temporaryDir } from '../../tests/support/private-servers.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { installJobs } from '../../src/lib/server/jobs/install.ts';
import { startApp } from '../lib/app.ts';
import { build } from '../lib/build.ts';
import { makeDataDir } from '../lib/paths.ts';
import { freeTcpPort } from '../lib/ports.ts';
import { startPostgres } from '../lib/postgres.ts';
import { launch, tail, untilReady, type Child } from '../lib/processes.ts';
import { say } from '../lib/say.ts';
import { mayBuild } from '../lib/stats-roles.ts';
import { BareCrowd } from './crowd/bare.ts';
import { Gathering, eight, spread, type Place } from './crowd/people.ts';
import { stormOfLines, stormOfPauses } from './crowd/storms.ts';
import { cpuMs } from './cpu.ts';
import { figure, loadNow, type Figure } from './figures.ts';

/** How many gatherings stand beside each other, one measure after the other. */
const sizes = [10, 100, 200, 400];
const turnMs = 90_000;
const idleMs = 15_000;
const passingMs = 60_000;
/** What a hand-over costs is measured in a rush, where it is not lost in what everything else costs. */
const rush = { count: 200, ms: 10_000 };
/** Seated at a time: as many as come through a door together. */
const atOnce = 4;
const keys = { LIVEKIT_API_KEY: 'crowd', LIVEKIT_API_SECRET: 'a-secret-of-the-bench-that-is-long-enough' };

interface Servers extends Place {
	app: Child;
	floor: Child;
	floorUrl: URL;
	stop(): Promise<void>;
}

/** @param largest the most gatherings that are tried */
export async function crowds(largest = Infinity): Promise<Record<string, Figure>> {
	const servers = await start();
	const figures: Record<string, Figure> = {};
	const gatherings: Gathering[] = [];
	const bare = new BareCrowd(servers.floorUrl);
	try {
		for (const size of sizes.filter((one) => one <= largest)) {
			say(`  ${size} gatherings of ${eight} …`);
			while (gatherings.length < size)
				gatherings.push(
					...(await Promise.all(Array.from({ length: Math.min(atOnce, size - gatherings.length) }, () => Gathering.open(servers))))
				);
			await bare.grows(size, gatherings[0]!);
			Object.assign(figures, await measured(size, gatherings, servers, bare));
			if (size === Math.min(50, largest) || size === 100) {
				Object.assign(figures, await stormOfPauses(gatherings.slice(0, 50)), await stormOfLines(gatherings.slice(0, 50)));
			}
		}
		return figures;
	} finally {
		for (const { pages } of gatherings) for (const page of pages) page.drop();
		bare.close();
		await servers.stop();
	}
}

async function measured(size: number, gatherings: Gathering[], { app, floor }: Servers, bare: BareCrowd): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	await nap(5000);
	const idle = await cpuOf(app, () => nap(idleMs));
	const aSecond = idle.ms / idle.tookMs;
	const count = Math.max(1, Math.round((size * passingMs) / turnMs));
	const chosen = (index: number) => gatherings[Math.floor((index * gatherings.length) / count)]!;
	const refused: string[] = [];
	const passing = await cpuOf(app, () =>
		spread(count, passingMs, (index) =>
			chosen(index)
				.passes()
				.catch((error: Error) => void refused.push(error.message))
		)
	);
	const barePassing = await spread(count, passingMs / 2, (index) => bare.passes(index % size));
	const rushing = await cpuOf(app, () => spread(rush.count, rush.ms, (index) => gatherings[index % size]!.passes().catch(() => {})));
	const bareRushing = await cpuOf(floor, () => spread(rush.count, rush.ms, (index) => bare.passes(index % size)));
	const cost = (rushing.ms - aSecond * rushing.tookMs) / rush.count;
	const bareCost = bareRushing.ms / rush.count;
	const notes = [
		`${count} hand-overs in ${Math.round(passing.tookMs / 1000)} s; the process used ${((passing.ms / passing.tookMs) * 100).toFixed(0)} % of a core.`,
		...(refused.length > 0 ? [`Refused or lost: ${refused.length}, first: ${refused[0]}`] : [])
	];
	const about = { loadBefore, notes };
	const limit = size <= 100 ? 50 : size <= 200 ? 100 : null;
	const times = passing.result.filter((ms): ms is number => ms !== undefined);
	return {
		[`hand_over_at_${size}`]: figure(
			{ ...about, unit: 'ms', goal: limit ? `p99 ≤ ${limit} ms` : 'none refused' },
			times,
			barePassing,
			({ p99 }) => (limit ? p99 <= limit : refused.length === 0)
		),
		[`idle_cpu_at_${size}`]: figure(
			{ unit: 'ms/s each', goal: '≤ 0.6', loadBefore },
			[(aSecond * 1000) / size],
			null,
			({ p50 }) => p50 <= 0.6
		),
		[`hand_over_cpu_at_${size}`]: figure({ unit: 'ms', goal: '≤ 2×', loadBefore }, [cost], [bareCost], ({ ratio_p50 }) => ratio_p50! <= 2)
	};
}

async function cpuOf<T>({ pid }: Child, act: () => Promise<T>): Promise<{ ms: number; tookMs: number; result: T }> {
	const [began, before] = [performance.now(), cpuMs(pid)];
	const result = await act();
	return { ms: cpuMs(pid) - before, tookMs: performance.now() - began, result };
}

async function start(): Promise<Servers> {
	const dir = temporaryDir();
	const stops: (() => Promise<unknown> | void)[] = [() => removeDataDir(dir)];
	const stop = async () => {
		while (stops.length > 0) await stops.pop()?.();
	};
	const beside = async (name: string, script: string, env: Record<string, string>) => {
		const log = path.join(dir, 'logs', `${path.basename(script)}.log`);
		const child = launch({
			name,
			command: process.execPath,
			args: [path.join(import.meta.dirname, script)],
			env: { ...process.env, ...env, NODE_ENV: 'production' },
			log
		});
		stops.push(() => child.stop());
		if (!(await untilReady(child, () => Promise.resolve(Number(tail(log, 1)) > 0), 20_000)))
			throw new Error(`${name} did not start:\n${tail(log, 30)}`);
		return { child, url: new URL(`http://127.0.0.1:${tail(log, 1)}`) };
	};
	try {
		makeDataDir(dir);
		await build(path.join(dir, 'logs'));
		const database = await startPostgres({ dir });
		stops.push(database.stop);
		const made = async (name: string) => {
			const sql = postgres(database.superUrl, { max: 1, onnotice: () => {} });
			await sql.unsafe(`create database ${name} owner ${new URL(database.url).username}`);
			await sql.unsafe(mayBuild(name));
			await sql.end();
			return Object.assign(new URL(database.url), { pathname: `/${name}` }).href;
		};
		const url = await made('crowd');
		await migrate(url, installJobs);
		const statsEnv = Object.fromEntries(
			Object.entries(database.statsEnv).map(([name, login]) => [name, Object.assign(new URL(login), { pathname: '/crowd' }).href])
		);
		const port = await freeTcpPort();
		const base = new URL(`http://127.0.0.1:${port}`);
		const double = await beside('the double of the video server', 'crowd/double.ts', {
			...keys,
			WEBHOOK_URL: new URL('/api/livekit/webhook', base).href
		});
		const media = { ...keys, LIVEKIT_URL: double.url.href.replace('http', 'ws'), LIVEKIT_INTERNAL_URL: double.url.origin };
		const log = path.join(dir, 'logs', 'app.log');
		const app = await startApp({
			port,
			origin: base.origin,
			log,
			env: { ...media, ...statsEnv, DATABASE_URL: url, DATA_DIR: dir, LOG_LEVEL: 'warn' }
		});
		stops.push(app.stop);
		const floor = await beside('the bare server', 'floor.ts', { ...media, DATABASE_URL: await made('floor') });
		process.env.DATABASE_URL = url;
		stops.push(closeDb);
		return { base, double: double.url, app: app.child, floor: floor.child, floorUrl: floor.url, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
