// The work of statistics, every hour: hand attendance over, freeze what begins, release what is due, delete what is over.

import { every } from '../ground/every.ts';
import { runAttendance } from './attendance.ts';
import { freezeScopes } from './frozen.ts';
import { statisticsOff } from './logins.ts';
import { releaseDue, sweep } from './releasing.ts';

const hourMs = 60 * 60_000;
const firstMs = 1500;

/** One round. Safe on several nodes at once, and again after any of its steps. */
export async function workOn(now = new Date()): Promise<void> {
	if (await statisticsOff()) return;
	await runAttendance(now);
	await freezeScopes(now);
	await releaseDue(now);
	await sweep(now);
}

/** Works in a moment and every hour from then on. Returns how to end it. */
export const openStatistics = (): (() => void) => every(hourMs, 'statistics', () => workOn(), firstMs);
