// Builds the application when its sources changed since the last build, and never otherwise. What cannot start is not built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { dataDir, root } from './paths.ts';
import { alive, launch, tail } from './processes.ts';
import { currentRun } from './run-file.ts';
import { Plain, step } from './say.ts';

const sources = ['src/**/*', 'static/**/*', 'messages/**/*', 'vite.config.ts', 'svelte.config.js', 'tsconfig.json', 'package-lock.json'];
const lockPollMs = 200;
const stampFile = path.join(root, 'build', '.stamp');

/** True when `build/` was made here from the sources as they are, and can start. */
export function built(): boolean {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

/** The application did not come up: the next start builds it anew. */
export function notBuilt(): void {
	rmSync(stampFile, { force: true });
}

/**
 * Builds if needed, one at a time in this clone.
 * Throws Plain with the end of the build's output when it fails, or when an application runs from the build it would replace.
 */
export async function build(logDir: string, startedHere = false): Promise<void> {
	if (built()) return;
	const other = startedHere ? undefined : await currentRun(dataDir());
	if (other)
		throw new Plain(`Evenround runs from this folder (process ${other.pid}) and its sources changed: stop it before they are built anew.`);
	const lock = await takeLock();
	try {
		if (!built()) await buildNow(logDir);
	} finally {
		rmSync(lock);
	}
}

async function buildNow(logDir: string): Promise<void> {
	const made = stamp();
	notBuilt();
	const log = path.join(logDir, 'build.log');
	const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const child = launch({ name: 'build', command: process.execPath, args: [vite, 'build'], cwd: root, log });
	const code = await step('Building the application', () => child.exited);
	if (code !== 0) throw new Plain(`The build failed. The end of ${log}:\n${tail(log, 30)}`);
	await proveIt(log);
	writeFileSync(stampFile, made);
}

/**
 * The bundler's word is not enough: it has ended well with something left out. Loaded without a database it comes as far as reading
 * its environment, says what is missing, and has started nothing.
 */
async function proveIt(log: string): Promise<void> {
	const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
	delete env.DATABASE_URL;
	const load = `await import(${JSON.stringify(pathToFileURL(path.join(root, 'build', 'handler.js')).href)}); process.exit(0)`;
	const tried = spawnSync(process.execPath, ['--input-type=module', '-e', load], { cwd: root, env, encoding: 'utf8' });
	if (tried.stderr.includes('DATABASE_URL is not set.')) return;
	throw new Plain(
		`What was built in ${root} cannot start, and is built anew next time. It says:\n${tried.stderr.trimEnd()}\nThe build itself said, in ${log}:\n${tail(log, 10)}`
	);
}

/** A file that names the process which builds; one left by a process that is gone is taken over. */
async function takeLock(): Promise<string> {
	const lock = path.join(root, 'node_modules', '.evenround-build');
	for (;;) {
		try {
			writeFileSync(lock, String(process.pid), { flag: 'wx' });
			return lock;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
		if (holder !== 0 && !alive(holder)) rmSync(lock, { force: true });
		await delay(lockPollMs);
	}
}

/** One hash over this folder, and every source file's path and content: what was built holds the folder's path. */
export function stamp(folder = root): string {
	const hash = createHash('sha256').update(`${folder}\0`);
	for (const file of globSync(sources, { cwd: folder }).sort()) {
		const full = path.join(folder, file);
		if (!statSync(full).isFile() || file.endsWith('.test.ts')) continue;
		hash.update(`${file}\0`).update(readFileSync(full)).update('\0');
	}
	return hash.digest('hex');
}
