import { expect, test } from 'vitest';
import { pausesIn, type Logged } from './pauses.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 19, minute));
const log = (...rows: [type: string, actor: number, data?: object][]): Logged[] =>
	rows.map(([type, actor, data = null], index) => ({ version: index + 1, at: at(index + 1), type, actor, data }));

test('a pause lasts until the circle goes on; others who led it are known', () => {
	const all = pausesIn(log(['TAKEOVER', 1], ['DELEGATE', 1, { to: 2 }], ['TIMER', -1, { name: 'review' }], ['RESUME', 2], ['TAKEOVER', 2]));
	expect(all).toEqual([
		{ takeover: 1, leaders: [1, 2], from: at(1), until: at(4) },
		{ takeover: 5, leaders: [2], from: at(5), until: null }
	]);
});

test('who goes aside with the person gives the lead over; with nobody to give it to, the pause they led is over', () => {
	const all = pausesIn(log(['TAKEOVER', 1], ['ACCEPT_CARE', 4, { led: 2 }], ['RESUME', 2], ['TAKEOVER', 2], ['ACCEPT_CARE', 4, { led: null }], ['RESUME', 3]));
	expect(all.map(({ leaders, until }) => [leaders, until])).toEqual([[[1, 2], at(3)], [[2], at(5)]]);
	const [still] = pausesIn(log(['TAKEOVER', 1], ['ACCEPT_CARE', 4]));
	expect(still).toMatchObject({ leaders: [1], until: null });
});

test('a slip that was undone was no pause; a leader who was lost ended theirs', () => {
	expect(pausesIn(log(['TAKEOVER', 1], ['UNDO_TAKEOVER', 1], ['RESUME', 1]))).toEqual([]);
	expect(pausesIn(log(['TAKEOVER', 1], ['TIMER', -1, { name: 'leader' }], ['TAKEOVER', 3], ['END', 3])).map(({ until }) => until)).toEqual([at(2), at(4)]);
});
