// Which screen a person sees: being removed, having left and the end are different things. Pure.

import type { View } from '$lib/gathering/viewed';
import type { RefusalCode } from '$lib/gathering/types';

export type Screen =
	| 'arriving'
	| 'early'
	| 'waiting'
	| 'denied'
	| 'closed'
	| 'circle'
	| 'elsewhere'
	| 'left'
	| 'removed'
	| 'ended'
	| 'cancelled'
	| 'abandoned'
	| 'unknown';

/**
 * @param refused the last answer to joining, when it was a no
 * @param device the id of this page
 * @param unknown the server knows no seat for this browser
 */
export function screenOf(view: View | null, refused: RefusalCode | null, device: string, unknown: boolean): Screen {
	if (view?.lifecycle === 'cancelled') return 'cancelled';
	if (view?.you.standing === 'removed' || refused === 'removed') return 'removed';
	if (view?.lifecycle === 'ended') return 'ended';
	if (view?.lifecycle === 'abandoned') return 'abandoned';
	if (unknown || refused === 'no-such-seat' || refused === 'not-seated') return 'unknown';
	if (view?.you.standing === 'left') return 'left';
	if (view?.you.standing === 'denied' || refused === 'denied') return 'denied';
	if (refused === 'not-open-yet') return 'early';
	if (refused === 'doors-closed') return 'closed';
	if (refused === 'second-device') return 'elsewhere';
	if (view?.you.standing === 'waiting') return 'waiting';
	if (!view || view.you.device === null || view.you.standing === 'invited') return 'arriving';
	return view.you.device === device ? 'circle' : 'elsewhere';
}
