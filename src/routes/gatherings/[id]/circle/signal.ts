// What a call for support says of itself, to its owner and to those who hold the circle. Pure.
// Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { View, ViewedSignal } from '$lib/gathering/viewed';
import type { Command, SignalAnswer, SignalKind, Urgency } from '$lib/gathering/words';
import { nameOf } from './words';

/** “I need support” is only tried out here, and this person has not tried it yet: the next press is a real one. */
export const tryingOut = (view: View): boolean => view.phase?.practice === true && !view.hold && view.tried === null;

/** What a press of “I need support” sends now; null while a call is open already. */
export function pressed(view: View): Command | null {
	if (view.signal || !view.may.includes('SUPPORT')) return null;
	return tryingOut(view) ? { type: 'SUPPORT', whom: 'me', practice: true } : { type: 'SUPPORT', whom: 'me' };
}

/** As the person who calls says it. */
export const kinds: Record<SignalKind, string> = {
	feeling: 'How I feel',
	hurt: 'I was hurt by someone',
	technical: 'Sound or picture'
};
export const urgencies: Record<Urgency, string> = {
	now: 'Now',
	soon: 'Talk with me soon',
	watch: 'Keep an eye on me'
};
/** The ready answers. */
export const answers: Record<SignalAnswer, string> = {
	seen: 'I see you',
	careRoom: 'Care room, now?',
	afterShare: 'After this share'
};

export function sentFor({ whom }: ViewedSignal): string {
	if (whom === 'someone') return 'Sent, for someone else here.';
	return whom === 'facilitator' ? 'Sent, for whoever holds this circle.' : 'Sent.';
}

/** The newest answer, as its owner reads it. */
export function answered(view: View, { answeredBy, answer }: ViewedSignal): string {
	const said: Record<SignalAnswer, string> = { seen: `${answers.seen}.`, careRoom: answers.careRoom, afterShare: `${answers.seen}. ${answers.afterShare}.` };
	return `${nameOf(view, answeredBy)}: “${said[answer ?? 'seen']}”`;
}

/** Who else saw it; "" for nobody. */
export function alsoSeen(view: View, { seenBy, answeredBy }: ViewedSignal): string {
	const others = seenBy.filter((seat) => seat !== answeredBy).map((seat) => nameOf(view, seat));
	return others.length === 0 ? '' : `${others.join(' and ')} saw it too.`;
}

/** As those who hold the circle read whom it is about. */
export function calls({ name, whom }: ViewedSignal): string {
	if (whom === 'someone') return `${name} asks support for someone else here`;
	if (whom === 'facilitator') return `${name}: whoever holds the circle needs help`;
	return `${name} asked for support`;
}

/** What its owner added, in their own words; "" for nothing. */
export function added({ kind, urgency }: ViewedSignal): string {
	return [urgency && urgencies[urgency], kind && kinds[kind]].filter(Boolean).map((word) => `“${word}”`).join(' · ');
}
