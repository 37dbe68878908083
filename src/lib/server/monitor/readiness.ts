// Whether this node can serve gatherings, and what of its work stands still. Says so part by part, and nothing more.

import { sql } from '../db/index.ts';
import { unreadableHere } from '../gatherings/readable.ts';
import * as livekit from '../live/livekit.ts';
import { late } from '../ground/pulse.ts';
import { silences } from '../ground/silence.ts';

type Word = 'ok' | 'err';
const patienceMs = 2500;
/** Without these a node shows and keeps nothing, whatever answers. */
const needed = ['leases', 'poll', 'presence'];

export interface Parts {
	database: Word;
	livekit: Word;
	/** Looking after gatherings and bringing what happens to their pages. */
	gatherings: Word;
	/** Recurring work that is late, by its name: alerts, jobs and the like. Somebody should look; circles go on. */
	late: string[];
	/** What did not answer when it was last asked, by its name: mail, push, webhook, disk. Circles go on. */
	silent: string[];
	/** How many gatherings this node could not read. */
	unreadable: number;
}

/** Asks the database and the media server, neither for longer than a few seconds, and looks at this node's own work. */
export async function readiness(): Promise<{ ready: boolean; parts: Parts }> {
	const [database, media] = await Promise.all([answered(async () => (await sql()`select 1`).length === 1), answered(livekit.answers)]);
	const behind = late();
	const keeps = !needed.some((what) => behind.includes(what));
	const word = (well: boolean): Word => (well ? 'ok' : 'err');
	const parts = {
		database: word(database),
		livekit: word(media),
		gatherings: word(keeps),
		late: behind,
		silent: silences(),
		unreadable: unreadableHere().length
	};
	return { ready: database && media && keeps, parts };
}

async function answered(ask: () => Promise<boolean>): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, patienceMs, false)));
	try {
		return await Promise.race([ask(), late]);
	} catch {
		return false;
	} finally {
		clearTimeout(timer);
	}
}
