// Whoever comes back reads for how long they were away, and what is different now: only what the two views say.
import { expect, it } from 'vitest';
import { minutes, seconds } from '$lib/gathering/limits';
import type { View } from '$lib/gathering/viewed';
import { viewOf } from '../../../../../../tests/stories/views';
import { awayWords, freshAway } from './away';

const away = { from: 0, to: minutes(2) + seconds(7) };
/** What seat 3 reads, who had `before` on their screen and comes back to `now`. */
const reads = (now: View, before: View | null = viewOf('held', 7, 3)) => awayWords(away, before, now);

it('the time alone, after a reload, and where nothing is different', () => {
	expect(reads(viewOf('leading', 7, 3), null)).toBe('You were away for about 2 minutes.');
	expect(reads(viewOf('held', 7, 3))).toBe('You were away for about 2 minutes.');
});

it('time is told roughly', () => {
	const told = (ms: number) => awayWords({ from: 0, to: ms }, null, viewOf('held', 7)).slice(0, -1).replace('You were away for ', '');
	expect([seconds(25), seconds(50), seconds(89), seconds(100), minutes(61), minutes(125)].map(told)).toEqual([
		'about half a minute',
		'about a minute',
		'about a minute',
		'about 2 minutes',
		'about an hour',
		'about 2 hours'
	]);
});

it('the circle paused, and who leads; the piece of before is not told of then', () => {
	expect(reads(viewOf('takeover', 7, 3))).toBe('You were away for about 2 minutes. Meanwhile: the circle paused, and Mira leads.');
	const rests = viewOf('takeover', 7, 1);
	rests.hold = { ...rests.hold!, kind: 'technicalPause', leader: null };
	expect(reads(rests, viewOf('leading', 7, 1))).toContain('Meanwhile: the circle waits in a pause, and every microphone is closed.');
	expect(reads(viewOf('held', 7, 3), viewOf('takeover', 7, 3))).toContain('Meanwhile: the circle goes on after its pause.');
});

it('the piece went on, another phase began, somebody else holds the circle', () => {
	const now = viewOf('held', 7, 3);
	now.phase = { ...now.phase!, id: 'closing4', title: 'Closing' };
	now.hostedBy = 6;
	now.piece = { ...now.piece, turnId: 't2', seat: 5, state: 'offered' };
	expect(reads(now)).toBe(
		'You were away for about 2 minutes. Meanwhile: the circle went on to “Closing”; Wren holds the circle now; the piece is offered to Tomás.'
	);
});

it('one’s own turn is kept, or went by; the piece may be waiting for one', () => {
	const before = viewOf('mine', 7);
	const now = viewOf('held', 7, before.you.seat);
	now.you.mark = 'deferred';
	now.piece = { ...now.piece, turnId: 't9' };
	expect(reads(now, before)).toContain('your turn is kept for later');
	now.you.mark = 'missed';
	expect(reads(now, before)).toContain('your turn in this round went by');
	const offered = viewOf('offered', 7);
	offered.piece.turnId = 't9';
	expect(reads(offered, viewOf('held', 7, offered.you.seat))).toContain('the piece came to you');
});

it('an absence of long ago is no news to a page that opens', () => {
	const view = viewOf('held', 7);
	expect(freshAway(view)).toBe(null);
	view.you.away = { from: view.now - minutes(9), to: view.now - minutes(4) };
	expect(freshAway(view)).toEqual(view.you.away);
	view.you.away.to = view.now - minutes(5);
	expect(freshAway(view)).toBe(null);
});
