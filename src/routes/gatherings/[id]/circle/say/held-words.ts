// What the middle of the ring says while the circle is held: who leads, who may be heard, and what is so when nobody does. Pure.
// Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { View, ViewedHold } from '$lib/gathering/viewed';
import type { Seat } from '$lib/gathering/types';
import { isAside, leadLine, meanwhileLine } from './lead-words';
import { nameOf } from './names';
import type { OwnVoice } from './note';
import type { Middle } from './copy';

const words = (above: string, prompt: string, below: string): Middle => ({ above, prompt, below });
const unused = "No one's time is used.";

/** Whose microphone is open beside the leader's: everybody may know whom they hear. */
export const otherVoice = (view: View): Seat | null => view.audible.find((seat) => seat !== view.hold?.leader) ?? null;

/** Nobody leads for now, and nobody could: the circle rests, with a slow breath to go along with. */
export const rests = ({ hold }: View): boolean => hold?.kind === 'takeover' && isAside(hold.lead) && hold.lead.meanwhile === null;

/** @param voice what one's own microphone does; null where that is not known */
export function heldWords(view: View, hold: ViewedHold, voice: OwnVoice | null): Middle {
	if (hold.kind === 'bellSilence') return words('The bell has rung', 'A silence together.', 'Nothing to do. The bell will end it.');
	if (hold.lead !== null && hold.lead.is !== 'here') return unled(view, hold);
	if (hold.kind === 'technicalPause') return technical(view);
	if (hold.round) return round(view);
	if (hold.grounding !== null) {
		return words(
			'We are slowing down',
			hold.groundingWords || 'Feel what carries you.',
			hold.groundingWords ? 'Nothing to do.' : 'Your feet, the chair, the floor. One thing you see, one you hear. Nothing to do.'
		);
	}
	if (hold.leader === view.you.seat) return leading(view, voice);
	return hold.youAreInCare || hold.youMaySpeak ? invited(view, hold) : led(view, hold);
}

/** Whoever leads is gone with somebody, or away. */
function unled(view: View, hold: ViewedHold): Middle {
	const lead = hold.lead!;
	const goOn = view.may.includes('RESUME') && !view.facilitation ? ' You may go on together, or close gently.' : '';
	if (rests(view))
		return words(
			'We rest',
			leadLine(view, lead),
			`${unused} ${hold.groundingWords || 'Feel what carries you: your feet, the chair, the floor.'}${goOn}`
		);
	if (view.hosting === 'succession')
		return words('We are pausing', leadLine(view, lead), `We look for who holds the circle from here. ${unused}`);
	return words('We are pausing', leadLine(view, lead), `${meanwhileLine(view, lead) || 'We wait a little.'} ${unused}`);
}

function technical(view: View): Middle {
	const goOn =
		view.may.includes('RESUME') && !view.facilitation ? 'You may go on together, or close gently.' : 'We go on as soon as we can.';
	const peers = view.peersBegan ? 'You hold this circle together.' : 'The circle is held by all of you now.';
	const whys: Partial<Record<View['hosting'], string>> = { facilitated: 'Something technical.', peerHosted: peers };
	const why = whys[view.hosting] ?? 'Nothing moves just now.';
	return words('We are pausing', why, `Every microphone is closed. ${unused} ${goOn}`);
}

/** [K11] Everybody reads that a short round is on, and whose word it is. */
function round(view: View): Middle {
	const seat = otherVoice(view);
	const above = 'A short round before we go on';
	if (view.hold?.youMaySpeak)
		return words(above, 'A word from you, if you like.', 'Everybody hears you. Your microphone stays closed until you open it.');
	return words(
		above,
		seat === null ? 'One after the other.' : `${nameOf(view, seat)} has the word.`,
		'A word each, for whoever would like to.'
	);
}

/** Somebody was asked aside: what is waited for, and that they said no. */
function asking({ facilitation, careDeclined, you, seats }: View): string {
	const asked = facilitation?.careAsked ?? null;
	const name = (seat: Seat) => seats.find((one) => one.seat === seat)?.name ?? '';
	if (asked !== null) return `${name(asked)} is asked whether to talk alone. There is nothing to press until they answer.`;
	return careDeclined?.companion === you.seat
		? `${name(careDeclined.seat)} would rather stay here. You can be with them in this pause.`
		: '';
}

/** The middle as whoever leads reads it: that they speak only when they are heard. */
function leading(view: View, voice: OwnVoice | null): Middle {
	const other = otherVoice(view);
	const prompt = voice === 'open' ? 'You are speaking.' : voice === 'soon' ? 'Your microphone opens in a moment.' : 'You lead this pause.';
	const below = other === null ? 'Everybody sees that you lead. Nobody is told why.' : heardBy(view);
	return words('The circle is paused', prompt, asking(view) || below);
}

/** Whom everybody in the circle hears, for both who are heard and for all others. */
export function heardBy(view: View): string {
	const leader = view.hold?.leader ?? null;
	const other = otherVoice(view);
	if (other === null) return '';
	if (leader === view.you.seat) return `Everybody in the circle hears ${nameOf(view, other)} and you.`;
	if (other === view.you.seat) return `Everybody in the circle hears ${nameOf(view, leader)} and you.`;
	return `Everybody in the circle hears ${nameOf(view, leader)} and ${nameOf(view, other)}.`;
}

/** [K10] Before they are heard: that it is for them, whether they may speak, and who hears it. */
function invited(view: View, hold: ViewedHold): Middle {
	const leader = nameOf(view, hold.leader);
	const above = hold.youAreInCare ? 'This pause is for you' : 'We are pausing';
	if (!hold.youMaySpeak)
		return words(above, `${leader} leads.`, 'Only those who hold the circle know that it is for you. Your microphone is closed.');
	return words(above, 'You may speak, if you like.', 'Everybody in the circle hears what you say, and reads what you write.');
}

function led(view: View, hold: ViewedHold): Middle {
	const other = otherVoice(view);
	const may = other === null ? '' : `${nameOf(view, other)} may speak, too. `;
	return words(
		'We are pausing',
		`${nameOf(view, hold.leader)} leads.`,
		`${may}If you like, look round your room. We'll say what comes next.`
	);
}
