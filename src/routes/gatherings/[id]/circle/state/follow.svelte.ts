// What goes on by itself while one sits: media follows the view, sounds mark the moments, lost lines heal, the screen stays awake.

import { untrack } from 'svelte';
import type { View } from '$lib/gathering/viewed';
import type { Sound } from '$lib/media/sounds';
import { circleRoom } from '$lib/gathering/types';
import { keepAwake } from '$lib/media/wake';
import { keptVoices } from './kept-voices.svelte';
import { warned } from '../say/pair-words';
import type { Sitting } from './sitting.svelte';

/** How long a dead media line may stay before joining again, when the seat is still this page's. */
const strayMs = 3000;

/** To be called while a component is set up; ends with it. */
export function follow(sitting: Sitting) {
	const { gathering, media } = sitting;
	$effect(() => {
		const away = sitting.hidden || gathering.view?.you.standing === 'resting';
		// Read here so that a new link, choice or press is followed too.
		void media.link;
		void sitting.choices;
		const { view, alive } = gathering;
		const now = sitting.now;
		const aside = sitting.goesAside !== null && sitting.goesAside <= (view?.version ?? 0);
		const led = view?.hold?.leader === view?.you.seat && sitting.tookOver !== null && sitting.tookOver <= (view?.version ?? 0);
		untrack(() => {
			media.follow(view, alive, now, away);
			if (aside && view) goAside(sitting, view);
			if (!led || !view?.hold) return;
			sitting.tookOver = null;
			media.speakInTakeover(view.hold.since);
		});
	});
	$effect(() => {
		if (media.link === 'cut' && gathering.alive) untrack(() => sitting.heal());
		if (media.link !== 'elsewhere') return;
		const timer = setTimeout(() => !sitting.replaced && sitting.heal(), strayMs);
		return () => clearTimeout(timer);
	});
	const belongs = $derived(gathering.view?.you.room);
	$effect(() => {
		if (!belongs || media.room === null || media.room === belongs || sitting.joining || !gathering.alive) return;
		untrack(() => void sitting.goOver());
	});
	$effect(() => {
		if (gathering.view?.may.includes('ARRIVED') && media.room === circleRoom && media.link === 'on')
			untrack(() => void gathering.send({ type: 'ARRIVED' }));
	});
	keptVoices(sitting, () => sitting.now);
	sounds(sitting);
	$effect(keepAwake);
}

/** Their voice goes with who pressed for it, into the care room or where they are alone in a pair; when nobody is asked any more, it does not. */
function goAside(sitting: Sitting, view: View) {
	const there = view.you.standing === 'inCare' || (view.pair?.helper === view.you.seat && view.pair.alone !== null);
	if (there) sitting.media.speakIn(view.you.room);
	if (there || view.facilitation?.careAsked == null) sitting.goesAside = null;
}

function sounds(sitting: Sitting) {
	let before: View | null = null;
	let open = false;
	const ring = (sound: Sound) =>
		void import('$lib/media/sounds').then(
			({ play }) => play(sound, sitting.hidden ? 0 : sitting.choices.volume),
			() => {}
		);
	$effect(() => {
		const view = sitting.gathering.view;
		untrack(() => {
			if (view && before) soundsBetween(before, view).forEach(ring);
			before = view;
		});
	});
	let last = 0;
	$effect(() => {
		const { now } = sitting;
		untrack(() => {
			if (warned(sitting.gathering.view?.pair?.endsAt ?? null, last, now)) ring('soft');
			last = now;
		});
	});
	$effect(() => {
		const now = sitting.media.mic === 'open';
		untrack(() => {
			if (now !== open) ring(now ? 'micOpen' : 'micClosed');
			open = now;
		});
	});
}

/** The sounds of one change. Pure. */
export function soundsBetween(before: View, view: View): Sound[] {
	if (view.you.standing === 'inCare') return [];
	if (view.pairs?.step !== before.pairs?.step && view.pairs && !view.hold) return ['bell'];
	const held = view.hold?.kind;
	const was = before.hold?.kind;
	if (held === 'takeover' && was !== 'takeover') return ['pausing'];
	if (view.hold?.grounding != null && before.hold?.grounding == null) return ['bell'];
	if ((held === 'bellSilence') !== (was === 'bellSilence')) return ['bell'];
	const silent = view.phase?.mode === 'silence';
	if (!held && silent !== (before.phase?.mode === 'silence')) return ['bell'];
	const { piece, you } = view;
	const mine = piece.seat === you.seat;
	const turned = piece.turnId !== before.piece.turnId || piece.state !== before.piece.state;
	if (!held && turned && mine && piece.state === 'offered') return ['offered'];
	return piece.over && !before.piece.over && mine ? ['soft'] : [];
}
