// What a call and “Be with” say on the panel: each sentence from the facts of the view.
import { expect, it } from 'vitest';
import type { View, ViewedSignal } from '$lib/gathering/viewed';
import { held as pausedBy, signal } from '../../../../../../tests/stories/held';
import { viewOf } from '../../../../../../tests/stories/views';
import { ago, beWithLine, canBeWith, goneLine, outsideLine, staysLine, withLine } from './call-words';

const sol = (more: Partial<ViewedSignal> = {}): ViewedSignal => ({ ...signal, id: 's1', seat: 2, name: 'Sol', at: 0, ...more });
function holding(change: (view: View) => void = () => {}): View {
	const view = viewOf('signals', 7, 1);
	change(view);
	return view;
}

it('how long ago, in words', () => {
	expect([2, 20, 89, 95, 300].map((s) => ago(0, s * 1000))).toEqual([
		'just now',
		'20 seconds ago',
		'89 seconds ago',
		'2 minutes ago',
		'5 minutes ago'
	]);
});

it('what “Be with” will do is said before it is pressed', () => {
	expect(beWithLine(holding(), sol())).toBe(
		'The circle pauses, and Sol is asked whether to talk alone. With their yes, your microphones open there.'
	);
	const two = holding((view) => void (view.seats[4]!.mayHold = true));
	expect(beWithLine(two, sol())).toBe(
		'Tomás stays with the circle, and Sol is asked whether to talk alone. With their yes, your microphones open there.'
	);
	expect(
		beWithLine(
			holding((view) => void (view.seats[1]!.mayHold = true)),
			sol()
		)
	).toContain('The circle pauses');
	expect(
		beWithLine(
			holding((view) => void (view.hold = pausedBy(view))),
			sol()
		)
	).toBe('The circle stays paused, and Sol is asked whether to talk alone. With their yes, your microphones open there.');
	expect(
		beWithLine(
			holding((view) => void (view.phase = null)),
			sol()
		)
	).toBe('Sol is asked whether to talk alone. With their yes, your microphones open there.');
	const paired = holding(
		(view) => void view.facilitation!.pairs.push({ room: 'p1', seats: [2, 3], helper: null, asked: true, alone: false, apart: null })
	);
	expect(beWithLine(paired, sol())).toBe('You go into their pair.');
	expect(
		beWithLine(
			holding((view) => void (view.facilitation!.careAsked = 3)),
			sol()
		)
	).toBe('Ana is no longer asked. The circle pauses, and Sol is asked whether to talk alone. With their yes, your microphones open there.');
});

it('it is offered only where it leads somewhere', () => {
	expect(canBeWith(holding(), sol())).toBe(true);
	expect(canBeWith(holding(), sol({ gone: true }))).toBe(false);
	expect(
		canBeWith(
			holding((view) => void (view.facilitation!.careAsked = 2)),
			sol()
		)
	).toBe(false);
	expect(
		canBeWith(
			holding((view) => void (view.care = { seat: 2, companion: 5, since: 0, back: [], alone: false })),
			sol()
		)
	).toBe(false);
	expect(
		canBeWith(
			holding((view) => void (view.care = { seat: 2, companion: 5, since: 0, back: [], alone: true })),
			sol()
		)
	).toBe(true);
	expect(
		canBeWith(
			holding((view) => void (view.may = [])),
			sol()
		)
	).toBe(false);
});

it('who is with them and how; that nobody is; and who was', () => {
	const view = holding();
	expect(withLine(view, sol())).toBe('Nobody is with them yet.');
	expect(withLine(view, sol({ unanswered: true }))).toBe('Nobody is with them yet. They were told so.');
	expect(withLine(view, sol({ before: 5, met: true }))).toBe('Tomás was with them before. Nobody is with them now.');
	expect(withLine(view, sol({ with: 5, how: 'careRoom' }))).toBe('Tomás is with them in the care room.');
	expect(withLine(view, sol({ with: 1, how: 'pause' }))).toBe('You lead the pause for them.');
	expect(withLine(view, sol({ with: 1, how: 'answer', answer: 'afterShare' }))).toBe('You said: “After this share.”');
	expect(
		withLine(
			holding((asked) => void (asked.facilitation!.careAsked = 2)),
			sol()
		)
	).toBe('Sol is asked; waiting for their yes.');
});

it('[A1] “Not now” is read by whoever asked, with the ways on', () => {
	const view = viewOf('wouldRatherStay', 7);
	expect(staysLine(view, sol())).toBe('Sol would rather stay for now. You can say something here, or ask again later.');
	expect(canBeWith(view, view.facilitation!.signals[0]!)).toBe(true);
	view.hold = pausedBy(view);
	expect(staysLine(view, sol())).toBe('Sol would rather stay for now. You can be with them here, or ask again later.');
	expect(staysLine(holding(), sol())).toBe('');
});

it('whoever is gone is named, with how they went', () => {
	const view = holding((one) => void (one.seats[1]!.connection = 'lost'));
	expect(goneLine(view, sol())).toBe('');
	expect(goneLine(view, sol({ gone: true }))).toBe('Sol lost the line.');
	expect(goneLine(view, sol({ gone: true, seat: 40 }))).toBe('Sol has left.');
});

it('what is said of those on call is what is known', () => {
	const reach = { people: 2, reached: 0, seen: 0, coming: 0 };
	const view = holding();
	const outside = (more: object) => outsideLine(view, sol(more));
	expect(outside({})).toBe('');
	expect(outside({ paged: true })).toBe('We are finding out who can be reached.');
	expect(outside({ paged: true, reach: { ...reach, people: 0 } })).toBe('Nobody is on call just now.');
	expect(outside({ paged: true, reach, with: 1, how: 'answer' })).toBe('');
});
