// What stands still when HELD_JOBS says so, and where that may not be said.
import { expect, test } from 'vitest';
import { heldJobs, jobNames } from './held.ts';

const here = 'http://localhost:3000';

test('nothing is held unless it is named', () => {
	expect(heldJobs({ ORIGIN: here })).toEqual(new Set());
	expect(heldJobs({ HELD_JOBS: ' ', ORIGIN: 'https://circles.example.org' })).toEqual(new Set());
	expect(heldJobs({ HELD_JOBS: 'mails, cover', ORIGIN: here })).toEqual(new Set(['mails', 'cover']));
	expect(heldJobs({ HELD_JOBS: jobNames.join(), ORIGIN: 'http://127.0.0.1:1' }).size).toBe(jobNames.length);
});

test.each([undefined, 'https://circles.example.org', 'http://circles.example.org', 'https://localhost', 'localhost'])(
	'nothing starts held where others come in: %s',
	(ORIGIN) => {
		expect(() => heldJobs({ HELD_JOBS: 'mails', ORIGIN })).toThrow('for tests');
	}
);

test('a name that is no job is not passed over', () => {
	expect(() => heldJobs({ HELD_JOBS: 'mails,page', ORIGIN: here })).toThrow('page is no job');
});
