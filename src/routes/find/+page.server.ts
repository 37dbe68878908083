// Finding a circle. What one looks for stands in the address, so that it works without scripts; it is written down nowhere.
import { languageWord, orientations, tagWord, type Orientation } from '$lib/admission/choices';
import { choices, findCircles, findLimits, partsOfDay, type PartOfDay, type FindWish } from '$lib/server/circles/find';
import { inShort } from '$lib/server/ground/zones';
import { signedIn } from '$lib/server/web/guards';
import type { PageServerLoad } from './$types';

/** The wish in an address; whatever is not one of the choices is as if it were not there. */
function wishFrom(asked: URLSearchParams, known: { languages: string[]; tags: string[] }): FindWish {
	const one = <T extends string>(name: string, list: readonly T[]): T | null => list.find((choice) => choice === asked.get(name)) ?? null;
	const day = one('day', ['1', '2', '3', '4', '5', '6', '7']);
	return {
		words: (asked.get('words') ?? '').trim().slice(0, findLimits.wordsChars),
		language: one('language', known.languages),
		tag: one('for', known.tags),
		weekday: day && Number(day),
		orientation: one('first', Object.keys(orientations) as Orientation[]),
		part: one('part', Object.keys(partsOfDay) as PartOfDay[])
	};
}

export const load: PageServerLoad = async (event) => {
	const { id, timeZone } = signedIn(event);
	const known = await choices();
	const wish = wishFrom(event.url.searchParams, known);
	const found = await findCircles(wish, id, timeZone);
	return {
		wish,
		zone: timeZone,
		languages: known.languages.map((value) => ({ value, label: languageWord(value) })),
		tags: known.tags.map((value) => ({ value, label: tagWord(value) })),
		wordsChars: findLimits.wordsChars,
		found: found.map(({ next, language, tags, ...rest }) => ({
			...rest,
			language: languageWord(language),
			tags: tags.map(tagWord),
			next: next.map(({ startsAt, minutes }) => ({ when: inShort(startsAt, timeZone), minutes }))
		}))
	};
};
