// What the care room and the signal say: honest when somebody is gone, and never more than was said.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import { careLine, meanwhile, otherIs } from './care-words';
import { added, alsoSeen, calls, soIs, thatMeans } from './signal';
import { held } from '../../../../../../tests/stories/held';

it('[A3] who is ready to go back is told to the other, without hurry', () => {
	expect(careLine(viewOf('careRoom', 7), true)).toContain('Nobody else hears or sees you');
	expect(careLine(viewOf('careBack', 7), true)).toBe('Mira is ready to go back to the circle, when you are. There is no hurry.');
	const view = viewOf('careRoom', 7);
	view.care!.back = [2];
	expect(careLine(view, true)).toBe('You are ready to go back. Mira may need a moment more.');
});

it('going over is told while it takes', () => {
	const view = viewOf('careRoom', 7);
	expect(careLine(view, false)).toBe('Going over to the care room…');
});

it('[A4] a lost companion is told of at once, and honestly when they do not come back', () => {
	const lost = viewOf('goingOver', 7);
	expect([otherIs(lost), careLine(lost, true)]).toEqual([
		'coming',
		'Mira lost the connection, and may be back in a moment. This room stays yours.'
	]);
	const alone = viewOf('companionLost', 7);
	expect(otherIs(alone)).toBe('gone');
	expect(careLine(alone, true)).toContain('Everyone who holds the circle has been told');
	alone.nobodyToAsk = true;
	expect(careLine(alone, true)).toContain('Both people on call were sent the alert, and one has seen it.');
	alone.signal!.reach = { people: 0, reached: 0, seen: 0, coming: 0 };
	expect(careLine(alone, true)).toContain('Nobody is on call just now.');
	const left = viewOf('careRoom', 7);
	left.seats = left.seats.filter(({ seat }) => seat !== 1);
	expect(otherIs(left)).toBe('gone');
	expect(careLine(left, true)).toContain('those who hold the circle are called');
});

it('the companion reads in one line what the circle does', () => {
	const view = viewOf('companion', 7);
	expect(meanwhile(view)).toBe('The circle: Sharing, round 2 · Jonas is speaking');
	view.hold = held(view, { leader: 5 });
	expect(meanwhile(view)).toBe('The circle is paused; Tomás is with them.');
	view.hold = held(view, { leader: 1, lead: { seat: 1, is: 'withSomebody', meanwhile: 5 } });
	expect(meanwhile(view)).toBe('The circle is paused; Tomás is with them.');
	view.hold.lead!.meanwhile = null;
	expect(meanwhile(view)).toBe('The circle is paused and rests until you are back.');
	view.hold = { ...view.hold, kind: 'technicalPause', leader: null };
	expect(meanwhile(view)).toBe('The circle rests until somebody takes it up.');
});

it('[N5] an answer is read as it was given, with who else saw it', () => {
	const view = viewOf('signalAnswered', 7);
	expect(soIs(view, view.signal!)).toBe('Mira: “I see you. After this share.”');
	expect(alsoSeen(view, view.signal!)).toBe('Tomás saw it too.');
	expect(soIs(view, { ...view.signal!, answer: 'careRoom' })).toBe('Mira: “Care room, now?”');
	expect(soIs(view, { ...view.signal!, answer: 'seen' })).toBe('Mira: “I see you.”');
});

it('[A1] who would rather stay reads that it is known, and nothing that comes of a yes', () => {
	const view = viewOf('stays', 7);
	expect(soIs(view, view.signal!)).toBe('Mira has seen your call, and knows that you would rather stay.');
	expect(thatMeans(view, view.signal!)).toBe('You need not do anything. If you would like to talk after all, call again.');
});

it('those who hold the circle read the person’s own words, and whom it is about', () => {
	const view = viewOf('signals', 7);
	const [first, second] = view.facilitation!.signals;
	expect([calls(first!), added(first!)]).toEqual(['Sol asked for support', '“Talk with me soon” · “How I feel”']);
	expect([calls(second!), added(second!)]).toEqual(['Ilse asks support for someone else here', '']);
});
