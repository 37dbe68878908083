// cold_start: from the entry process to /readyz, on data of an earlier run and a build that is there.
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { removeDataDir, temporaryDir } from '../../tests/support/private-servers.ts';
import { makeDataDir, root } from '../lib/paths.ts';
import { freeTcpPort } from '../lib/ports.ts';
import { launch } from '../lib/processes.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

const patienceMs = 90_000;
const stopMs = 30_000;
const askMs = 5;
/** What would make a start use somebody else's servers, or this bench's. */
export const notInherited = [
	'DATABASE_URL',
	'LIVEKIT_URL',
	'LIVEKIT_INTERNAL_URL',
	'LIVEKIT_API_KEY',
	'LIVEKIT_API_SECRET',
	'ORIGIN',
	'HOST',
	'NODE_ENV'
];

class Starting implements Side {
	#dir = temporaryDir();
	#port = 0;
	#stop = async (): Promise<void> => {};
	#args: (dir: string, port: number) => string[];
	#path: string;

	/** @param path what answers when it is ready */
	constructor(args: (dir: string, port: number) => string[], path: string) {
		this.#args = args;
		this.#path = path;
		makeDataDir(this.#dir);
	}

	async prepare(): Promise<void> {
		this.#port = await freeTcpPort();
	}

	async measure(): Promise<number> {
		const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: this.#dir, PORT: String(this.#port) };
		for (const name of notInherited) delete env[name];
		const began = performance.now();
		const log = path.join(this.#dir, 'logs', 'start.log');
		const child = launch({
			name: 'start',
			command: process.execPath,
			args: this.#args(this.#dir, this.#port),
			cwd: root,
			env,
			log,
			graceMs: stopMs
		});
		this.#stop = () => child.stop();
		for (;;) {
			const answer = await fetch(`http://127.0.0.1:${this.#port}${this.#path}`).catch(() => null);
			await answer?.body?.cancel();
			if (answer?.ok) return performance.now() - began;
			if (performance.now() - began > patienceMs) throw new Error(`${this.#path} does not answer, see ${log}`);
			await nap(askMs);
		}
	}

	settle(): Promise<void> {
		return this.#stop();
	}

	async remove(): Promise<void> {
		await this.#stop();
		removeDataDir(this.#dir);
	}
}

export async function coldStart(_: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const ours = new Starting(() => [path.join(root, 'scripts', 'entry.mjs'), 'start'], '/readyz');
	const floor = new Starting((dir, port) => [path.join(import.meta.dirname, 'cold-floor.ts'), dir, String(port)], '/');
	try {
		const [a = [], b = []] = await interleaved([ours, floor], pace);
		const notes = [`${a.length} starts each: p99 is the slowest.`];
		return { cold_start: figure({ unit: 'ms', goal: '≤ 2×', loadBefore, notes }, a, b, ({ ratio_p50 }) => ratio_p50! <= 2) };
	} finally {
		await ours.remove();
		await floor.remove();
	}
}
