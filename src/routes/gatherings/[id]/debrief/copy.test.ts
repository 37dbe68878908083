import { describe, expect, it } from 'vitest';
import { caseLines, goesOn, reachWords, type Case } from './copy.ts';

const call: Case = {
	name: 'Ana',
	whom: 'me',
	kind: null,
	urgency: null,
	when: 'at 20:14',
	went: 'there',
	met: false,
	lastWith: null,
	reach: null
};

describe('an open call after the end', () => {
	it('is told by name, with when, and nothing that is not known', () => {
		expect(caseLines(call)).toEqual(['Ana asked for support at 20:14.', 'They were there until the end.', 'Nobody answered them.']);
	});

	it('says what they said, that they went, and who was with them last', () => {
		const lines = caseLines({ ...call, kind: 'feeling', urgency: 'now', went: 'left', met: true, lastWith: 'Mira' });
		expect(lines).toContain('They said: “Now” · “How I feel”.');
		expect(lines).toContain('They left before the end.');
		expect(lines).toContain('Mira answered them last.');
	});

	it('tells who outside was reached by counted facts only', () => {
		expect(reachWords(null)).toBe('');
		expect(reachWords({ people: 0, reached: 0, seen: 0, coming: 0 })).toBe('Nobody is on call.');
		expect(reachWords({ people: 2, reached: 0, seen: 0, coming: 0 })).toBe('2 on call are being told.');
		expect(reachWords({ people: 2, reached: 2, seen: 0, coming: 0 })).toContain('nobody has read it yet');
		expect(reachWords({ people: 2, reached: 2, seen: 1, coming: 0 })).toBe('1 of 2 on call has read of it.');
	});

	it('promises only those who are there', () => {
		expect(goesOn({ told: 0, waits: false }, false)).toContain('Nobody else is told');
		expect(goesOn({ told: 0, waits: true }, false)).toBe(
			'It stays open for you and for whoever is on call in the next hours, until somebody closes it.'
		);
		expect(goesOn({ told: 0, waits: false }, true)).toBe(
			'It stays open for you and from the next day for the safety contact, until somebody closes it.'
		);
		expect(goesOn({ told: 2, waits: true }, true)).toBe(
			'It stays open for you and for 2 people on call, who were told of it, and from the next day for the safety contact, until somebody closes it.'
		);
	});
});
