// This page tells the circle by itself which voices it should play and may not: their sender keeps them from it.

import { untrack } from 'svelte';
import type { View } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import type { Face } from '$lib/media/room.svelte';
import type { Sitting } from './sitting.svelte';

interface Voice {
	seat: Seat;
	identity: string;
	/** Kept from this page. */
	so: boolean;
}

/** The others' voices that this page should play where its person belongs, and whether it may. Pure. */
export const voicesHere = (view: View, faces: Record<string, Face>): Voice[] =>
	view.seats.flatMap(({ seat, identity }) => {
		const face = identity === null || seat === view.you.seat || !view.audible.includes(seat) ? undefined : faces[identity];
		return face && identity !== null ? [{ seat, identity, so: face.kept }] : [];
	});

/** To be called while a component is set up; ends with it. */
export function keptVoices({ gathering, media }: Sitting, now: () => number) {
	/** Of whom it was told that they are kept from here. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
	const told = new Set<string>();
	const tell = async (voice: Voice) => {
		if (voice.so) told.add(voice.identity);
		else told.delete(voice.identity);
		const answer = await gathering.send({ type: 'CANNOT_HEAR', ...voice });
		// A moment too early, or not arrived: it is said again at the next look.
		if (voice.so && ('lost' in answer || ('refused' in answer && answer.refused === 'not-now'))) told.delete(voice.identity);
	};
	$effect(() => {
		now();
		untrack(() => {
			const { view, alive } = gathering;
			if (!view || !alive || media.room !== view.you.room || media.link !== 'on') return;
			for (const voice of voicesHere(view, media.faces)) if (voice.so !== told.has(voice.identity)) void tell(voice);
		});
	});
}
