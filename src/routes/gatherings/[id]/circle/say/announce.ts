// What a screen reader is told. The offer to you, a question to you and a call for support are urgent; everything else waits until nobody is sharing. Pure.

import type { View } from '$lib/gathering/viewed';
import { callsBetween, type Ring } from '../state/calls';
import { answeredBetween } from './cues';
import { calls, soIs } from './signal';
import { nameOf } from './names';
import { middleOf } from './copy';

export interface Announcement {
	text: string;
	urgent: boolean;
	/** Does not wait for the share to end. */
	now: boolean;
}

/** What changed between two views, in the order it is told. */
export function announcements(before: View | null, view: View): Announcement[] {
	if (!before) return [calm(sentences(view.title, middleOf(view).above)), ...rings(null, view)];
	const told: Announcement[] = [...rings(before, view), ...care(before, view)];
	const { piece, you, hold } = view;
	// In the care room the circle is not told of.
	if (you.standing === 'inCare') return told;
	if (
		hold?.kind !== before.hold?.kind ||
		hold?.leader !== before.hold?.leader ||
		(hold?.grounding != null && before.hold?.grounding == null)
	) {
		const { above, prompt, below } = hold ? middleOf(view) : { above: 'The circle goes on', prompt: '', below: '' };
		told.push({ text: sentences(above, prompt, below), urgent: false, now: true });
	}
	if (view.phase?.id !== before.phase?.id && view.phase) told.push(calm(sentences(view.phase.title, view.phase.prompt)));
	const turned = piece.turnId !== before.piece.turnId || piece.state !== before.piece.state;
	if (turned && piece.seat === you.seat && piece.state === 'offered') {
		told.push({ text: 'The piece is offered to you.', urgent: true, now: true });
	} else if (turned && !hold) {
		const own = piece.seat === you.seat || piece.state === 'held' || piece.state === 'settling';
		told.push({ text: middleOf(view).above, urgent: false, now: own });
	}
	if (you.mic !== before.you.mic && !you.mic && piece.seat !== you.seat) told.push(calm('Your microphone is closed.'));
	for (const seat of view.hands)
		if (!before.hands.includes(seat) && seat !== you.seat) told.push(calm(`${nameOf(view, seat)} raised a hand.`));
	for (const seat of view.seats) {
		const was = before.seats.find((one) => one.seat === seat.seat);
		if (!was && seat.onCall) told.push(calm(`${seat.name} is here, on call.`));
		if (was && was.connection !== 'present' && seat.connection === 'present') told.push(calm(`${seat.name} is here.`));
		if (was?.connection === 'present' && seat.connection === 'lost') told.push(calm(`${seat.name} lost the connection.`));
	}
	return told.filter(({ text }) => text !== '');
}

/** A call, for those who hold the circle: it interrupts. */
function rings(before: View | null, view: View): Announcement[] {
	const rung = callsBetween(before && { view: before, at: before.now }, { view, at: view.now });
	return rung.map((ring) => ({ text: ringWords(view, ring), urgent: true, now: true }));
}

function ringWords(view: View, { id, name, cue, now }: Ring): string {
	const signal = view.facilitation?.signals.find((one) => one.id === id);
	if (cue === 'waits') return `Nobody is with ${name} yet.`;
	if (cue === 'again')
		return signal?.gone ? `${name} is not here any more. Their call is open.` : `${name} calls again${now ? ': now' : ''}.`;
	return signal ? `${calls(signal)}${now ? ': now' : ''}.` : '';
}

/** What concerns oneself and those who care: never waits. */
function care(before: View, view: View): Announcement[] {
	const told: string[] = [];
	const asked: string[] = [];
	const { signal } = view;
	if (signal && answeredBetween(before, view)) asked.push(soIs(view, signal));
	if (view.tried && !before.tried) told.push('This was a try. Nobody was called.');
	if (signal?.unanswered && !before.signal?.unanswered)
		told.push('Nobody has answered your call yet. It stays open; help outside is shown.');
	if (view.careInvite !== null && before.careInvite === null)
		asked.push(`${nameOf(view, view.careInvite)} asks whether you would like to talk in a care room. You can say yes or not now.`);
	const { careDeclined: no } = view;
	if (no && no.seat !== view.you.seat && before.careDeclined?.seat !== no.seat)
		told.push(`${nameOf(view, no.seat)} would rather stay for now.`);
	if (view.you.standing === 'inCare' && view.you.standing !== before.you.standing) told.push('You are going over to the care room.');
	if (before.you.standing === 'inCare' && view.you.standing === 'admitted') told.push('You are going back to the circle.');
	return [...asked.map((text) => ({ text, urgent: true, now: true })), ...told.map((text) => ({ text, urgent: false, now: true }))];
}

/** Joined by full stops, where a part does not end with one of its own. */
const sentences = (...parts: string[]): string =>
	parts
		.filter(Boolean)
		.map((part, i, all) => (i < all.length - 1 && !/[.!?]$/.test(part) ? `${part}.` : part))
		.join(' ');

const calm = (text: string): Announcement => ({ text, urgent: false, now: false });

/** Somebody is sharing: only what cannot wait is told. */
export const sharing = (view: View): boolean => !view.hold && ['held', 'silent', 'responding', 'awaitingReturn'].includes(view.piece.state);
