// The private word after a gathering: in this browser, and nowhere else.

import type { Feeling } from '$lib/ui/feelings';

export interface Kept {
	feeling: Feeling | null;
	word: string;
}

const key = (id: string) => `evenround.after.${id}`;

export function kept(id: string): Kept {
	try {
		return { feeling: null, word: '', ...(JSON.parse(localStorage.getItem(key(id)) ?? '{}') as Partial<Kept>) };
	} catch {
		return { feeling: null, word: '' };
	}
}

/** Keeps it, or forgets it when it is empty. */
export function keep(id: string, note: Kept) {
	try {
		if (note.feeling === null && note.word === '') localStorage.removeItem(key(id));
		else localStorage.setItem(key(id), JSON.stringify(note));
	} catch {
		// Storage is closed; it was only for this moment then.
	}
}
