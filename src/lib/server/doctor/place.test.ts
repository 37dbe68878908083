// The doctor says when a place runs as only a test may run.
import { expect, test } from 'vitest';
import { lookAtPlace } from './place.ts';

test('work that is held is broken, by name; nothing is said of it otherwise', () => {
	const background = (HELD_JOBS?: string) => lookAtPlace({ HELD_JOBS }).filter(({ what }) => what === 'background');
	expect(background('forget,mails')).toMatchObject([{ word: 'broken', says: expect.stringContaining('forget,mails') }]);
	expect([background(), background('')]).toEqual([[], []]);
});

test('behind a proxy that hides who comes from where, everybody shares one network: said, with what to set', () => {
	const networks = (env: Record<string, string>) => lookAtPlace(env).filter(({ what }) => what === 'networks').length;
	expect([
		networks({ ORIGIN: 'https://circles.example.org' }),
		networks({ ORIGIN: 'https://circles.example.org', ADDRESS_HEADER: 'X-Forwarded-For' }),
		networks({ ORIGIN: 'http://localhost:3000' })
	]).toEqual([1, 0, 0]);
});
