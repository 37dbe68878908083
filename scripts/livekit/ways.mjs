// The ways to a LiveKit server where there is none yet, in their order, and what people read of each. Does nothing.
import { local } from '../../src/lib/server/live/livekit-versions.js';

/** Seconds, minutes, and what is not a program of this machine. */
export const ways = /** @type {const} */ (['download', 'go', 'docker']);

/** @typedef {typeof ways[number]} Way */

/** @type {Record<Way, string>} */
export const doing = {
	download: `Downloading LiveKit ${local.version}, once for this user`,
	go: `Building LiveKit ${local.version} with Go, once for this user (some minutes; everything else goes first)`,
	docker: `Fetching the Docker image of LiveKit ${local.version}`
};

/**
 * @param {Record<string, string>} why by way, as the rest of a sentence
 * @param {string} platform as Node names it
 */
export function noLivekit(why, platform) {
	return [
		'There is no video server here. Any one of these is enough:',
		...(platform === 'darwin' ? ['  - Homebrew: brew install livekit'] : []),
		`  - a download, where the network allows it: ${why.download}`,
		`  - Go ${local.go} or newer (builds LiveKit once, in some minutes): ${why.go}`,
		...(platform === 'linux' ? [`  - Docker, running: ${why.docker}`] : []),
		'  - livekit-server on the PATH',
		'  - a LiveKit server elsewhere: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET'
	].join('\n');
}
