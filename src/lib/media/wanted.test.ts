// The own microphone and the listener's gate follow from the newest view, and from nothing else.
import { expect, it } from 'vitest';
import { viewOf } from '../../../tests/stories/views';
import type { View } from '../gathering/viewed';
import { breathMs, carried, floor, heard, micWanted } from './wanted';

const mic = (view: View, now = view.now) => micWanted(floor(view, now), null);

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
	const here = floor(view, view.now);
	expect(micWanted(here, { key: here.key, open: true })).toBe('warm');
});

it('whatever was pressed before, a microphone that is not allowed is closed', () => {
	const view = viewOf('mine', 7);
	view.you.mic = false;
	const here = floor(view, view.now);
	expect(micWanted(here, { key: here.key, open: true })).toBe('none');
});

it('an open phase starts silent; a press opens it, and ends with the phase', () => {
	const lobby = viewOf('lobby', 7);
	const here = floor(lobby, lobby.now);
	const press = { key: here.key, open: true };
	expect(micWanted(here, null)).toBe('warm');
	expect(micWanted(here, press)).toBe('open');
	const later = viewOf('lobby', 7);
	later.lifecycle = 'live';
	later.phase = { ...viewOf('held', 7).phase!, mode: 'open', id: 'tea' };
	expect(micWanted(floor(later, later.now), press)).toBe('warm');
});

it('a takeover opens nobody by itself, and its leader only after the breath', () => {
	const view = viewOf('leading', 7);
	const { since } = view.hold!;
	const press = { key: `takeover:${since}`, open: true };
	expect(mic(view)).toBe('warm');
	expect(micWanted(floor(view, since + breathMs - 1), press)).toBe('warm');
	expect(micWanted(floor(view, since + breathMs), press)).toBe('open');
});

it('the person in care who was speaking is not cut off; nobody else is carried over', () => {
	const view = viewOf('takeover', 7, 4);
	view.you.mic = true;
	view.hold!.youAreInCare = true;
	const here = floor(view, view.now);
	expect(carried(view, here, true)).toEqual({ key: here.key, open: true });
	expect(carried(view, here, false)).toBeNull();
	view.hold!.youAreInCare = false;
	expect(carried(view, here, true)).toBeNull();
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
