// Whom each release counts: circles are put into scopes when a period begins, and a person into one scope of those whose
// releases the same people may read. So nobody, and no two hosts of one circle together, ever get two draws about one person
// in one month.

import { limits } from './limits.ts';
import { beginsQuarter, monthsIn } from './months.ts';
import type { Attendance, Choice, CircleAt, Month, Scope } from './types.ts';

/** What a host who never chose gets. */
export const firstChoice: Choice = { period: 'month', together: false };

/**
 * The scopes that begin with this month.
 * @param circles as they stood when the month began
 * @param going scopes of earlier months, or of this one when it was frozen already
 * @param chosen what a host had chosen before the month began
 */
export function frozenScopes(circles: CircleAt[], going: Scope[], chosen: (host: string) => Choice, month: Month): Scope[] {
	const on = going.filter(({ from, period }) => from <= month && month < from + monthsIn(period));
	// Who reads what is going on may read nothing that begins beside it; whose circles are counted waits for its end.
	const busy = new Set(on.flatMap(({ readers, owner }) => [owner, ...readers]));
	const taken = new Set(on.flatMap((scope) => scope.circles));
	const free = circles
		.filter(({ id, owner }) => !taken.has(id) && !busy.has(owner))
		.map((circle) => ({ ...circle, hosts: circle.hosts.filter((host) => !busy.has(host)) }));
	return groupsOf(free).flatMap((group) => scopesOf(group, chosen, month));
}

function scopesOf(group: CircleAt[], chosen: (host: string) => Choice, month: Month): Scope[] {
	const owners = [...new Set(group.map(({ owner }) => owner))].sort();
	const quarter = beginsQuarter(month) && owners.some((owner) => chosen(owner).period === 'quarter');
	return owners.flatMap((owner) => {
		const own = group.filter((circle) => circle.owner === owner).sort((a, b) => (a.id < b.id ? -1 : 1));
		const sets = chosen(owner).together ? [own] : own.map((circle) => [circle]);
		return sets.map((set): Scope => {
			const readers = set[0]!.hosts.filter((host) => set.every(({ hosts }) => hosts.includes(host))).sort();
			return {
				owner,
				circles: set.map(({ id }) => id),
				readers,
				period: quarter ? 'quarter' : 'month',
				from: month,
				group: group.map(({ id }) => id).sort()[0]!
			};
		});
	});
}

/** Circles that are tied together by sharing hosts, directly or through others. */
function groupsOf(circles: CircleAt[]): CircleAt[][] {
	let groups: { hosts: Set<string>; circles: CircleAt[] }[] = [];
	for (const circle of circles) {
		const hosts = new Set([circle.owner, ...circle.hosts]);
		const [tied, apart] = [groups.filter((g) => !g.hosts.isDisjointFrom(hosts)), groups.filter((g) => g.hosts.isDisjointFrom(hosts))];
		groups = [
			...apart,
			{ hosts: tied.reduce((all, g) => all.union(g.hosts), hosts), circles: [...tied.flatMap((g) => g.circles), circle] }
		];
	}
	return groups.map((group) => group.circles);
}

/** Whether a seat in a gathering was used. */
export const attended = ({ minutes }: Attendance): boolean => minutes >= limits.attendedMinutes;

/**
 * The one circle set each person is counted in: where they first came. It follows from a person's own rows alone, so that
 * nobody's presence moves anybody else. Who came nowhere is counted nowhere.
 * @param rows of all scopes of one group, in one period
 * @returns the index of the scope, by account
 */
export function assign(scopes: Pick<Scope, 'circles'>[], rows: Attendance[]): Map<string, number> {
	const scopeOf = new Map(scopes.flatMap(({ circles }, index) => circles.map((circle) => [circle, index] as const)));
	const first = new Map<string, Attendance>();
	for (const row of rows) {
		if (!attended(row) || !scopeOf.has(row.circle)) continue;
		const had = first.get(row.account);
		if (!had || before(row, had)) first.set(row.account, row);
	}
	return new Map([...first].map(([account, { circle }]) => [account, scopeOf.get(circle)!]));
}

const before = (a: Attendance, b: Attendance): boolean => (a.startsAt !== b.startsAt ? a.startsAt < b.startsAt : a.gathering < b.gathering);
