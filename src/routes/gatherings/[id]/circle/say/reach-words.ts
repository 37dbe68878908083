// What may be said of people outside who are asked to come: from the counts, and from nothing else. Pure. Wording for people in
// distress: not yet reviewed by people with clinical and lived experience.

import type { View, ViewedSignal } from '$lib/gathering/viewed';

type Call = Pick<ViewedSignal, 'reach'>;
type Seen = Pick<View, 'seats'>;

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const count = (n: number): string => small[n] ?? String(n);
const are = (n: number): string => (n === 1 ? 'is' : 'are');
const were = (n: number): string => (n === 1 ? 'was' : 'were');
const have = (n: number): string => (n === 1 ? 'has' : 'have');
/** So many on call, as the subject of a sentence. */
const onCall = (n: number): string => (n === 1 ? 'one person on call' : `${count(n)} people on call`);
/** All of those who were asked. */
const everyone = (n: number): string =>
	n === 1 ? 'the person on call' : n === 2 ? 'both people on call' : `all ${count(n)} people on call`;

/** Everybody else in it is simulated: nobody is called. */
const isRehearsal = ({ seats }: Seen): boolean => seats.some(({ simulated }) => simulated);

/** How far a call has come outside, as a part of a sentence. */
export function reachPart(view: Seen, { reach }: Call): string {
	if (isRehearsal(view)) return 'nobody outside is called in a rehearsal';
	if (!reach) return 'we are finding out who can be reached';
	const { people, seen, coming } = reach;
	// Who has seen it was reached, whatever its carrier said.
	const reached = Math.max(reach.reached, seen);
	if (people === 0) return 'nobody is on call just now';
	if (coming > 0) return `${onCall(coming)} ${are(coming)} on the way`;
	if (reached === 0) return `${onCall(people)} ${are(people)} being reached`;
	if (people === 1) return seen > 0 ? 'the person on call has seen the alert' : 'the person on call was sent the alert';
	const sent =
		reached < people
			? `${count(reached)} of ${count(people)} people on call ${were(reached)} sent the alert`
			: `${everyone(people)} were sent the alert`;
	return seen === 0 ? sent : `${sent}, and ${seen === people ? (people === 2 ? 'both' : 'all') : count(seen)} ${have(seen)} seen it`;
}

/** The same as a sentence, for those who hold the circle. */
export function reachSentence(view: Seen, call: Call): string {
	const part = reachPart(view, call);
	return `${part[0]!.toUpperCase()}${part.slice(1)}.`;
}

/** The same for whoever called, with what that means for them. */
export function reachLine(view: Seen, call: Call): string {
	const waits = !isRehearsal(view) && call.reach?.people === 0 ? ' Your call stays open, and whoever comes on call is asked at once.' : '';
	return `${reachSentence(view, call)}${waits}`;
}

/** Who sees a call that is for whoever holds the circle. */
export const helpersLine = ({ onCall: people }: Pick<View, 'onCall'>): string =>
	people === null || people === 0
		? 'They seem to need help themselves. Others who may hold it see it.'
		: 'They seem to need help themselves. Others who may hold it, and people on call, see it.';
