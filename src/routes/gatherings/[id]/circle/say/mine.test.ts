// One line for everything that is one's own: the most pressing of it, in words that its facts carry.
import { describe, expect, it } from 'vitest';
import type { View, ViewedSignal } from '$lib/gathering/viewed';
import { viewOf } from '../../../../../../tests/stories/views';
import { held } from '../../../../../../tests/stories/held';
import type { Lost } from '../state/answer';
import { keptNew } from '../state/kept-call';
import { mineOf, type Line } from './mine';
import { pressed } from './signal';

const quiet: Line = { broken: false, silent: false, kept: [] };
const kept = keptNew('c', { type: 'SUPPORT', whom: 'me' }, 3, 0);
const call = (more: Partial<ViewedSignal> = {}): View => {
	const view = viewOf('signalSent', 7);
	Object.assign(view.signal!, more);
	return view;
};
const said = (view: View | null, line: Line = quiet) => mineOf(view, line)?.words;
const kindOf = (view: View | null, line: Line = quiet) => mineOf(view, line)?.kind;

describe('a call on its way out', () => {
	it('says what is so, before anything else, also without a view', () => {
		const one = { ...kept, why: 'line' as const };
		for (const view of [null, viewOf('held', 7), call({ unanswered: true })])
			expect(mineOf(view, { broken: true, silent: false, kept: [one] })).toMatchObject({
				kind: 'unsent',
				words: 'Your call is not through yet: the line is broken.',
				unfolds: true
			});
	});
	it.each(['silence', 'foreign', 'unsaved', 'login'] as Lost[])('has words of its own for %s', (why) => {
		expect(said(null, { broken: false, silent: false, kept: [{ ...kept, why }] })).toMatch(/^Your call is not through yet: .+\.$/);
	});
	it('says when it is through, and nothing of what was taken back', () => {
		expect(said(null, { broken: true, silent: false, kept: [{ ...kept, why: 'line', through: 8 }] })).toBe('Your call is through.');
		expect(mineOf(null, { broken: true, silent: false, kept: [{ ...kept, back: true }] })).toBeNull();
	});
});

describe('an open call', () => {
	it.each([
		[{ with: 1, how: 'careRoom' }, 'Mira is with you.', false],
		[{ with: 1, how: 'pair' }, 'Mira is with you.', false],
		[{ with: 1, how: 'pause' }, 'The circle pauses for you; Mira is leading it.', false],
		[{ with: 1, how: 'answer', answer: 'seen' }, 'Mira: “I see you.”', false],
		[{ before: 1, answer: 'seen' }, 'Mira is not with you any more. We are calling again.', true],
		[{ before: 1, unanswered: true }, 'Mira is not with you any more. Nobody else has come yet.', true],
		[{ unanswered: true }, 'Nobody is with you yet.', true],
		[{}, 'Your call is through.', true]
	] as [Partial<ViewedSignal>, string, boolean][])('%o', (more, words, unfolds) => {
		expect(mineOf(call(more), quiet)).toMatchObject({ words, unfolds });
	});
	it('is not told from memory while the line is broken', () => {
		expect(kindOf(call({ with: 1, how: 'answer', answer: 'seen' }), { broken: true, silent: false, kept: [] })).toBe('cut');
	});
	it('that nobody is with stands before a question, and a question before one that waits', () => {
		const asked = { careInvite: 1 };
		expect(kindOf({ ...call({ unanswered: true }), ...asked })).toBe('told');
		expect(mineOf({ ...call(), ...asked }, quiet)).toMatchObject({ kind: 'asked', words: 'Your call is through.', unfolds: false });
		expect(mineOf({ ...viewOf('held', 7), ...asked }, quiet)).toMatchObject({ kind: 'asked', words: '' });
	});
	it('rings again by the same button while nobody is there, and never disturbs an answer', () => {
		expect(pressed(call())).toEqual({ type: 'CALL_AGAIN', signalId: 's' });
		expect(pressed(call({ with: 1 }))).toBeNull();
	});
});

describe('connection and place', () => {
	it('nothing of one’s own is no line', () => expect(mineOf(viewOf('held', 7), quiet)).toBeNull());
	it('the connection stands before the place', () => {
		const view = viewOf('held', 7);
		view.you.listening = true;
		expect(said(view)).toContain('only listen');
		expect(said(view, { broken: true, silent: false, kept: [] })).toBe('The line is broken. We are trying again.');
	});
	it('a press without an answer is told as that, also while a call is open', () => {
		const silent = { broken: false, silent: true, kept: [] };
		expect(mineOf(viewOf('held', 7), silent)).toMatchObject({
			kind: 'line',
			words: 'That has not got through yet. We keep trying.',
			unfolds: false
		});
		expect(mineOf(call({ with: 1, how: 'answer', answer: 'seen' }), silent)).toMatchObject({
			kind: 'cut',
			words: 'That has not got through yet. We keep trying. Your call stays open.'
		});
	});
	it('a pause for this person is told to them, with who hears them', () => {
		const view = viewOf('held', 7);
		view.hold = held(view, { youAreInCare: true });
		expect(said(view)).toBe('The circle pauses for you. Mira is leading it.');
		view.hold.youMaySpeak = true;
		expect(said(view)).toContain('You may speak, and everybody in the circle hears you.');
	});
});
