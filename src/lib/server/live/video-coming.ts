// What `npm start` is still getting for this place: the video server may come minutes after the pages. Reads one file.

import { readFileSync } from 'node:fs';
import { surroundings } from '../env/index.ts';

const words = {
	download: 'The video server is being downloaded to this machine.',
	go: 'The video server is being built on this machine. That takes a few minutes, and is done only once.',
	docker: 'The video server is being fetched to this machine.',
	starting: 'The video server is starting.',
	missing: 'There is no video server on this machine. Whoever started Evenround reads in the terminal what to do.'
} as const;

export type VideoStage = keyof typeof words;

/** What is said on the pages while the video server is not there yet; null when it is, or when nobody here gets one. */
export function videoComing(env: Record<string, string | undefined> = surroundings()): string | null {
	if (!env.VIDEO_COMING) return null;
	try {
		const what = readFileSync(env.VIDEO_COMING, 'utf8').trim();
		return Object.hasOwn(words, what) ? words[what as VideoStage] : null;
	} catch {
		return null;
	}
}
