// For how long somebody was away, and what happened meanwhile: from the last view they had before and the one they came back to. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Away, Ms } from '$lib/gathering/types';
import { nameOf } from './names';

/** Later than this after coming back, a page that opens says nothing of it any more. */
const freshMs: Ms = 300_000;

/** The absence that this view tells of, while it is news. */
export const freshAway = ({ now, you }: View): Away | null => (you.away && now - you.away.to < freshMs ? you.away : null);

/** @param before the last view before the absence; null after a reload, when only the time is known */
export function awayWords({ from, to }: Away, before: View | null, view: View): string {
	const happened = before ? meanwhile(before, view) : [];
	return `You were away for ${aboutHowLong(to - from)}.${happened.length > 0 ? ` Meanwhile: ${happened.join('; ')}.` : ''}`;
}

function aboutHowLong(ms: Ms): string {
	const minutes = Math.round(ms / 60_000);
	if (ms < 40_000) return 'about half a minute';
	if (minutes <= 1) return 'about a minute';
	if (minutes < 55) return `about ${minutes} minutes`;
	return minutes < 90 ? 'about an hour' : `about ${Math.round(minutes / 60)} hours`;
}

/** What is different now, the weightiest first, as parts of one sentence. */
function meanwhile(before: View, view: View): string[] {
	return [...begun(before, view), ...paused(before, view), ...held(before, view), ...own(before, view), ...piece(before, view)];
}

function begun(before: View, view: View): string[] {
	if (before.phase?.id === view.phase?.id || !view.phase) return [];
	return [before.phase ? `the circle went on to “${view.phase.title}”` : `the circle began with “${view.phase.title}”`];
}

function paused({ hold: before }: View, view: View): string[] {
	const { hold } = view;
	if (hold?.kind === before?.kind && hold?.leader === before?.leader) return [];
	if (!hold) return [before?.kind === 'bellSilence' ? 'the silence ended' : 'the circle goes on after its pause'];
	if (hold.kind === 'bellSilence') return ['the bell rang for a silence'];
	if (hold.kind === 'technicalPause')
		return [
			before?.kind === 'takeover'
				? 'the circle waits in a pause, and every microphone is closed'
				: 'the circle paused for something technical'
		];
	const leads = hold.leader === view.you.seat ? 'you lead' : `${nameOf(view, hold.leader)} leads`;
	return [before?.kind === 'takeover' ? `${leads} the pause now` : `the circle paused, and ${leads}`];
}

function held(before: View, view: View): string[] {
	if (view.hosting === 'peerHosted' && before.hosting !== 'peerHosted') return ['the circle is held by all of you now'];
	if (view.hostedBy === null || view.hostedBy === before.hostedBy || before.lifecycle !== 'live') return [];
	return [view.hostedBy === view.you.seat ? 'you hold the circle now' : `${nameOf(view, view.hostedBy)} holds the circle now`];
}

/** What became of one's own turn. */
function own(before: View, view: View): string[] {
	const { seat, mark } = view.you;
	if (before.you.mark === mark || view.you.listening) return [];
	if (mark === 'deferred') return ['your turn is kept for later'];
	if (mark === 'missed') return ['your turn in this round went by'];
	return mark === 'heard' && before.piece.seat === seat ? ['your turn ended'] : [];
}

function piece(before: View, view: View): string[] {
	const { seat, state, turnId } = view.piece;
	if (view.hold || seat === null || turnId === before.piece.turnId) return [];
	if (seat === view.you.seat) return state === 'offered' ? ['the piece came to you'] : [];
	return [state === 'offered' ? `the piece is offered to ${nameOf(view, seat)}` : `the piece is with ${nameOf(view, seat)}`];
}
