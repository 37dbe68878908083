// The doctor says when a place runs as only a test may run.
import { expect, test } from 'vitest';
import { lookAtPlace } from './place.ts';

test('work that is held is broken, by name; nothing is said of it otherwise', () => {
	const background = (HELD_JOBS?: string) => lookAtPlace({ HELD_JOBS }).filter(({ what }) => what === 'background');
	expect(background('forget,mails')).toMatchObject([{ word: 'broken', says: expect.stringContaining('forget,mails') }]);
	expect([background(), background('')]).toEqual([[], []]);
});
