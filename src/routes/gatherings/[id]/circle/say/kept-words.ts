// What is said of a voice that its sender keeps from somebody: to whoever should hear it, and to those who hold the circle. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import { nameOf, namesOf } from './names';

/** For whoever should hear these seats; "" where there are none. */
export const keptFromYou = (view: View, kept: Seat[]): string =>
	kept.length === 0
		? ''
		: `You cannot hear ${namesOf(view, kept)}: their device does not let their voice through to you.${view.facilitation ? '' : ' Those who hold the circle can see that.'}`;

/** For those who hold the circle: one sentence about each such voice. */
export const keptLines = (view: View): string[] =>
	(view.facilitation?.keptVoices ?? []).map(({ seat, from, ended }) => {
		const name = nameOf(view, seat);
		const others = from.filter((one) => one !== view.you.seat);
		const who = from.length === others.length ? namesOf(view, from) : others.length === 0 ? 'You' : `You and ${namesOf(view, others)}`;
		if (name === 'You') return `${who} cannot hear you: your device does not let your voice through to them.`;
		return `${who} cannot hear ${name}: their device does not let their voice through.${ended ? ` ${name}’s microphone is closed until they come in again.` : ''}`;
	});
