// Builds the application when its sources changed since the last build, and never otherwise.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.ts';
import { launch, tail } from './processes.ts';
import { Plain, step } from './say.ts';

const sources = ['src/**/*', 'static/**/*', 'messages/**/*', 'vite.config.ts', 'svelte.config.js', 'tsconfig.json', 'package-lock.json'];
const stampFile = path.join(root, 'build', '.stamp');

/** True when `build/` was made from the sources as they are. */
export function built(): boolean {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

/** Builds if needed. Throws Plain with the end of the build's output when it fails. */
export async function build(logDir: string): Promise<void> {
	if (built()) return;
	const made = stamp();
	rmSync(stampFile, { force: true });
	const log = path.join(logDir, 'build.log');
	const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const child = launch({ name: 'build', command: process.execPath, args: [vite, 'build'], cwd: root, log });
	const code = await step('Building the application', () => child.exited);
	if (code !== 0) throw new Plain(`The build failed. The end of ${log}:\n${tail(log, 30)}`);
	mkdirSync(path.dirname(stampFile), { recursive: true });
	writeFileSync(stampFile, made);
}

/** One hash over every source file's path and content. */
function stamp(): string {
	const hash = createHash('sha256');
	for (const file of globSync(sources, { cwd: root }).sort()) {
		const full = path.join(root, file);
		if (!statSync(full).isFile() || file.endsWith('.test.ts')) continue;
		hash.update(`${file}\0`).update(readFileSync(full)).update('\0');
	}
	return hash.digest('hex');
}
