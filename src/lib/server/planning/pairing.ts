// Which new date a gathering goes to when the rest of its series changes. Pure.

import type { Occurrence } from './recurrence.ts';

/**
 * Gives each gathering the nearest date that none before it took; null where none is near enough.
 * @param planned earliest first
 * @param nearMs how far a gathering may go
 */
export function pairDates<T extends Occurrence>(
	planned: T[],
	dates: Occurrence[],
	nearMs: number
): { gathering: T; date: Occurrence | null }[] {
	const left = new Set(dates);
	return planned.map((gathering) => {
		const away = (date: Occurrence) => Math.abs(date.at.getTime() - gathering.at.getTime());
		const date = [...left].filter((one) => away(one) <= nearMs).sort((a, b) => away(a) - away(b))[0] ?? null;
		if (date) left.delete(date);
		return { gathering, date };
	});
}
