// What a node does for circles that meet over months: plans what is due, proposes turns, and tells hosts who is missing.

import { every } from '../ground/every.ts';
import { runReliefs } from './relief.ts';
import { runTurns } from './rotation.ts';
import { runUnheld } from './unheld.ts';
import { seriesLimits } from './limits.ts';
import { runSeries } from './series.ts';

/** Looks now and again. Safe on several nodes at once. Returns how to end it. */
export function openRounds(): () => void {
	return every(seriesLimits.roundMs, 'series', async () => {
		await runSeries();
		await runReliefs();
		await runTurns();
		await runUnheld();
	});
}
