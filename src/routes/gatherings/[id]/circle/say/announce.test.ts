// What a screen reader is told, and when.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
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
	expect(announcements(viewOf('trying', 7), viewOf('tried', 7))).toContainEqual({
		text: 'This was a try. Nobody was called.',
		urgent: false,
		now: true
	});
});

it('a call interrupts whoever holds the circle, by name, and again when it is pressed again', () => {
	const calm = viewOf('signals', 7, 1);
	const [sol] = calm.facilitation!.signals;
	const before = { ...calm, facilitation: { ...calm.facilitation!, signals: [] } };
	const once = { ...calm, facilitation: { ...calm.facilitation!, signals: [sol!] } };
	const twice = { ...calm, facilitation: { ...calm.facilitation!, signals: [{ ...sol!, rung: calm.now }] } };
	const urgent = (a: typeof calm, b: typeof calm) =>
		announcements(a, b)
			.filter((one) => one.urgent)
			.map(({ text }) => text);
	expect(urgent(before, once)).toEqual(['Sol asked for support.']);
	expect(urgent(once, twice)).toEqual(['Sol calls again.']);
	expect(urgent(once, once)).toEqual([]);
});

it('who is with a caller is told as it is: a pause for them, and nothing when nobody is any more', () => {
	const calls = viewOf('signalSent', 7, 3);
	const paused = { ...calls, signal: { ...calls.signal!, with: 1, how: 'pause' as const } };
	const urgent = (a: typeof calls, b: typeof calls) =>
		announcements(a, b)
			.filter((one) => one.urgent)
			.map(({ text }) => text);
	expect(urgent(calls, paused)).toEqual(['The circle pauses for you; Mira is leading it.']);
	expect(urgent(paused, { ...calls, signal: { ...calls.signal!, answer: 'seen' } })).toEqual([]);
});

it('whoever asked hears that the other would rather stay', () => {
	expect(announcements(viewOf('askedAside', 7), viewOf('wouldRatherStay', 7))).toContainEqual({
		text: 'Sol would rather stay for now.',
		urgent: false,
		now: true
	});
});

it('the question whether to go aside, and an answer to one’s call, interrupt', () => {
	const urgent = announcements(viewOf('signalSent', 7, 3), viewOf('asked', 7, 3))
		.filter((one) => one.urgent)
		.map(({ text }) => text);
	expect(urgent).toEqual([
		'Mira: “Care room, now?”',
		'Mira asks whether you would like to talk in a care room. You can say yes or not now.'
	]);
});
