// What a call says of itself to those who hold the circle, and what a press on it will do. Pure: a view in, words out.

import type { View, ViewedSignal } from '$lib/gathering/viewed';
import type { Instant, Seat, SignalAnswer } from '$lib/gathering/types';
import { waits } from '../state/calls';
import { answers } from '../say/signal';
import { reachSentence } from '../say/reach-words';
import { nameOf } from '../say/names';

/** How long ago. */
export function ago(at: Instant, now: Instant): string {
	const seconds = Math.max(0, Math.round((now - at) / 1000));
	if (seconds < 5) return 'just now';
	return seconds < 90 ? `${seconds} seconds ago` : `${Math.round(seconds / 60)} minutes ago`;
}

/** Where its owner is, when not here; "" while they are. */
export function goneLine({ seats }: View, { name, seat, gone }: ViewedSignal): string {
	if (!gone) return '';
	const standing = seats.find((one) => one.seat === seat)?.standing;
	if (standing === 'waiting') return `${name} is outside, at the door.`;
	return standing && ['admitted', 'inCare', 'resting'].includes(standing) ? `${name} lost the line.` : `${name} has left.`;
}

export const invited = ({ facilitation }: View, { seat }: ViewedSignal): boolean => facilitation?.careAsked === seat;

/** They were asked aside and said no. */
export const declined = (view: View, { seat }: Pick<ViewedSignal, 'seat'>): boolean => view.careDeclined?.seat === seat;

/** The same, and what is open to those who hold the circle; "" where that is not so. */
export function staysLine(view: View, one: Pick<ViewedSignal, 'seat' | 'name'>): string {
	if (!declined(view, one)) return '';
	return `${one.name} would rather stay for now. ${view.hold?.kind === 'takeover' ? 'You can be with them here, or ask again later.' : 'You can say something here, or ask again later.'}`;
}

/** Who is with them and how, or that nobody is. */
export function withLine(view: View, signal: ViewedSignal): string {
	if (invited(view, signal)) return `${signal.name} is asked; waiting for their yes.`;
	if (waits(signal)) return waitingLine(view, signal);
	const who = nameOf(view, signal.with);
	const is = who === 'You' ? 'You are' : `${who} is`;
	switch (signal.how) {
		case 'careRoom':
			return `${is} with them in the care room.`;
		case 'pair':
			return `${is} with them in their pair.`;
		case 'pause':
			return `${who === 'You' ? 'You lead' : `${who} leads`} the pause for them.${signal.answer === 'talked' ? ` ${who} talked with them alone.` : ''}`;
		default:
			return answerLine(who, is, signal);
	}
}

function answerLine(who: string, is: string, { gone, answer }: ViewedSignal): string {
	if (gone) return `${is} looking after it.`;
	if (answer === 'talked') return `${who} talked with them alone.`;
	return answer === 'careRoom' ? `${who} asked whether to talk alone.` : `${who} said: “${answers[answer ?? 'seen']}.”`;
}

function waitingLine(view: View, { before, unanswered, met }: ViewedSignal): string {
	const left = before === null ? '' : `${nameOf(view, before)} ${before === view.you.seat ? 'were' : 'was'} with them before. `;
	const told = unanswered ? ' They were told so.' : '';
	return `${left}Nobody is with them${met ? ' now' : ' yet'}.${told}`;
}

/** What came of asking those on call; "" while nobody was asked or somebody is there. */
export const outsideLine = (view: View, signal: ViewedSignal): string => (signal.paged && waits(signal) ? reachSentence(view, signal) : '');

/** What you may still say to them: to another’s words your own may be added, until one of you is with them. */
export function answersLeft(view: View, signal: ViewedSignal): SignalAnswer[] {
	const { how, gone, answer, seenBy } = signal;
	if (!waits(signal) && (how !== 'answer' || invited(view, signal))) return [];
	const seen: SignalAnswer[] = waits(signal) || !seenBy.includes(view.you.seat) ? ['seen'] : [];
	return gone || (!waits(signal) && (answer === 'afterShare' || answer === 'talked')) ? seen : [...seen, 'afterShare'];
}

const pairOf = (view: View, { seat }: ViewedSignal) =>
	view.hold ? undefined : view.facilitation?.pairs.find(({ seats }) => seats.includes(seat));

/** “Be with” is possible for this call. */
export function canBeWith(view: View, signal: ViewedSignal): boolean {
	if (!view.may.includes('BE_WITH') || signal.gone || invited(view, signal)) return false;
	if (view.care?.seat === signal.seat && !view.care.alone) return false;
	return (pairOf(view, signal)?.helper ?? null) === null;
}

/** Who stays with the circle while you are with the caller; null for nobody. */
const stays = (view: View, { seat }: ViewedSignal): Seat | null =>
	view.seats.find((one) => one.mayHold && one.seat !== view.you.seat && one.seat !== seat)?.seat ?? null;

/** You lead the pause for them already. */
export const leadsFor = (view: View, signal: ViewedSignal): boolean => signal.how === 'pause' && signal.with === view.you.seat;

/** In the pause for them you are with them: what is left to ask is whether to talk alone. */
export function beWithLabel(view: View, signal: ViewedSignal): string {
	if (!leadsFor(view, signal)) return `Be with ${signal.name}`;
	return `Ask ${signal.name} ${signal.answer === 'talked' || declined(view, signal) ? 'again' : 'to talk alone'}`;
}

/** What “Be with” will do, read before it is pressed. */
export function beWithLine(view: View, signal: ViewedSignal): string {
	if (pairOf(view, signal)) return 'You go into their pair.';
	return `${takenBack(view)}${circleLine(view, signal)}${signal.name} is asked whether to talk alone. With their yes, your microphones open there.`;
}

/** One question at a time: a new one takes back another’s. */
function takenBack(view: View): string {
	const other = view.facilitation?.careAsked ?? null;
	return other === null ? '' : `${nameOf(view, other)} is no longer asked. `;
}

function circleLine(view: View, signal: ViewedSignal): string {
	if (!view.phase || view.phase.kind === 'aftercare') return '';
	if (view.hold?.kind === 'takeover' && view.hold.leader === view.you.seat) return 'The circle stays paused, and ';
	if (view.hold && view.hold.kind !== 'bellSilence') return 'The circle stays paused, you lead it, and ';
	const other = stays(view, signal);
	return other === null ? 'The circle pauses, and ' : `${nameOf(view, other)} stays with the circle, and `;
}
