// Everything that runs in the background of one node, started and ended together.

import { closeAll, refreshWords, showAll } from './changes.ts';
import { pollMs, pollName } from './current.ts';
import { now, setClock } from '../db/clock.ts';
import { sql } from '../db/index.ts';
import { every } from '../ground/every.ts';
import { onCommit } from '../gatherings/gatherings.ts';
import { dropAll, hinted, round, soon } from './keep.ts';
import { releaseAll } from './leases.ts';
import { logFailure } from '../ground/log.ts';
import { streamLag } from '../metrics/index.ts';
import { node } from '../ground/node.ts';
import { committed, heard, known, onNewer, poll } from '../gatherings/newest.ts';
import { extendPresence, onAttendance, sweepPresence } from './presence.ts';
import { follow } from './reconcile.ts';
import { followLogins } from './signed-out.ts';
import { startTimers, stopTimers, wakeFor } from '../gatherings/timers.ts';

const second = 1000;
const clockMs = 5 * second;
const loginsMs = 3 * second;
const sweepMs = 60 * second;

let ends: (() => unknown)[] = [];

/** Begins to look after gatherings, to fire clocks and to bring changes to the open pages. */
export async function startBackground(): Promise<void> {
	if (ends.length > 0) return;
	await setClock();
	// In this order after each commit: silence first, then the screens.
	ends = [
		onNewer((newest) => follow(newest)),
		onNewer((_, shown) => shown && showAll(shown)),
		onCommit(committed),
		onCommit(({ nextClock }) => nextClock !== null && wakeFor(nextClock))
	];
	onAttendance((gathering) => void soon(gathering));
	const listening = await sql().listen(
		'gatherings',
		(payload) => void announced(payload),
		() => void poll().catch(() => {})
	);
	ends.push(() => listening.unlisten());
	const ended = await sql().listen('logins', () => void followLogins().catch((error: unknown) => logFailure('logins', error)));
	ends.push(() => ended.unlisten());
	startTimers();
	ends.push(
		stopTimers,
		every(second, 'leases', round),
		every(pollMs, pollName, () => Promise.all([poll(), refreshWords()])),
		every(second, 'presence', () => extendPresence()),
		every(loginsMs, 'logins', followLogins),
		every(clockMs, 'clock', setClock),
		every(sweepMs, 'sweep', async () => sweepPresence())
	);
}

/**
 * `<gathering>:<version>:<when it was decided>`, and the node that committed it where that follows by itself;
 * `<gathering>:words` when somebody writes, `<gathering>:room` to look who is there.
 */
async function announced(payload: string): Promise<void> {
	const [gathering = '', what = '', at, follows] = payload.split(':');
	try {
		if (what === 'words') await refreshWords(gathering);
		else if (what === 'room') await hinted(gathering);
		else {
			// A word of this node may be faster than the answer to its commit. Should that be lost, the next poll finds it.
			if (follows !== node) await heard(gathering, Number(what));
			if (at && known(gathering)) streamLag(now() - Number(at));
		}
	} catch (error) {
		logFailure('announced', error);
	}
}

/** Ends all of it: pages go elsewhere, and another node may take over at once. */
export async function stopBackground(): Promise<void> {
	const all = ends;
	ends = [];
	closeAll();
	for (const end of all) await end();
	dropAll();
	await releaseAll().catch((error: unknown) => logFailure('release', error));
}
