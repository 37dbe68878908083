// Where whoever holds the circle is, in true words: here, gone on purpose and kept their place, or away. Pure.

import type { View, ViewedLead } from '$lib/gathering/viewed';
import { nameOf } from './names';

/** Gone on purpose: somebody is looked after, or they stepped out; their place is kept. */
export const isAside = (lead: ViewedLead | null): lead is ViewedLead => lead?.is === 'withSomebody' || lead?.is === 'steppedOut';

/** One sentence about somebody who leads and is not at their place. */
export function leadLine(view: View, lead: ViewedLead): string {
	const name = nameOf(view, lead.seat);
	if (lead.is === 'withSomebody') return `${name} is with somebody and will be back.`;
	if (lead.is === 'steppedOut') return `${name} has stepped out. Their place is kept.`;
	const seat = view.seats.find((one) => one.seat === lead.seat);
	if (!seat) return 'Whoever held the circle is not here any more.';
	return seat.connection === 'lost' || seat.connection === 'absent'
		? `${name} lost the connection.`
		: `${name} cannot hold the circle any more.`;
}

/** Who holds it meanwhile; nothing when nobody does. */
export function meanwhileLine(view: View, { meanwhile }: ViewedLead): string {
	if (meanwhile === null) return '';
	return meanwhile === view.you.seat ? 'You hold the circle meanwhile.' : `${nameOf(view, meanwhile)} holds the circle meanwhile.`;
}

/** Somebody has the word, or has just had it: it is not interrupted. */
export const shareIsOn = ({ piece }: View): boolean =>
	['held', 'silent', 'responding', 'settling', 'awaitingReturn'].includes(piece.state) ||
	(piece.state === 'offered' && (piece.usedMs ?? 0) > 0);

/** Nobody holds it: from the start, or since whoever did is lost. What follows by itself differs. */
function peersHold({ peersBegan, phase }: View): string {
	if (peersBegan) return 'You hold this circle together, all of you. Each part follows the one before it by itself.';
	const goesOn =
		phase?.kind === 'closing' || phase?.kind === 'aftercare'
			? 'It goes on to its end by itself.'
			: 'What has begun goes on, and then the closing comes by itself.';
	return `Whoever held the circle is not here any more, so all of you hold it now. ${goesOn}`;
}

/**
 * The line over the ring while the one who holds the circle is not at their place. Nothing for who is one of the two, or has
 * stepped out; nothing in a pause, where the middle says it.
 */
export function leadBanner(view: View): string {
	const { lead, hosting, hold } = view;
	if (view.lifecycle !== 'live' || view.you.standing !== 'admitted' || lead?.seat === view.you.seat) return '';
	if (hold && hold.kind !== 'bellSilence') return '';
	if (hosting === 'succession')
		return `We look for who holds the circle from here.${shareIsOn(view) ? ' The share that is on is not interrupted.' : ''}`;
	if (hosting === 'peerHosted') return peersHold(view);
	if (lead === null || lead.is === 'here') return '';
	const alone = lead.is === 'away' ? 'We go on with what is begun, and wait a little.' : 'What has begun goes on meanwhile.';
	return `${leadLine(view, lead)} ${meanwhileLine(view, lead) || alone}`;
}
