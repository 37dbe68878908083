// What a screen reader is told, and when.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../tests/stories/views';
import { announcements, sharing } from './announce';

it('only the offer to oneself is urgent', () => {
	const told = announcements(viewOf('centre', 7, 4), viewOf('offered', 7));
	expect(told.filter(({ urgent }) => urgent).map(({ text }) => text)).toEqual(['The piece is offered to you.']);
	expect(announcements(viewOf('centre', 7), viewOf('offeredOther', 7)).some(({ urgent }) => urgent)).toBe(false);
});

it('who comes and goes waits while somebody shares', () => {
	const before = viewOf('held', 7);
	const view = viewOf('held', 7);
	view.seats[5]!.connection = 'lost';
	expect(announcements(before, view)).toEqual([{ text: 'Wren lost the connection.', urgent: false, now: false }]);
	expect(sharing(view)).toBe(true);
});

it('a pause is told at once, and that the circle goes on', () => {
	const paused = viewOf('takeover', 7);
	const [told] = announcements(viewOf('held', 7), paused);
	expect(told).toMatchObject({ now: true, urgent: false });
	expect(told?.text).toContain('Mira leads');
	expect(announcements(paused, viewOf('held', 7))[0]?.text).toBe('The circle goes on');
});

it('nothing changed: nothing is told', () => {
	expect(announcements(viewOf('held', 7), viewOf('held', 7))).toEqual([]);
});

it('a hand that goes up is told, calmly, and one’s own try of the signal at once', () => {
	const before = viewOf('hands', 7);
	const view = viewOf('hands', 7);
	view.hands = [...before.hands, 7];
	expect(announcements(before, view)).toEqual([{ text: 'Ilse raised a hand.', urgent: false, now: false }]);
	expect(announcements(viewOf('trying', 7), viewOf('tried', 7))).toContainEqual({ text: 'This was a try. Nobody was called.', urgent: false, now: true });
});
