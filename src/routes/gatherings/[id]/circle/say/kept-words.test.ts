// What is read of a voice that its sender keeps from somebody.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import type { View } from '$lib/gathering/viewed';
import { voicesHere } from '../state/kept-voices.svelte';
import { keptFromYou, keptLines } from './kept-words';
import { micNote } from './note';
import { middleOf } from './copy';

const kept = (view: View, ...voices: NonNullable<View['facilitation']>['keptVoices']): View => {
	view.facilitation!.keptVoices = voices;
	return view;
};

it('whoever should hear somebody and may not reads why, and that whoever holds the circle can see it', () => {
	const view = viewOf('held', 7);
	expect(keptFromYou(view, [])).toBe('');
	expect(keptFromYou(view, [4])).toBe(
		'You cannot hear Jonas: their device does not let their voice through to you. Those who hold the circle can see that.'
	);
});

it('those who hold the circle read of each such voice whom it does not reach, and whether it was ended', () => {
	const view = kept(viewOf('facilitator', 7), { seat: 4, from: [1, 5], ended: true }, { seat: 1, from: [6], ended: false });
	const [four, one] = keptLines(view);
	expect(four).toBe(
		'You and Tomás cannot hear Jonas: their device does not let their voice through. Jonas’s microphone is closed until they come in again.'
	);
	expect(one).toMatch(/ cannot hear you: your device does not let your voice through to them\.$/);
});

it('nobody is said to be speaking whose microphone was ended, and they read what they can do', () => {
	const view = viewOf('held', 7);
	expect(middleOf(view).above).toBe('Jonas is speaking');
	view.audible = [];
	expect(middleOf(view).above).toBe('Jonas has the piece');
	expect(micNote(view, 'none', false, true)).toBe('Your microphone is closed while Jonas has the piece');
	const own = viewOf('mine', 7);
	Object.assign(own.you, { mic: false, voiceEnded: true });
	expect(micNote(own, 'none', false, true)).toContain('You may write, or leave and come in again to speak.');
});

it('this page tells of voices that it should play, and of no others', () => {
	const view = viewOf('held', 7);
	const face = { camera: true, mic: true, kept: true, level: 0 };
	const faces = Object.fromEntries(view.seats.map(({ identity }) => [identity ?? '', face]));
	expect(voicesHere(view, faces).map(({ seat, so }) => ({ seat, so }))).toEqual([{ seat: 4, so: true }]);
	view.audible = [view.you.seat];
	expect(voicesHere(view, faces)).toEqual([]);
});
