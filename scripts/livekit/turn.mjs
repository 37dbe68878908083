// Who goes first: getting a video server steps back for the pages, and goes ahead when they stand.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cached } from './found.mjs';

const back = os.constants.priority.PRIORITY_BELOW_NORMAL;
const switchFile = '/proc/sys/kernel/sched_autogroup_enabled';

/** Names the process that gets a video server for this user now, and by which way. */
export const lockFile = () => path.join(path.dirname(cached()), 'getting');

/** Linux may share out by sessions, before it looks at single processes: a niceness in one would change nothing. */
export const bySessions = () => existsSync(switchFile) && readFileSync(switchFile, 'utf8').trim() === '1';

/** This process and what it starts from now on. It leads a session of its own. */
export function stepBack() {
	try {
		if (bySessions()) writeFileSync('/proc/self/autogroup', String(back));
		else os.setPriority(back);
	} catch {
		// It is only as nice as it may be.
	}
}

/** Whoever is at it is as important as everybody else again. Only a session may be told so by anybody but root. */
export function goAhead() {
	try {
		const [holder = ''] = readFileSync(lockFile(), 'utf8').split(' ');
		if (bySessions()) writeFileSync(`/proc/${holder}/autogroup`, '0');
	} catch {
		// Nobody is at it any more.
	}
}
