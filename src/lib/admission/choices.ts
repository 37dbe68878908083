// What can be chosen about coming into a circle, in words for forms and for lists, and the numbers of it. Imports nothing.

const dayMs = 24 * 60 * 60_000;

/** For whom a circle is; a host may add words of their own. What is kept is the left side. */
export const populations = {
	newcomers: 'People who are new to this',
	veterans: 'Veterans',
	family: 'Family and friends',
	bereaved: 'People who lost somebody',
	women: 'Women',
	men: 'Men',
	lgbtq: 'LGBTQ+ people',
	colour: 'People of colour',
	young: 'Young adults',
	older: 'Older people',
	parents: 'Parents',
	recovery: 'People in recovery',
	helpers: 'People in helping professions',
	first_responders: 'First responders'
} as const;

/** A tag as people read it. */
export const tagWord = (tag: string): string => (tag in populations ? populations[tag as keyof typeof populations] : tag);

/** ISO 639-1, each with the dictionary the database searches its words by; `simple` for those it has none for. */
export const languages = {
	en: 'english',
	ar: 'arabic',
	cs: 'simple',
	da: 'danish',
	de: 'german',
	el: 'greek',
	es: 'spanish',
	fa: 'simple',
	fi: 'finnish',
	fr: 'french',
	he: 'simple',
	hi: 'hindi',
	hu: 'hungarian',
	it: 'italian',
	ja: 'simple',
	ko: 'simple',
	nl: 'dutch',
	no: 'norwegian',
	pl: 'simple',
	pt: 'portuguese',
	ro: 'romanian',
	ru: 'russian',
	sv: 'swedish',
	tr: 'turkish',
	uk: 'simple',
	zh: 'simple'
} as const;
export type Language = keyof typeof languages;

const names = new Intl.DisplayNames('en-GB', { type: 'language' });
export const languageWord = (language: string): string => names.of(language) ?? language;

/** Formats that may be asked for before another, and what a person calls an evening of each. */
export const orientations = { 'first-evening': 'a first evening', 'listening-in-pairs': 'an evening of listening in pairs' } as const;
export type Orientation = keyof typeof orientations;
export const isOrientation = (text: string | null): text is Orientation => text !== null && text in orientations;

/** "a first evening and an evening of listening in pairs". */
export const eveningsInWords = (ids: readonly Orientation[]): string => ids.map((id) => orientations[id]).join(' and ');

export const joiningLimits = {
	/** A host's own words for whom a circle is: how many, and how many characters each. */
	ownTags: 3,
	tagChars: 30,
	/** What somebody who asks may write to the host. */
	requestChars: 300,
	/** Whoever was told no may ask again after this. */
	askAgainMs: 30 * dayMs,
	/** A host's word to those who subscribed. */
	wordChars: 1000,
	/** So many words of a host in so long. */
	words: 2,
	wordsInMs: dayMs,
	/** That a host wrote is kept this long. */
	wordsKeptMs: 7 * dayMs
} as const;
