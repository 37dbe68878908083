// What whoever holds the circle reads of a pause and of the evening.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import { courseLine, evenLine } from './course-words';
import { pauseFacts, voicesOf } from './steering';

it('[K10] who called comes first; whoever is lost or gone aside is not offered', () => {
	const view = viewOf('steers', 7);
	view.seats[3]!.connection = 'lost';
	view.seats[4]!.standing = 'resting';
	expect(voicesOf(view).map(({ name, first, on }) => [name, first, on])).toEqual([
		['Sol', true, false],
		['Ana', false, false],
		['Wren', false, false],
		['Ilse', false, false]
	]);
	expect(voicesOf(viewOf('steersOpen', 7))[0]).toMatchObject({ name: 'Sol', on: true });
});

it('an open microphone is never called private', () => {
	expect(pauseFacts(viewOf('steers', 7))).toEqual(['You lead this pause.', 'It is for Sol. Nobody else is told for whom we pause.']);
	expect(pauseFacts(viewOf('steersOpen', 7))).toContain('Everybody in the circle hears Sol and you.');
	const other = viewOf('steersOpen', 7);
	other.you.seat = 5;
	expect(pauseFacts(other)).toContain('Everybody in the circle hears Mira and Sol.');
	expect(pauseFacts(viewOf('roundLed', 7))).toContain('A short round is on: Ana has the word. Still to come: Jonas and Tomás.');
});

it('the part, its time and the clock', () => {
	const view = viewOf('facilitator', 7);
	view.phase!.endsAt = view.now + 12.5 * 60_000;
	expect(courseLine(view, view.now)).toBe('Round the circle, part 4 of 5 · 12 min left in this part');
	expect(courseLine(view, view.now + 12 * 60_000)).toContain('less than a minute left');
	expect(courseLine(view, view.now + 13 * 60_000)).toContain('the time of this part is over');
	view.phase!.endsAt = null;
	expect(courseLine(view, view.now)).toContain('15 min left in this part; the clock stands still');
	view.phase!.leftMs = null;
	expect(courseLine(view, view.now)).toBe('Round the circle, part 4 of 5');
});

it('how even the time was is a word, never a figure', () => {
	const view = viewOf('facilitator', 7);
	const words = [0.95, 0.8, 0.4, null].map((evenness) => {
		view.facilitation!.evenness = evenness;
		return evenLine(view);
	});
	expect(words).toEqual(['Time so far: even', 'Time so far: fairly even', 'Time so far: uneven', '']);
});
