// Takes LiveKit's image, where Docker runs on Linux: elsewhere its containers are not on this machine's own loopback.
import { spawn, spawnSync } from 'node:child_process';
import { local } from '../../src/lib/server/live/livekit-versions.js';
import { which } from './found.mjs';

const image = `livekit/livekit-server:v${local.version}`;

/** @returns {Promise<import('./found.mjs').LivekitProgram | string>} or why not, as the rest of a sentence */
export async function byDocker() {
	if (process.platform !== 'linux') return 'on this system a container is not on the machine’s own loopback address';
	if (!which('docker')) return 'there is no "docker" on the PATH';
	if (spawnSync('docker', ['version'], { stdio: 'ignore', timeout: 10_000 }).status !== 0) return 'the Docker service does not answer';
	const have = spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;
	if (!have && (await pulled()) !== 0) return `the image ${image} cannot be fetched`;
	return { kind: 'docker', image };
}

/** @returns {Promise<number | null>} */
function pulled() {
	const child = spawn('docker', ['pull', '--quiet', image], { stdio: 'ignore' });
	return new Promise((resolve) => {
		child.once('exit', resolve);
		child.once('error', () => resolve(null));
	});
}
