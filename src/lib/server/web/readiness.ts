// Whether what this node needs answers. Says so part by part, and nothing more.

import { sql } from '../db/index.ts';
import * as livekit from '../live/livekit.ts';

type Word = 'ok' | 'err';
const patienceMs = 2500;

/** Asks the database and the media server. Neither question takes longer than a few seconds. */
export async function readiness(): Promise<{ ready: boolean; parts: { database: Word; livekit: Word } }> {
	const [database, media] = await Promise.all([
		answered(async () => (await sql()`select 1`).length === 1),
		answered(livekit.answers)
	]);
	return { ready: database && media, parts: { database: database ? 'ok' : 'err', livekit: media ? 'ok' : 'err' } };
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
