import { expect, test } from 'vitest';
import { coverWords } from './cover-words';

test('who is inside, who would come, and what a format waits for', () => {
	expect(coverWords({ holding: 1, throughout: ['Rosa', 'Ben'], covered: true, deepWork: true })).toBe(
		'One person with a credential has a seat in it. On call for all of it: Rosa, Ben.'
	);
	expect(coverWords({ holding: 0, throughout: [], covered: true, deepWork: false })).toContain('one after the other');
	expect(coverWords({ holding: 1, throughout: [], covered: false, deepWork: true })).toContain('waits until two hold it');
	expect(coverWords({ holding: 2, throughout: [], covered: false, deepWork: true })).not.toContain('waits');
});
