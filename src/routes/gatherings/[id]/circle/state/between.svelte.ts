// Who reads what is written beside the circle, and what of it a screen reader is told.

import type { View } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import type { Written } from './gathering.svelte';
import { othersOf } from '../say/pair-words';
import { otherOf } from '../say/care-words';

/** A writer who has not typed for so long rests. */
const restMs = 1500;

/** Everybody else who is in the room with one, as one sentence names them. */
export function namesOf(view: View): string {
	const seats = view.pair ? othersOf(view) : [otherOf(view)?.seat];
	const names = view.seats.filter((one) => seats.includes(one.seat)).map((one) => one.name);
	return new Intl.ListFormat('en').format(names);
}

/** What was added since it was told last, once the writing rests. */
export function restedWords(others: () => Written[]): { readonly words: string } {
	let words = $state('');
	const told: Record<Seat, string> = {};
	$effect(() => {
		const now = others();
		const timer = setTimeout(() => {
			const fresh = now.map(({ seat, text }) => {
				const before = told[seat] ?? '';
				told[seat] = text;
				return text.startsWith(before) ? text.slice(before.length).trim() : text;
			});
			words = fresh.filter(Boolean).join(' ');
		}, restMs);
		return () => clearTimeout(timer);
	});
	return {
		get words() {
			return words;
		}
	};
}
