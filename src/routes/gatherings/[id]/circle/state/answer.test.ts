// Only what our server says is an answer: nothing else on the line is ever taken for one.
import { expect, it } from 'vitest';
import { answerOf, hasVersion, lostWords } from './answer';

const of = (status: number, body: unknown) => answerOf(status, body, hasVersion);
const no = { refused: 'over', sentence: 'It is over.' };

it('a yes and a no of ours', () => {
	expect(of(200, { ok: true, version: 7 })).toEqual({ ok: true, version: 7 });
	expect(of(409, no)).toBe(no);
	expect(of(429, { refused: 'too-many', sentence: 'Please wait.' })).toMatchObject({ refused: 'too-many' });
});

it.each([
	['a page of the network with a good status', 200, undefined],
	['somebody’s “ok” that knows no gathering', 200, { ok: true }],
	['a page that forbids', 403, undefined],
	['somebody’s JSON', 403, { error: 'blocked', refused: 'other-site' }],
	['a no with a good status', 200, no],
	['a list', 409, [1]],
	['a request to log in elsewhere', 401, { refused: 'login', sentence: 7 }],
	['a gateway’s page', 502, undefined]
])('%s is none', (_, status, body) => expect(of(status, body)).toEqual({ lost: 'foreign' }));

it('our server without its database, and a browser that it does not know', () => {
	expect(of(503, { refused: 'not-saved', sentence: 'Not just now.' })).toEqual({ lost: 'unsaved' });
	expect(of(401, { refused: 'not-seated', sentence: 'No seat.' })).toEqual({ lost: 'login' });
});

it('what came to nothing is never told as done', () => {
	for (const lost of ['line', 'silence', 'foreign', 'unsaved'] as const)
		expect(lostWords(lost)).toMatch(/did not reach|No answer|could not take/);
});
