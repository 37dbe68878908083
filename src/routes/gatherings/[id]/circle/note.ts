// One line over the buttons: what the own microphone does, and why. Pure.

import type { View } from '$lib/gathering/viewed';
import type { MicState } from '$lib/media/microphone';
import { nameOf } from './words';

/**
 * @param chosen this person has a microphone here; false: they write
 * @param stays it stays closed after an absence, until they press
 */
export function micNote(view: View, mic: MicState, free: boolean, chosen: boolean, stays = false): string {
	const { piece, you, hold } = view;
	if (you.standing === 'resting') return '';
	if (mic === 'blocked') return 'The browser keeps your microphone closed. You can allow it beside the address, or write instead.';
	if (mic === 'missing') return 'No microphone was found. You can write instead.';
	if (mic === 'failing') return 'Your microphone does not start; we keep trying. You can write instead.';
	if (stays && chosen && free && you.mic) return 'You were away, so your microphone is closed. It stays closed until you open it.';
	if (you.standing === 'inCare') {
		if (!chosen) return 'You are here without a microphone. You can choose one under “•••”.';
		return mic === 'open' || mic === 'starting' ? '' : 'Your microphone is closed. Open it when you would like to speak.';
	}
	if (view.bellAsked !== null && piece.seat === you.seat) return `${nameOf(view, view.bellAsked)} would like a silence after you. You may say “Not now”.`;
	if (view.pair) return mic === 'open' || !chosen ? '' : you.mic ? 'Your microphone is closed. Open it when you would like to speak.' : 'Your microphone is closed while you listen';
	if (!chosen || piece.seat === you.seat) return '';
	if (hold) return hold.leader === you.seat || hold.youAreInCare ? '' : 'Your microphone is closed';
	if (view.phase?.mode === 'piece' && you.mic && view.teller === you.seat && piece.responder !== you.seat) return mic === 'open' ? '' : 'You may answer: open your microphone when you would like to.';
	if (piece.state === 'held' && piece.seat !== null) {
		return `Your microphone is closed while ${nameOf(view, piece.seat)} ${piece.typing ? 'writes' : 'speaks'}`;
	}
	return free || view.phase?.mode === 'open' || view.phase === null ? '' : 'Your microphone is closed';
}
