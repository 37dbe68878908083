// Calendar months as whole numbers, in UTC: which period one lies in, and when it begins and ends.

import { limits } from './limits.ts';
import type { Instant, Month, Period } from './types.ts';

const dayMs = 86_400_000;

export const monthsIn = (period: Period): number => (period === 'quarter' ? 3 : 1);

/** When a month begins. */
export const beginOf = (month: Month): Instant => Date.UTC(Math.floor(month / 12), month % 12, 1);

/** When a period that begins with this month is over: the first instant after it. */
export const endOfPeriod = (from: Month, period: Period): Instant => beginOf(from + monthsIn(period));

/** When its figures are released. */
export const releaseAt = (from: Month, period: Period): Instant => endOfPeriod(from, period) + limits.releaseDays * dayMs;

/** Until when what it was made of is kept. */
export const keptUntil = (released: Instant): Instant => released + limits.keptDays * dayMs;

/** Whether a quarter may begin with this month. */
export const beginsQuarter = (month: Month): boolean => month % 3 === 0;

export const yearOf = (month: Month): number => Math.floor(month / 12);

const names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** As people read it: "November 2026", "October to December 2026". */
export function periodName(from: Month, period: Period): string {
	const first = names[from % 12]!;
	const last = names[(from + monthsIn(period) - 1) % 12]!;
	return `${first === last ? first : `${first} to ${last}`} ${yearOf(from)}`;
}
