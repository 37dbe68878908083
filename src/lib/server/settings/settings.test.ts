import { afterEach, expect, test } from 'vitest';
import { fromEnvironment, memberCircles, setting } from './settings.ts';

afterEach(() => {
	delete process.env.CONSENT_WORDING;
	delete process.env.MEMBER_CIRCLE_SEATS;
	delete process.env.MEMBER_CIRCLE_COVER;
});

test('until somebody sets it, what is shipped holds, without a database', () => {
	expect(setting('safetyContact')).toBe('');
	expect(setting('consentWording')).toContain('I am an adult.');
	expect(memberCircles()).toEqual({ seats: 6, minutes: 60, cover: true });
});

test('what the environment says wins, without the spaces around it; an empty word says nothing', () => {
	process.env.CONSENT_WORDING = ' Yes, I do. ';
	process.env.MEMBER_CIRCLE_SEATS = '0';
	process.env.MEMBER_CIRCLE_COVER = 'no';
	expect(setting('consentWording')).toBe('Yes, I do.');
	expect(memberCircles()).toEqual({ seats: 0, minutes: 60, cover: false });
	process.env.CONSENT_WORDING = ' ';
	expect(fromEnvironment('consentWording')).toBeNull();
	expect(setting('consentWording')).toContain('I am an adult.');
});
