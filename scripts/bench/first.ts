// first_start: from `git clone` in an empty folder to the first page, and until the video server stands too. Own caches but npm's;
// `--empty-go` gives Go empty ones as well. What is committed is measured.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { removeDataDir, temporaryDir } from '../../tests/support/private-servers.ts';
import { root } from '../lib/paths.ts';
import { freeTcpPort } from '../lib/ports.ts';
import { launch } from '../lib/processes.ts';
import { notInherited } from './cold.ts';
import { figure, loadNow, type Figure } from './figures.ts';

/** For both together. */
const patienceMs = 600_000;
const stopMs = 40_000;
const askMs = 200;

/** @param emptyGo nothing that Go kept from before is used */
export async function firstStart(emptyGo: boolean): Promise<Record<string, Figure>> {
	const dir = temporaryDir();
	const [clone, data, port] = [path.join(dir, 'clone'), path.join(dir, 'data'), await freeTcpPort()];
	const env: NodeJS.ProcessEnv = { ...process.env, XDG_CACHE_HOME: path.join(dir, 'cache'), DATA_DIR: data, PORT: String(port) };
	for (const name of Object.keys(env)) if (notInherited.includes(name) || name.startsWith('npm_')) delete env[name];
	if (emptyGo) Object.assign(env, { GOCACHE: path.join(dir, 'go-build'), GOMODCACHE: path.join(dir, 'go-mod'), GOFLAGS: '-modcacherw' });
	mkdirSync(path.join(data, 'logs'), { recursive: true });
	if (process.getuid?.() === 0) for (const one of [data, path.join(data, 'logs')]) chmodSync(one, 0o711);
	const loadBefore = loadNow();
	const began = performance.now();
	execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { stdio: 'inherit' });
	const log = path.join(dir, 'start.log');
	const child = launch({ name: 'npm start', command: 'npm', args: ['start'], cwd: clone, env, log, graceMs: stopMs });
	let gone = false;
	void child.exited.then(() => (gone = true));
	const until = async (address: string): Promise<number> => {
		for (;;) {
			const answer = await fetch(`http://127.0.0.1:${port}${address}`).catch(() => null);
			await answer?.body?.cancel();
			if (answer?.ok) return (performance.now() - began) / 1000;
			if (gone || performance.now() - began > patienceMs)
				throw new Error(`${address} does not answer:\n${existsSync(log) ? readFileSync(log, 'utf8').slice(-3000) : ''}`);
			await nap(askMs);
		}
	};
	try {
		const page = await until('/');
		const loadAtPage = loadNow();
		const whole = await until('/readyz');
		const notes = [`One start${emptyGo ? ', with nothing kept by Go' : ''}; the load when the page stood was ${loadAtPage.toFixed(1)}.`];
		const about = { unit: 's', loadBefore, notes };
		return {
			first_page: figure({ ...about, goal: '≤ 100 s' }, [page], null, ({ p50 }) => p50 <= 100),
			first_whole: figure({ ...about, goal: 'LiveKit’s build alone + 45 s' }, [whole], null, () => null)
		};
	} finally {
		await child.stop();
		removeDataDir(data);
		removeDataDir(dir);
	}
}
