// A LiveKit server that is here already: on the PATH, or in this user's cache. Makes none.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { local } from '../../src/lib/server/live/livekit-versions.js';
import { cacheDir } from '../lib/cache.mjs';

/**
 * How to run LiveKit here: a program of this machine, or Docker with an image.
 * @typedef {{ kind: 'binary'; file: string } | { kind: 'docker'; image: string }} LivekitProgram
 */

/** Where one that was fetched or built is kept, for every clone of this user. */
export const cached = () =>
	path.join(cacheDir(`livekit-v${local.version}`), process.platform === 'win32' ? 'livekit-server.exe' : 'livekit-server');

/** @returns {LivekitProgram | undefined} */
export function livekitHere() {
	const file = which('livekit-server') ?? (existsSync(cached()) ? cached() : undefined);
	return file === undefined ? undefined : { kind: 'binary', file };
}

/**
 * The full path of a program on the PATH.
 * @param {string} name
 * @returns {string | undefined}
 */
export function which(name) {
	const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.flatMap((dir) => endings.map((ending) => path.join(dir, name + ending)))
		.find((file) => existsSync(file));
}
