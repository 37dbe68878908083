// Splitting and merging: whatever circles two hosts share, put together and take apart, nobody is drawn twice in one month for
// anybody who may read it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { release } from '../../src/lib/stats/release.ts';
import { assign, attended, firstChoice, frozenScopes } from '../../src/lib/stats/scopes.ts';
import { tally } from '../../src/lib/stats/tally.ts';
import { monthsIn } from '../../src/lib/stats/months.ts';
import type { Attendance, Choice, CircleAt, Scope } from '../../src/lib/stats/types.ts';
import { bound, evidence, honest, seeded } from './attacker.ts';

const from = 24_300;
const hosts = ['anna', 'bela', 'cleo'];

/** In how many scopes that begin here, or go on, somebody is counted who came to all of these circles in this month. */
function countedIn(scopes: Scope[], came: string[], month: number): Scope[] {
	const on = scopes.filter((scope) => scope.from <= month && month < scope.from + monthsIn(scope.period));
	const rows = came.map((circle, n): Attendance => ({ account: 'one', circle, gathering: `g${n}`, startsAt: n, minutes: 60 }));
	const groups = Map.groupBy(on, ({ group, from, period }) => `${group} ${from} ${period}`);
	return [...groups.values()].flatMap((group) => {
		const index = assign(group, rows).get('one');
		return index === undefined ? [] : [group[index]!];
	});
}

test('for every host, a person belongs to one scope a month, whatever the hosts share, choose and change', () => {
	const circle = fc.record({ owner: fc.constantFrom(...hosts), others: fc.subarray(hosts), begins: fc.integer({ min: 0, max: 3 }) });
	const choice = fc.record({ period: fc.constantFrom<Choice['period']>('month', 'quarter'), together: fc.boolean() });
	const months = fc.array(
		fc.record({ circles: fc.array(circle, { minLength: 6, maxLength: 6 }), choices: fc.array(choice, { minLength: 3, maxLength: 3 }) }),
		{
			minLength: 4,
			maxLength: 4
		}
	);
	fc.assert(
		fc.property(months, (course) => {
			const all: Scope[] = [];
			for (const [n, { circles, choices }] of course.entries()) {
				const standing = circles
					.map((one, index): CircleAt & { begins: number } => ({
						id: `c${index}`,
						owner: one.owner,
						hosts: [...new Set([one.owner, ...one.others])],
						begins: one.begins
					}))
					.filter(({ begins }) => begins <= n);
				all.push(...frozenScopes(standing, all, (host) => choices[hosts.indexOf(host)] ?? firstChoice, from + n));
				// Frozen again, nothing is added.
				expect(frozenScopes(standing, all, () => firstChoice, from + n)).toEqual([]);
				const counted = countedIn(
					all,
					standing.map(({ id }) => id),
					from + n
				);
				for (const host of hosts) expect(counted.filter(({ readers }) => readers.includes(host)).length).toBeLessThanOrEqual(1);
				const circlesOn = all.filter((s) => s.from <= from + n && from + n < s.from + monthsIn(s.period)).flatMap((s) => s.circles);
				expect(new Set(circlesOn).size).toBe(circlesOn.length);
			}
		}),
		{ numRuns: 2000 }
	);
});

test('who reads a scope hosts all of its circles', () => {
	const circles: CircleAt[] = [
		{ id: 'a', owner: 'anna', hosts: ['anna', 'bela'] },
		{ id: 'b', owner: 'anna', hosts: ['anna'] }
	];
	expect(frozenScopes(circles, [], () => ({ period: 'month', together: true }), from)).toEqual([
		{ owner: 'anna', circles: ['a', 'b'], readers: ['anna'], period: 'month', from, group: 'a' }
	]);
});

describe('two hosts who share a circle and compare what they read', () => {
	const circles: CircleAt[] = [
		{ id: 'shared', owner: 'anna', hosts: ['anna', 'bela'] },
		{ id: 'belas', owner: 'bela', hosts: ['bela'] }
	];
	const others = (circle: string) =>
		Array.from({ length: 12 }, (_, n): Attendance => ({ account: `${circle} ${n}`, circle, gathering: circle, startsAt: 1, minutes: 60 }));
	const came = ['shared', 'belas'].map((circle, n): Attendance => ({
		account: 'target',
		circle,
		gathering: circle,
		startsAt: n,
		minutes: 60
	}));

	/** Each scope's exact counts, without and with the one who came to both circles. */
	function countsOf(scopes: Scope[], apart: boolean) {
		return [[], came].map((extra) => {
			const rows = [...others('shared'), ...others('belas'), ...extra];
			const one = assign(scopes, rows);
			return scopes.map(({ circles }, index) =>
				tally(
					rows.filter((row) => circles.includes(row.circle) && attended(row) && (apart || one.get(row.account) === index)),
					[],
					() => false
				)
			);
		});
	}

	/** How often both together are right whether the one came. */
	function together(scopes: Scope[], apart = false): number {
		const [zero, one] = countsOf(scopes, apart) as [ReturnType<typeof tally>[], ReturnType<typeof tally>[]];
		let right = 0;
		const trials = 20_000;
		for (let seed = 0; seed < trials; seed++) {
			const next = seeded(seed);
			const there = next() % 2 === 1;
			const sum = scopes.reduce((all, _, n) => all + evidence(release((there ? one : zero)[n]!, next), [zero[n]!, one[n]!], honest), 0);
			if ((sum === 0 ? next() % 2 === 1 : sum > 0) === there) right++;
		}
		return right / trials;
	}

	test('know no more than one of them', () => {
		expect(together(frozenScopes(circles, [], () => firstChoice, from))).toBeLessThan(bound);
	});

	test('would know more if a person were counted in every circle, and every circle anew for each of its hosts', () => {
		const once = frozenScopes(circles, [], () => firstChoice, from);
		const forEach = Array.from({ length: 4 }, () => once).flat();
		expect(together(forEach, true)).toBeGreaterThan(bound);
	});
});
