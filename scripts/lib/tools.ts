// Runs one of the product's own scripts (such as the seed) under this Node and waits for its end.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './paths.ts';
import { Plain } from './say.ts';

/** Throws Plain with the script's output when it fails. */
export async function runScript(script: string, env: Record<string, string>): Promise<void> {
	const child = spawn(process.execPath, [path.join(root, 'scripts', script)], {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Plain(`scripts/${script} failed:\n${output.trimEnd()}`);
}
