// What a circle is, in its host's words, and their form.

import { fail } from '@sveltejs/kit';
import { changeCircle, type Circle } from '$lib/server/circles/circles';
import { circleFrom, shownOf } from '$lib/server/circles/circle-form';
import { joiningTyped } from '$lib/server/circles/joining-form';
import { formatsFor } from '$lib/server/formats/usable';
import { meanwhile } from '$lib/server/forms/seen';
import { act } from './host.server';

export const wordsShown = (circle: Circle) => ({
	circle: {
		id: circle.id,
		title: circle.title,
		theme: circle.theme,
		isFor: circle.isFor,
		isNot: circle.isNot,
		formatId: circle.formatId,
		...joiningTyped(circle)
	},
	/** For whom it is and how one comes in. */
	coming: {
		id: circle.id,
		access: circle.access,
		cohort: circle.cohort,
		prerequisite: circle.prerequisite,
		language: circle.language,
		tags: circle.tags
	}
});

export const wordsActions = {
	words: act(async ({ circle, account }, form) => {
		const usable = await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId });
		const read = circleFrom(form, usable);
		if ('errors' in read) return fail(400, read);
		const changed = await changeCircle(circle.id, read.words, (now) => meanwhile(form, shownOf(now, usable)));
		return changed ? fail(409, { typed: read.typed, errors: {}, meanwhile: changed }) : { changed: true };
	})
};
