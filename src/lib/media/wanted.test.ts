// The own microphone and the listener's gate follow from the newest view, and from nothing else.
import { expect, it } from 'vitest';
import { viewOf } from '../../../tests/stories/views';
import type { View } from '../gathering/viewed';
import { breathMs, carried, floor, heard, micWanted } from './wanted';

const mic = (view: View, now = view.now) => micWanted(floor(view, now), undefined);

it('offered: published and silent; held: open; somebody else holds: none', () => {
	const offered = viewOf('offered', 7);
	offered.you.mic = true;
	expect(mic(offered)).toBe('warm');
	expect(mic(viewOf('mine', 7))).toBe('open');
	expect(mic(viewOf('held', 7))).toBe('none');
});

it('an offered microphone cannot be opened by a press', () => {
	const view = viewOf('offered', 7);
	view.you.mic = true;
	expect(micWanted(floor(view, view.now), true)).toBe('warm');
});

it('whatever was pressed before, a microphone that is not allowed is closed', () => {
	const view = viewOf('mine', 7);
	view.you.mic = false;
	expect(micWanted(floor(view, view.now), true)).toBe('none');
});

it('after an absence nothing opens by itself, nor by what was pressed before; a closed one stays as it is', () => {
	const mine = floor(viewOf('mine', 7), 0);
	expect(micWanted(mine, undefined, true)).toBe('warm');
	expect(micWanted(mine, true, true)).toBe('warm');
	expect(micWanted(floor(viewOf('held', 7), 0), undefined, true)).toBe('none');
});

it('an open phase starts silent; a press opens it, and ends with the phase', () => {
	const lobby = viewOf('lobby', 7);
	const here = floor(lobby, lobby.now);
	expect(micWanted(here, undefined)).toBe('warm');
	expect(micWanted(here, true)).toBe('open');
	const later = viewOf('lobby', 7);
	later.lifecycle = 'live';
	later.phase = { ...viewOf('held', 7).phase!, mode: 'open', id: 'tea' };
	expect(floor(later, later.now).key).not.toBe(here.key);
});

it('a takeover opens nobody by itself, and its leader only after the breath', () => {
	const view = viewOf('leading', 7);
	const since = view.hold!.since!;
	expect(mic(view)).toBe('warm');
	expect(micWanted(floor(view, since + breathMs - 1), true)).toBe('warm');
	expect(micWanted(floor(view, since + breathMs), true)).toBe('open');
});

it('the person in care who was speaking is not cut off; nobody else is carried over', () => {
	const view = viewOf('takeover', 7, 4);
	view.you.mic = true;
	view.hold!.youAreInCare = true;
	const here = floor(view, view.now);
	expect(carried(view, here, true)).toBe(true);
	expect(carried(view, here, false)).toBe(false);
	view.hold!.youAreInCare = false;
	expect(carried(view, here, true)).toBe(false);
});

it('the gate plays whom the view names, never oneself, and nobody when the stream is dead', () => {
	const view = viewOf('leading', 7, 3);
	expect([...heard(view, true)]).toEqual(['id-1', 'id-2']);
	expect([...heard(viewOf('leading', 7), true)]).toEqual(['id-2']);
	expect(heard(view, false).size).toBe(0);
	expect(heard(null, true).size).toBe(0);
});

it('a turn in writing opens no microphone', () => {
	const view = viewOf('ending', 7);
	view.you.mic = true;
	expect(mic(view)).toBe('warm');
});

it('[G5] in the care room the microphone is their own to open, whatever the circle does; who was speaking goes on', () => {
	for (const story of ['held', 'takeover', 'mine'] as const) {
		const view = viewOf(story, 7);
		Object.assign(view.you, { standing: 'inCare', room: 'care-9', mic: true });
		const here = floor(view, view.now);
		expect(here).toEqual({ key: 'care-9', mic: 'warm', free: true });
		expect([carried(view, here, true), carried(view, here, false)]).toEqual([true, false]);
	}
});
