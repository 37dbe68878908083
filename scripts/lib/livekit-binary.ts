// Finds a livekit-server program, or has one made (scripts/livekit). Runs none.
import path from 'node:path';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { livekitHere, type LivekitProgram } from '../livekit/found.mjs';
import { doing, noLivekit, type Way } from '../livekit/ways.mjs';
import { root } from './paths.ts';
import { Plain, step } from './say.ts';

export type { LivekitProgram };

/** It goes on beside everything else, and may take minutes. */
const reminderMs = 60_000;

type Said = { way: Way } | { program: LivekitProgram } | { why: Record<string, string> };

/**
 * Order: PATH, this user's cache, and then what scripts/livekit/ways.mjs says.
 * Throws Plain, naming every choice and why it was not possible, when there is none.
 * @param onWay told of each way that is tried
 */
export async function findLivekit(onWay: (way: Way) => void = () => {}): Promise<LivekitProgram> {
	return livekitHere() ?? (await getLivekit(onWay));
}

/** In a program of its own, which ends with this one. Where another is at work for this user already, this one waits for it. */
async function getLivekit(onWay: (way: Way) => void): Promise<LivekitProgram> {
	const child = spawn(process.execPath, [path.join(root, 'scripts', 'livekit', 'get.mjs')], {
		// A group of its own, so that all it started ends with it. Node's fetch asks for a proxy only when told to.
		detached: process.platform !== 'win32',
		env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	process.once('exit', () => child.kill());
	let ended = (): void => {};
	let found: Exclude<Said, { way: Way }> | undefined;
	for await (const line of createInterface(child.stdout)) {
		const said = JSON.parse(line) as Said;
		if (!('way' in said)) {
			found = said;
			continue;
		}
		ended();
		void step(doing[said.way], () => new Promise<void>((resolve) => (ended = resolve)), reminderMs);
		onWay(said.way);
	}
	ended();
	if (!found) throw new Plain('Getting a video server was ended from outside.');
	if ('program' in found) return found.program;
	throw new Plain(noLivekit(found.why, process.platform));
}
