// One line over the buttons: what the own microphone does, and why. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Instant } from '$lib/gathering/types';
import type { MicState } from '$lib/media/microphone';
import { breathMs } from '$lib/media/wanted';
import { nameOf } from './names';

/** What one's own microphone does where one may speak. `soon`: it opens by itself in a moment, after the tone and the breath. */
export type OwnVoice = 'open' | 'soon' | 'closed';

/**
 * Whether whoever may speak is heard.
 * @param asked this person's own press opens it as soon as it may
 */
export function ownVoice({ hold, you }: View, mic: MicState, asked: boolean, now: Instant): OwnVoice {
	if (!you.mic) return 'closed';
	const breathing = hold !== null && hold.leader === you.seat && now < (hold.since ?? 0) + breathMs;
	if (mic === 'open' && !breathing) return 'open';
	return asked && !['blocked', 'missing', 'failing', 'gone'].includes(mic) ? 'soon' : 'closed';
}

/** In a pause: whether one is heard, and by whom, before anything is said. */
function heldNote(view: View, voice: OwnVoice, chosen: boolean): string {
	const { you, hold } = view;
	if (!you.mic) return chosen ? 'Your microphone is closed' : '';
	if (!chosen) return 'You have no microphone here. You may write: everybody in the circle reads it.';
	if (voice === 'soon') return '';
	const leads = hold?.leader === you.seat;
	if (voice === 'open') return leads ? '' : 'Open. Everybody in the circle hears you.';
	return leads ? 'Your microphone is closed. Open it when you would like to speak.' : 'Closed. If you open it, everybody hears you.';
}

/**
 * @param chosen this person has a microphone here; false: they write
 * @param own what it does in a pause, and whether it stays closed after an absence until they press
 */
export function micNote(
	view: View,
	mic: MicState,
	free: boolean,
	chosen: boolean,
	own: { voice?: OwnVoice; stays?: boolean } = {}
): string {
	const { voice = 'closed', stays = false } = own;
	const { piece, you, hold } = view;
	if (you.standing === 'resting') return '';
	if (you.voiceEnded)
		return 'Your device kept your voice from somebody who should hear it, so your microphone was closed. You may write, or leave and come in again to speak.';
	if (mic === 'blocked') return 'The browser keeps your microphone closed. You can allow it beside the address, or write instead.';
	if (mic === 'missing') return 'No microphone was found. You can write instead.';
	// Told above the ring, where it can be acted on.
	if (mic === 'gone') return '';
	if (mic === 'failing') return 'Your microphone does not start; we keep trying. You can write instead.';
	if (stays && chosen && free && you.mic) return 'You were away, so your microphone is closed. It stays closed until you open it.';
	if (you.standing === 'inCare') {
		if (!chosen) return 'You are here without a microphone. You can choose one under “•••”.';
		return mic === 'open' || mic === 'starting' ? '' : 'Your microphone is closed. Open it when you would like to speak.';
	}
	if (!hold && view.bellAsked !== null && piece.seat === you.seat)
		return `${nameOf(view, view.bellAsked)} would like a silence after you. You may say “Not now”.`;
	if (view.pair)
		return mic === 'open' || !chosen
			? ''
			: you.mic
				? 'Your microphone is closed. Open it when you would like to speak.'
				: 'Your microphone is closed while you listen';
	if (hold) return heldNote(view, voice, chosen);
	if (!chosen || piece.seat === you.seat) return '';
	if (view.phase?.mode === 'piece' && you.mic && view.teller === you.seat && piece.responder !== you.seat)
		return mic === 'open' ? '' : 'You may answer: open your microphone when you would like to.';
	if (piece.state === 'held' && piece.seat !== null) {
		return `Your microphone is closed while ${nameOf(view, piece.seat)} ${piece.typing ? 'writes' : view.audible.includes(piece.seat) ? 'speaks' : 'has the piece'}`;
	}
	return free || view.phase?.mode === 'open' || view.phase === null ? '' : 'Your microphone is closed';
}

/** For a low screen, on which the middle of the ring may be out of sight: that one is heard, where nothing else over the buttons says so. */
export const heardNote = ({ you, audible }: View, voice: OwnVoice): string =>
	voice === 'open' && you.standing === 'admitted' && audible.includes(you.seat) ? 'Everyone hears you now.' : '';

/** @param writes they may write instead, just now */
export const micGoneWords = (writes: boolean): string =>
	`Your microphone is gone. It works again here as soon as it is back.${writes ? ' Until then you may write.' : ''}`;
