import { expect, test } from 'vitest';
import { coverWords } from './cover-words';

test('who is inside, who would come, and what it waits for', () => {
	expect(coverWords({ holding: 1, throughout: ['Rosa', 'Ben'], covered: true, cannot: null })).toBe(
		'One person with a credential has a seat in it. On call for all of it: Rosa, Ben.'
	);
	expect(coverWords({ holding: 0, throughout: [], covered: true, cannot: null })).toContain('one after the other');
	expect(coverWords({ holding: 1, throughout: [], covered: false, cannot: 'not-covered' })).toContain(
		'waits until two with a credential hold it'
	);
	expect(coverWords({ holding: 0, throughout: [], covered: false, cannot: 'not-credentialed' })).toContain(
		'waits until somebody with a credential'
	);
	expect(coverWords({ holding: 0, throughout: [], covered: false, cannot: 'beyond-peers' })).toContain('more than you allow among peers');
});
