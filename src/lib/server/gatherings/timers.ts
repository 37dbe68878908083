// Fires the clocks of all gatherings when they are due. The rows are the clocks; this only waits for the nearest.

import type { TimerName } from '../../gathering/types.ts';
import { now } from '../db/clock.ts';
import { sql } from '../db/index.ts';
import { send } from './gatherings.ts';
import { logFailure } from '../ground/log.ts';

interface Due {
	gathering: string;
	name: TimerName;
	id: string;
	at: number;
}

/** Looks again at least this often, for clocks that another node set. */
const lookMs = 1000;
const atOnce = 50;

let alarm: NodeJS.Timeout | undefined;
let alarmAt = Infinity;
let going = false;
let firing = false;
/** Clocks that were refused: their row is about to change, or they are tried again a second later. */
const refused = new Map<string, number>();

export function startTimers(): void {
	going = true;
	void tick();
}

export function stopTimers(): void {
	going = false;
	clearTimeout(alarm);
	alarmAt = Infinity;
}

/** Something set a clock: wakes in time for it. @param at when it is due; now, when not known */
export function wakeFor(at: number): void {
	if (!going || at >= alarmAt) return;
	clearTimeout(alarm);
	alarmAt = at;
	alarm = setTimeout(() => void tick(), Math.max(0, at - now()));
}

async function tick(): Promise<void> {
	alarmAt = Infinity;
	if (firing) return;
	firing = true;
	try {
		await fireDue();
	} catch (error) {
		logFailure('timers', error);
	} finally {
		firing = false;
		wakeFor(now() + lookMs);
	}
}

async function fireDue(): Promise<void> {
	const at = now();
	for (const [key, until] of refused) if (until < at) refused.delete(key);
	const rows = await sql()<Due[]>`
		select gathering_id as gathering, name, timer_id as id, (extract(epoch from fire_at) * 1000)::float8 as at
		from timers
		where fire_at <= to_timestamp(${(at + lookMs) / 1000}::float8)
			and gathering_id::text || ' ' || name || ' ' || timer_id <> all(${[...refused.keys()]}::text[])
		order by fire_at limit ${atOnce}`;
	const due = rows.filter((t) => t.at <= at);
	await Promise.all(due.map(fire));
	for (const later of rows) if (later.at > at) wakeFor(later.at);
	if (due.length > 0) wakeFor(now());
}

const keyOf = ({ gathering, name, id }: Due): string => `${gathering} ${name} ${id}`;

async function fire(timer: Due): Promise<void> {
	const { gathering, name, id } = timer;
	try {
		const answer = await send(gathering, { kind: 'clock' }, { type: 'TIMER', name, id });
		if ('ok' in answer) return;
	} catch (error) {
		logFailure('timer', error);
	}
	refused.set(keyOf(timer), now() + lookMs);
}
