// A call for support: what its owner said, and how it is closed, in words. Pure, imports types only.
// Not yet reviewed by people with clinical and lived experience.

import type { ClosedAs, SignalKind, SignalWhom, Urgency } from '$lib/gathering/types';

/** How a call is closed, in the words of whoever closes it. */
export const closings: Record<ClosedAs, string> = {
	spoken: 'We have spoken',
	handedOn: 'Somebody else looks after them',
	notReached: 'I tried, and could not reach them'
};
export const howClosed = Object.keys(closings) as ClosedAs[];

/** After a name. What passed the circle by is told elsewhere. */
export const whoms: Record<SignalWhom, string> = {
	me: 'asked for support',
	aside: 'asked for support',
	someone: 'asked support for somebody else there',
	facilitator: 'said that whoever held the circle needed help'
};
/** What a call is about, and how urgent, as the person who calls says it. */
export const callKinds: Record<SignalKind, string> = {
	feeling: 'How I feel',
	hurt: 'I was hurt by someone',
	technical: 'Sound or picture'
};
export const urgencies: Record<Urgency, string> = { now: 'Now', soon: 'Talk with me soon', watch: 'Keep an eye on me' };

export interface Saying {
	kind: SignalKind | null;
	urgency: Urgency | null;
}

/** What its owner added, in their own words; "" for nothing. */
export const saidToo = ({ kind, urgency }: Saying): string =>
	[urgency && urgencies[urgency], kind && callKinds[kind]]
		.filter(Boolean)
		.map((word) => `“${word}”`)
		.join(' · ');
