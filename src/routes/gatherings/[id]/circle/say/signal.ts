// What a call for support says of itself, to its owner and to those who hold the circle. Pure.
// Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { View, ViewedSignal } from '$lib/gathering/viewed';
import type { Command, SignalAnswer, Talked } from '$lib/gathering/types';
import { nameOf } from './names';

export { callKinds, saidToo as added, urgencies } from '$lib/ui/cases';

/** “I need support” is only tried out here, and this person has not tried it yet: the next press is a real one. */
export const tryingOut = (view: View): boolean => view.phase?.practice === true && !view.hold && view.tried === null;

/** What a press of “I need support” sends now; null while somebody is with this person already. */
export function pressed(view: View): Command | null {
	if (view.signal) return view.signal.with === null ? { type: 'CALL_AGAIN', signalId: view.signal.id } : null;
	if (!view.may.includes('SUPPORT')) return null;
	return tryingOut(view) ? { type: 'SUPPORT', whom: 'me', practice: true } : { type: 'SUPPORT', whom: 'me' };
}

/** The ready answers. */
export const answers: Record<SignalAnswer, string> = {
	seen: 'I see you',
	careRoom: 'Care room, now?',
	afterShare: 'After this share'
};

function sentFor({ whom }: ViewedSignal): string {
	if (whom === 'someone') return 'Your call for someone else here is through.';
	return whom === 'facilitator' ? 'Your call for whoever leads is through.' : 'Your call is through.';
}

/** The newest answer, as its owner reads it. */
function answered(view: View, { with: seat, answer }: ViewedSignal): string {
	const said: Record<SignalAnswer | Talked, string> = {
		talked: answers.seen,
		seen: `${answers.seen}.`,
		careRoom: answers.careRoom,
		afterShare: `${answers.seen}. ${answers.afterShare}.`
	};
	return `${nameOf(view, seat)}: “${said[answer ?? 'seen']}”`;
}

/** Its owner was asked aside by whoever is with them, and said “Not now”. */
const stays = (view: View, { seat, answer }: ViewedSignal): boolean => answer === 'careRoom' && view.careDeclined?.seat === seat;

/** What is so with an open call, in one line for its owner. */
export function soIs(view: View, signal: ViewedSignal): string {
	const { with: seat, how, before } = signal;
	if (seat !== null) {
		if (signal.answer === 'talked' && how === 'answer') return `You talked with ${nameOf(view, seat)}.`;
		if (how === 'answer')
			return stays(view, signal)
				? `${nameOf(view, seat)} has seen your call, and knows that you would rather stay.`
				: answered(view, signal);
		return how === 'pause' ? `The circle pauses for you; ${nameOf(view, seat)} is leading it.` : `${nameOf(view, seat)} is with you.`;
	}
	if (before !== null)
		return `${nameOf(view, before)} is not with you any more. ${signal.unanswered ? 'Nobody else has come yet.' : 'We are calling again.'}`;
	if (view.nobodyToAsk) return `${sentFor(signal)} Nobody with training is here to answer.`;
	return signal.unanswered ? 'Nobody is with you yet.' : sentFor(signal);
}

/** What that means for its owner now. */
export function thatMeans(view: View, signal: ViewedSignal): string {
	const { with: seat, how, answer } = signal;
	if (seat === null) {
		if (view.nobodyToAsk) return 'Your call stays open.';
		if (signal.unanswered) return 'Your call stays open, and everyone who holds this circle sees it.';
		return signal.whom === 'facilitator' ? 'Only others who may hold this circle see it.' : 'Only those who hold this circle see it.';
	}
	if (how === 'pause') return view.hold?.youMaySpeak ? 'You may speak. Everybody in the circle hears you.' : 'You need not do anything.';
	if (how !== 'answer') return 'You need not do anything. Your call stays open until you are both done with it.';
	if (stays(view, signal)) return 'You need not do anything. If you would like to talk after all, call again.';
	if (answer === 'talked') return 'Your call stays open until you are both done with it. If you need more, call again.';
	if (answer === 'careRoom') return `${nameOf(view, seat)} would like to talk with you alone as soon as it is possible. You will be asked.`;
	return answer === 'afterShare'
		? `${nameOf(view, seat)} comes to you after this share. Until then you need not do anything.`
		: 'You need not do anything. Stay as you are.';
}

/** Who else saw it; "" for nobody. */
export function alsoSeen(view: View, { seenBy, with: seat }: ViewedSignal): string {
	const others = seenBy.filter((one) => one !== seat).map((seat) => nameOf(view, seat));
	return others.length === 0 ? '' : `${others.join(' and ')} saw it too.`;
}

/** As those who hold the circle read whom it is about. */
export function calls({ name, whom }: ViewedSignal): string {
	if (whom === 'someone') return `${name} asks support for someone else here`;
	if (whom === 'facilitator') return `${name}: whoever holds the circle needs help`;
	return `${name} asked for support`;
}
