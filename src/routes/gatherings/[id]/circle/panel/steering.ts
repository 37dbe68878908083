// Whose microphone whoever leads a pause may open or close, and who hears it. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import { leadLine } from '../say/lead-words';
import { nameOf, namesOf } from '../say/names';

export interface Voice {
	seat: Seat;
	name: string;
	/** Their microphone is open beside the leader's. */
	on: boolean;
	/** The pause is for them, they called, or they are heard: before all others. */
	first: boolean;
}

/** Everybody who is here, the one it is for and those who called first. */
export function voicesOf(view: View): Voice[] {
	const takeover = view.hold?.takeover;
	const called = (view.facilitation?.signals ?? []).map(({ seat }) => seat);
	const here = view.seats.filter(
		(one) => one.standing === 'admitted' && one.seat !== view.you.seat && ['present', 'unstable'].includes(one.connection)
	);
	const all = here.map(({ seat, name }): Voice => ({
		...{ seat, name, on: takeover?.voice === seat },
		first: takeover?.voice === seat || takeover?.inCare === seat || called.includes(seat)
	}));
	return [...all.filter(({ first }) => first), ...all.filter(({ first }) => !first)];
}

/** What comes next for whoever leads: the word of somebody who called, an answer that is waited for, or the way on once they have talked. */
export function nextStep(view: View): 'word' | 'asked' | 'goOn' {
	const mine = (view.facilitation?.signals ?? []).filter((call) => call.with === view.you.seat);
	if ((view.facilitation?.careAsked ?? null) !== null) return 'asked';
	return mine.some(({ answer }) => answer === 'talked') ? 'goOn' : 'word';
}

/** For whom it is and who knows that, and whom everybody hears: what only those who hold the circle read. */
export function pauseFacts(view: View): string[] {
	const { hold } = view;
	const takeover = hold?.takeover;
	if (!hold || !takeover || hold.kind !== 'takeover') return [];
	const { inCare, voice, round } = takeover;
	const lost = hold.lead?.is === 'away' ? hold.lead : null;
	const facts = [
		lost
			? `${leadLine(view, lost)} Nobody leads this pause now.`
			: hold.leader === view.you.seat
				? 'You lead this pause.'
				: `${nameOf(view, hold.leader)} leads this pause.`
	];
	if (inCare !== null)
		facts.push(`It is for ${inCare === view.you.seat ? 'you' : nameOf(view, inCare)}. Nobody else is told for whom we pause.`);
	if (voice !== null) {
		const two =
			hold.leader === view.you.seat
				? `${nameOf(view, voice)} and you`
				: voice === view.you.seat
					? lost
						? 'you'
						: `${nameOf(view, hold.leader)} and you`
					: lost
						? nameOf(view, voice)
						: namesOf(view, [hold.leader ?? voice, voice]);
		facts.push(`Everybody in the circle hears ${two}.`);
	}
	if (round !== null) {
		facts.push(
			`A short round is on${voice === null ? '' : `: ${nameOf(view, voice)} ${voice === view.you.seat ? 'have' : 'has'} the word`}.${round.length > 0 ? ` Still to come: ${namesOf(view, round)}.` : ''}`
		);
	}
	return facts;
}
