// A closed permission, a missing device and a busy one are told apart, and help fits the browser.
import { expect, it } from 'vitest';
import { countdown } from './countdown';
import { howToAllow, stateWords } from './trouble';

it('blocked, not found and in use are different sentences', () => {
	const said = (['blocked', 'missing', 'busy'] as const).map((state) => stateWords('camera', state, 'Chrome'));
	expect(new Set(said).size).toBe(3);
	expect(said[2]).toContain('another app');
	expect(stateWords('camera', 'on', 'Chrome')).toBe('');
});

it('help names the place in this browser on this system', () => {
	expect(howToAllow('camera', 'Mozilla/5.0 (iPhone) Safari')).toContain('Settings');
	expect(howToAllow('microphone', 'Windows NT 10.0 Firefox/140')).toMatch(/crossed-out microphone.*Windows Settings/);
	expect(howToAllow('camera', 'Macintosh; Mac OS X Chrome/140')).toContain('Privacy & Security');
});

it('a countdown speaks in words', () => {
	expect(countdown(20_000)).toBe('less than a minute');
	expect(countdown(14 * 60_000)).toBe('14 minutes');
	expect(countdown(61 * 60_000)).toBe('1 hour and 1 minute');
	expect(countdown(50 * 3_600_000)).toBe('2 days');
});
