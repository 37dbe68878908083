import { describe, expect, it } from 'vitest';
import { longWaitMs, mayContest, wordsFor } from './outside.ts';

const now = { sentBack: false, waitedMs: 0, signedOut: false };
const late = { ...now, waitedMs: longWaitMs };

describe('outside the ring', () => {
	it('whoever was sent back reads that, and not what somebody late reads', () => {
		expect(wordsFor('waiting', { ...now, sentBack: true }).title).toBe('You were asked to wait at the door for a while.');
		expect(wordsFor('waiting', now).title).toBe('You are at the door.');
	});

	it('after some minutes the door says what one can do, to both in their own words', () => {
		expect(wordsFor('waiting', { ...now, waitedMs: longWaitMs - 1 })).toEqual(wordsFor('waiting', now));
		expect(wordsFor('waiting', late).text).toContain('come back later: your seat is kept');
		expect(wordsFor('waiting', { ...late, sentBack: true }).text).toContain('say so to somebody who does not hold this circle');
	});

	it('whose login ended reads that, and not that they have no seat', () => {
		expect(wordsFor('unknown', { ...now, signedOut: true }).text).toContain('Your seat is kept. Sign in again');
		expect(wordsFor('unknown', now).title).toBe('You have no seat in this gathering.');
	});

	it('time at the door changes nothing elsewhere', () => {
		expect(wordsFor('removed', late)).toEqual(wordsFor('removed', now));
	});

	it('whoever was turned away has a way to say that it was wrong, and nobody else is offered it', () => {
		expect(mayContest('removed', now)).toBe(true);
		expect(mayContest('denied', now)).toBe(true);
		expect(mayContest('waiting', { ...now, sentBack: true })).toBe(true);
		expect(mayContest('waiting', late)).toBe(false);
		expect(mayContest('left', now)).toBe(false);
	});
});
