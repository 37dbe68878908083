import { expect, test } from 'vitest';
import { pausesIn, type Logged } from './pauses.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 19, minute));
const support = { kind: 'support' };
const log = (...rows: [type: string, actor: number, data?: object][]): Logged[] =>
	rows.map(([type, actor, data = null], index) => ({ version: index + 1, at: at(index + 1), type, actor, data }));

test('a pause lasts until the circle goes on; others who led it are known', () => {
	const all = pausesIn(
		log(
			['TAKEOVER', 1, { ...support, led: 1 }],
			['DELEGATE', 1, { to: 2, led: 2 }],
			['TIMER', -1, { name: 'review' }],
			['RESUME', 2, { mode: 'exact', led: null }],
			['TAKEOVER', 2, { kind: 'safety', led: 2 }]
		)
	);
	expect(all).toEqual([
		{ takeover: 1, leaders: [1, 2], from: at(1), until: at(4), kind: 'support', ended: 'resumed' },
		{ takeover: 5, leaders: [2], from: at(5), until: null, kind: 'safety', ended: null }
	]);
});

test('one that began by coming to somebody, and a lead that passed by leaving, are pauses like any other', () => {
	const all = pausesIn(log(['BE_WITH', 1, { signalId: 's', led: 1 }], ['ACCEPT_CARE', 4, { led: 2 }], ['LEAVE', 2, { led: null }]));
	expect(all).toMatchObject([{ takeover: 1, leaders: [1, 2], until: at(3), kind: 'support', ended: 'lost' }]);
});

test('a slip that was undone was no pause; a leader who was lost ended theirs', () => {
	expect(pausesIn(log(['TAKEOVER', 1, { ...support, led: 1 }], ['UNDO_TAKEOVER', 1, { led: null }], ['NEXT_PHASE', 1]))).toEqual([]);
	const lost = pausesIn(
		log(
			['TAKEOVER', 1, { ...support, led: 1 }],
			['TIMER', -1, { name: 'leader', led: null }],
			['TAKEOVER', 3, { ...support, led: 3 }],
			['END', 3, { led: null }]
		)
	);
	expect(lost.map(({ until, ended }) => [until, ended])).toEqual([
		[at(2), 'lost'],
		[at(4), 'ended']
	]);
});

test('going on that was taken back did not end it', () => {
	const all = pausesIn(
		log(
			['TAKEOVER', 1, { ...support, led: 1 }],
			['RESUME', 1, { mode: 'toClosing', led: null }],
			['TAKE_BACK', 1, { led: 1 }],
			['RESUME', 1, { mode: 'exact', led: null }]
		)
	);
	expect(all).toMatchObject([{ takeover: 1, until: at(4), ended: 'resumed' }]);
});

test('it says whether the circle went on or was closed well', () => {
	const one = ['TAKEOVER', 1, { ...support, led: 1 }] as [string, number, object];
	const all = pausesIn(log(one, ['RESUME', 1, { mode: 'returnTurn', led: null }], one, ['RESUME', 1, { mode: 'toClosing', led: null }]));
	expect(all.map(({ ended }) => ended)).toEqual(['resumed', 'closing']);
});
