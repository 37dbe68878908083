// What reaches somebody who looks elsewhere: a sound, the tab's title, a message of the device. Decides nothing: calls.ts and cues.ts do.

import { untrack } from 'svelte';
import type { View } from '$lib/gathering/viewed';
import type { Sound } from '$lib/media/sounds';
import { callsBetween, type Moment } from './calls';
import { answeredBetween, cuesBetween, titleOf } from '../say/cues';
import { notify } from './notices';
import type { Sitting } from './sitting.svelte';

/** Beside a voice, this much of the volume that was chosen. */
const besideVoice = 0.5;

/** To be called while a component is set up; ends with it. `returners`: how many ask for a seat that they had. */
export function attention(sitting: Sitting, returners: () => number) {
	let before: Moment | null = null;
	let away = $state(document.hidden);
	let answered = $state(false);

	function ring(sound: Sound) {
		const volume = sitting.choices.volume * (someoneSpeaks(sitting) ? besideVoice : 1);
		if (!sitting.hidden)
			void import('$lib/media/sounds').then(
				({ play }) => play(sound, volume, sitting.choices.speakerId),
				() => {}
			);
	}
	function follow(after: Moment) {
		const rings = callsBetween(before, after);
		if (rings.length > 0) ring(rings.some(({ now }) => now) ? 'callNow' : 'call');
		else if (before) cuesBetween(before.view, after.view).forEach(ring);
		// Whoever covered their screen does not want to be seen to be asked.
		if (!sitting.hidden) for (const { id } of rings) notify(`call:${id}`, 'You are asked for.');
		if (before && answeredBetween(before.view, after.view)) answered = document.hidden;
		before = after;
	}

	$effect(() => {
		const { view } = sitting.gathering;
		const at = sitting.now;
		untrack(() => view && follow({ view, at: Math.max(at, view.now, before?.at ?? 0) }));
	});
	$effect(() => {
		const look = () => {
			away = document.hidden;
			if (!away) answered = false;
		};
		document.addEventListener('visibilitychange', look);
		return () => document.removeEventListener('visibilitychange', look);
	});
	let set = '';
	$effect(() => {
		const { view } = sitting.gathering;
		document.title = set = view && !sitting.hidden ? titleOf(view, away, answered, returners()) : 'Evenround';
	});
	$effect(() => () => {
		// The page one goes on to may have its own there already.
		if (document.title === set) document.title = 'Evenround';
	});
}

function someoneSpeaks({ media, gathering }: Sitting): boolean {
	const view: View | null = gathering.view;
	const heard = (view?.seats ?? []).filter(({ seat }) => seat !== view?.you.seat && view?.audible.includes(seat));
	return heard.some(({ identity }) => (media.faces[identity ?? '']?.level ?? 0) > 0.02);
}
