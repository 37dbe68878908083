import { expect, test } from 'vitest';
import { pausesIn, type Logged } from './pauses.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 19, minute));
const support = { kind: 'support' };
const log = (...rows: [type: string, actor: number, data?: object][]): Logged[] =>
	rows.map(([type, actor, data = null], index) => ({ version: index + 1, at: at(index + 1), type, actor, data }));

test('a pause lasts until the circle goes on; others who led it are known', () => {
	const all = pausesIn(log(['TAKEOVER', 1, support], ['DELEGATE', 1, { to: 2 }], ['TIMER', -1, { name: 'review' }], ['RESUME', 2, { mode: 'exact' }], ['TAKEOVER', 2, { kind: 'safety' }]));
	expect(all).toEqual([
		{ takeover: 1, leaders: [1, 2], from: at(1), until: at(4), kind: 'support', ended: 'resumed' },
		{ takeover: 5, leaders: [2], from: at(5), until: null, kind: 'safety', ended: null }
	]);
});

test('who goes aside with the person gives the lead over; with nobody to give it to, the pause they led is over', () => {
	const all = pausesIn(log(['TAKEOVER', 1, support], ['ACCEPT_CARE', 4, { led: 2 }], ['RESUME', 2, { mode: 'exact' }], ['TAKEOVER', 2, support], ['ACCEPT_CARE', 4, { led: null }], ['RESUME', 3]));
	expect(all.map(({ leaders, until }) => [leaders, until])).toEqual([[[1, 2], at(3)], [[2], at(5)]]);
	const [still] = pausesIn(log(['TAKEOVER', 1, support], ['ACCEPT_CARE', 4]));
	expect(still).toMatchObject({ leaders: [1], until: null });
});

test('a slip that was undone was no pause; a leader who was lost ended theirs', () => {
	expect(pausesIn(log(['TAKEOVER', 1, support], ['UNDO_TAKEOVER', 1], ['RESUME', 1, { mode: 'exact' }]))).toEqual([]);
	const lost = pausesIn(log(['TAKEOVER', 1, support], ['TIMER', -1, { name: 'leader' }], ['TAKEOVER', 3, support], ['END', 3]));
	expect(lost.map(({ until, ended }) => [until, ended])).toEqual([[at(2), 'lost'], [at(4), 'ended']]);
});

test('it says whether the circle went on or was closed well', () => {
	const all = pausesIn(log(['TAKEOVER', 1, support], ['RESUME', 1, { mode: 'returnTurn' }], ['TAKEOVER', 1, support], ['RESUME', 1, { mode: 'toClosing' }]));
	expect(all.map(({ ended }) => ended)).toEqual(['resumed', 'closing']);
});
