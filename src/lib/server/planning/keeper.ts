// What a node does for circles that meet over months: plans what is due, proposes turns, and tells hosts who is missing.

import { every } from '../ground/every.ts';
import { keepReliefs } from './relief.ts';
import { keepTurns } from './rotation.ts';
import { keepUnheld } from './unheld.ts';
import { seriesLimits } from './limits.ts';
import { keepSeries } from './series.ts';

/** Looks now and again. Safe on several nodes at once. Returns how to end it. */
export function openKeeper(): () => void {
	return every(seriesLimits.keepMs, 'series', async () => {
		await keepSeries();
		await keepReliefs();
		await keepTurns();
		await keepUnheld();
	});
}
