import { afterEach, expect, test } from 'vitest';
import { confidentialitySentence, helpFor } from './emergency.ts';

afterEach(() => {
	delete process.env.HELP_TEXT;
	delete process.env.CONFIDENTIALITY_SENTENCE;
});

test('the number of the country one gave; without one, or where we are not certain, a sentence that is true anyway', () => {
	expect(helpFor('DE').sentence).toContain('112');
	expect(helpFor('gb').number).toBe('999');
	expect(helpFor('US').number).toBe('911');
	for (const unknown of [null, 'ZZ', 'constructor']) {
		expect(helpFor(unknown)).toMatchObject({ number: null, text: null });
		expect(helpFor(unknown).sentence).toContain('your local emergency number');
	}
});

test('the operator’s own words are shown as they are', () => {
	process.env.HELP_TEXT = ' Ring Sam, 555-0100. ';
	process.env.CONFIDENTIALITY_SENTENCE = 'Sam rings, and says a name only.';
	expect(helpFor(null).text).toBe('Ring Sam, 555-0100.');
	expect(confidentialitySentence()).toBe('Sam rings, and says a name only.');
});
