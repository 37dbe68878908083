// What is said before joining about help when one needs it: who would answer, who would be asked to come, and what happens where
// nobody would. Pure. Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { CannotBegin } from '$lib/gathering/course/beginning';

/** As things stand when the page is shown. */
export interface Expected {
	/** Somebody credentialed is expected, or is there. */
	credentialed: boolean;
	/** At every moment of it somebody outside is on call. */
	onCall: boolean;
	/** Why it would not begin with those who are expected, by the rule that decides it; null when it would. */
	cannot: CannotBegin;
	/** Everybody else is simulated. */
	rehearsal: boolean;
}

const learn = 'they learn only that somebody here asks';

/** What has to happen before it begins; empty where nothing has to. */
export const beginsWords = (cannot: CannotBegin): string =>
	cannot === null
		? ''
		: {
				'not-credentialed': 'It begins only when somebody with a credential is here.',
				'beyond-peers':
					'It begins only when somebody with a credential is here: it is larger or longer than circles among peers may be here, or nobody is on call for all of it.',
				'not-covered': 'It begins only when a second person with a credential is here, or somebody is on call for all of it.'
			}[cannot];

/** Where somebody credentialed is expected: what a press of “I need support” does. */
export function pressWords({ onCall, cannot, rehearsal }: Expected): string {
	const begins = cannot ? `${beginsWords(cannot)} ` : '';
	const inside = `${begins}If you press “I need support”, those who hold the circle see it, and only they. One of them may pause the circle.`;
	if (rehearsal) return `${inside} This is a rehearsal: nobody outside is called.`;
	return onCall
		? `${inside} If none of them answers within twenty seconds, somebody who is on call outside is asked to come; ${learn}.`
		: `${inside} As things stand now, nobody outside is on call for all of it: if none of them answers within a minute, you are told so, and shown where else help answers.`;
}

/** Where nobody credentialed is expected: what that means. */
export function unheldWords({ onCall, cannot, rehearsal }: Expected): string {
	if (rehearsal) return 'Everybody else here is simulated, so nobody can answer when you need support.';
	const begins = cannot ? ` ${beginsWords(cannot)}` : '';
	return onCall
		? `No one with a credential is expected.${begins} Somebody outside is on call for it, as things stand now: if you press “I need support”, they are asked to come at once; ${learn}.`
		: `No one with a credential is expected, and as things stand now nobody outside is on call for all of it, so nobody can promise to answer when you need support.${begins}`;
}
