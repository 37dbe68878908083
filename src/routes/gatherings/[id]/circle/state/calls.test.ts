// Which call rings, when, and which stands first.
import { expect, it } from 'vitest';
import type { View, ViewedSignal } from '$lib/gathering/viewed';
import { seconds } from '$lib/gathering/limits';
import { signal } from '../../../../../../tests/stories/held';
import { viewOf } from '../../../../../../tests/stories/views';
import { callsBetween, openCalls } from './calls';

const sol = (more: Partial<ViewedSignal> = {}): ViewedSignal => ({ ...signal, id: 's1', seat: 2, name: 'Sol', at: 0, rung: 0, ...more });
function held(...signals: ViewedSignal[]): View {
	const view = viewOf('signals', 7, 1);
	view.facilitation!.signals = signals;
	return view;
}
const moment = (at: number, ...signals: ViewedSignal[]) => ({ view: held(...signals), at: seconds(at) });
const cues = (before: ReturnType<typeof moment> | null, after: ReturnType<typeof moment>) =>
	callsBetween(before, after).map(({ name, cue, now }) => [name, cue, now]);

it('a call rings when it comes, and for whoever opens the page while nobody is with them', () => {
	expect(cues(moment(0), moment(1, sol()))).toEqual([['Sol', 'new', false]]);
	expect(cues(null, moment(5, sol()))).toEqual([['Sol', 'new', false]]);
	expect(cues(null, moment(5, sol({ with: 5, how: 'answer' })))).toEqual([]);
});

it('it rings again at 20 and 60 seconds, once each, while nobody is with them', () => {
	expect(cues(moment(19, sol()), moment(20, sol()))).toEqual([['Sol', 'waits', false]]);
	expect(cues(moment(20, sol()), moment(21, sol()))).toEqual([]);
	expect(cues(moment(59.9, sol()), moment(60.4, sol()))).toEqual([['Sol', 'waits', false]]);
	expect(cues(moment(59.9, sol({ with: 5, how: 'answer' })), moment(60.4, sol({ with: 5, how: 'answer' })))).toEqual([]);
});

it('it rings when it is pressed again, when its owner goes, and when whoever was with them goes', () => {
	expect(cues(moment(30, sol()), moment(31, sol({ rung: seconds(31) })))).toEqual([['Sol', 'again', false]]);
	expect(
		cues(moment(30, sol({ with: 1, how: 'answer' })), moment(31, sol({ with: 1, how: 'answer', gone: true, rung: seconds(31) })))
	).toEqual([['Sol', 'again', false]]);
	expect(cues(moment(30, sol({ with: 5, how: 'careRoom' })), moment(31, sol({ before: 5, at: seconds(31), rung: seconds(31) })))).toEqual([
		['Sol', 'again', false]
	]);
});

it('“Now” is told apart; whoever sits with them hears no ring', () => {
	expect(cues(moment(3, sol()), moment(4, sol({ urgency: 'now', rung: seconds(4) })))).toEqual([['Sol', 'again', true]]);
	expect(cues(moment(3, sol({ with: 1, how: 'careRoom' })), moment(4, sol({ with: 1, how: 'careRoom', rung: seconds(4) })))).toEqual([]);
});

it('urgency stands before company, and company before age', () => {
	const ids = openCalls(
		held(
			sol({ id: 'watch', urgency: 'watch' }),
			sol({ id: 'old', at: 1, with: 5, how: 'answer' }),
			sol({ id: 'young', at: 9 }),
			sol({ id: 'older', at: 8 }),
			sol({ id: 'soon', urgency: 'soon', at: 10 }),
			sol({ id: 'now', urgency: 'now', at: 11, with: 5, how: 'answer' })
		)
	).map(({ id }) => id);
	expect(ids).toEqual(['now', 'soon', 'older', 'young', 'old', 'watch']);
});
