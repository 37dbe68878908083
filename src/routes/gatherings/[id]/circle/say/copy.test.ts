// What the circle says of itself: time never hurries anybody but the holder, and the middle names who speaks.
import { expect, it } from 'vitest';
import { minutes, seconds } from '$lib/gathering/limits';
import { viewOf } from '../../../../../../tests/stories/views';
import { whereWeAre } from './where';
import { middleOf, timeLeft, timeWords } from './copy';

it('time is told in three words, and only its holder hears that it ends', () => {
	expect(timeLeft(0, minutes(5))).toBe('plenty');
	expect(timeLeft(minutes(4) + 1, minutes(5))).toBe('minute');
	expect(timeLeft(minutes(5), minutes(5))).toBe('ending');
	expect(timeWords('ending', true)).toBe('please find your ending');
	expect(timeWords('ending', false)).toBe('there is time');
});

it('a short turn never reads "about a minute"', () => {
	expect(timeLeft(seconds(30), seconds(45))).toBe('plenty');
	expect(timeLeft(seconds(45), seconds(45))).toBe('ending');
});

it('a listener reads who speaks, the holder that everyone hears them', () => {
	expect(middleOf(viewOf('held', 7)).above).toBe('Jonas is speaking');
	expect(middleOf(viewOf('mine', 7), 'open').above).toBe('You have the piece. Everyone hears you.');
	for (const voice of ['soon', 'closed', null] as const) expect(middleOf(viewOf('mine', 7), voice).above).toBe('You have the piece.');
});

it('aftercare says what it is: over, open, and nobody has to', () => {
	const words = Object.values(middleOf(viewOf('leaving', 7)));
	expect(words).toEqual([
		'The circle has closed',
		'Stay a little, if you like.',
		'Everyone may speak, and nobody has to. You may leave whenever you wish.'
	]);
});

it('a takeover names who leads, no reason, and nobody else', () => {
	const words = Object.values(middleOf(viewOf('takeover', 7))).join(' ');
	expect(words).toContain('Mira leads.');
	expect(words).not.toMatch(/Sol|Jonas|support|safety/);
});

it('one key tells who speaks, who is next, how much time', () => {
	const view = viewOf('held', 7);
	expect(whereWeAre(view, view.now)).toBe('Sharing, round 2. Jonas is speaking. Next: Wren. There is time.');
});

it('the gentler question follows as a quiet second one', () => {
	const view = viewOf('held', 7);
	view.phase!.gentler = 'Or whatever is here.';
	expect(middleOf(view).below).toBe('or whatever is here');
	view.phase!.gentler = 'What has been easier lately?';
	expect(middleOf(view).below).toBe('or: What has been easier lately?');
});
