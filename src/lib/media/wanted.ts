// What a person's own microphone should be, and whom they may hear: decided from the newest view alone. Pure.

import type { View } from '../gathering/viewed.ts';
import type { Instant } from '../gathering/types.ts';

/** `warm`: published and silent, so that the first word is not lost. */
export type Mic = 'none' | 'warm' | 'open';

export interface Floor {
	/** Names the situation; a press of the microphone button lasts as long as it does. */
	key: string;
	mic: Mic;
	/** The person may open and close the microphone here. */
	free: boolean;
}

/** A takeover begins with a tone and a breath, then the voice. */
export const breathMs = 3000;

/**
 * What the view asks of this person's microphone before they press anything.
 * It opens by itself only in the person's own turn or response, never in a takeover, an open phase or the lobby; in a care
 * room it is open from the beginning for who pressed to talk there, and so it is for a helper who pressed to be alone with somebody.
 */
export function floor(view: View, now: Instant): Floor {
	const { you, hold, piece } = view;
	if (!you.mic) return { key: 'closed', mic: 'none', free: false };
	if (you.standing === 'inCare') return { key: you.room, mic: 'warm', free: true };
	if (view.pair && !hold) {
		const own = view.pair.speaker === you.seat;
		return { key: own ? `${you.room}:${view.pair.step}` : you.room, mic: own ? 'open' : 'warm', free: true };
	}
	if (hold) {
		const breathing = hold.leader === you.seat && now < (hold.since ?? 0) + breathMs;
		return { key: `takeover:${hold.since}`, mic: 'warm', free: !breathing };
	}
	if (piece.responder === you.seat) return { key: `respond:${piece.turnId}`, mic: 'open', free: true };
	if (piece.seat === you.seat) {
		const key = `${piece.state}:${piece.turnId}`;
		const speaking = piece.state === 'held' || piece.state === 'responding';
		return speaking && !piece.typing ? { key, mic: 'open', free: true } : { key, mic: 'warm', free: false };
	}
	return { key: `phase:${view.phase?.id ?? view.lifecycle}`, mic: 'warm', free: true };
}

/**
 * The microphone after the person's own press in this situation; undefined when they have not pressed.
 * @param stays the page was away: nothing opens before its person presses
 */
export function micWanted(floor: Floor, pressed: boolean | undefined, stays = false): Mic {
	const mic = !floor.free || pressed === undefined ? floor.mic : pressed ? 'open' : 'warm';
	return stays && mic === 'open' ? 'warm' : mic;
}

/**
 * Whether an open microphone stays open in a new situation: that of the person in care, who was speaking when the
 * circle paused, and of who goes over to a care room speaking. Nobody else is carried over.
 */
export function carried(view: View, next: Floor, wasOpen: boolean): boolean {
	return wasOpen && next.free && (view.hold?.youAreInCare === true || view.you.standing === 'inCare');
}

/**
 * The listener's gate: identities whose voice is played. Nobody while the app's stream is dead.
 * It never looks at mute flags or at what the media server sends.
 */
export function heard(view: View | null, alive: boolean): Set<string> {
	if (!view || !alive) return new Set();
	const open = new Set(view.audible);
	return new Set(
		view.seats
			.filter((seat) => open.has(seat.seat) && seat.seat !== view.you.seat && seat.identity !== null)
			.map((seat) => seat.identity as string)
	);
}
