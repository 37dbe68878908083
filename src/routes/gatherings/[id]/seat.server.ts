// A seat of one's own: what one has or may do about one, and taking it, agreeing, and giving it back.

import { error, fail } from '@sveltejs/kit';
import { roomsOpen } from '$lib/gathering/state';
import { wayIn } from '$lib/server/circles/joining';
import { name } from '$lib/server/forms/forms';
import { agree, giveBack, reserve } from '$lib/server/seats/seating';
import { askBack, askedBack, stopAsking } from '$lib/server/seats/returners';
import { seatingOf } from '$lib/server/seats/threshold';
import { odd, within } from '$lib/server/web/acts';
import { say } from '$lib/server/web/say';
import { act, noSeat, type Found, type Now } from './found.server';

export async function seatShown(
	{ id, gathering, seat, membership, account, guestHash }: Found,
	{ lifecycle, sitter, inMine }: Now,
	url: URL
) {
	const [seating, asked] = await Promise.all([seatingOf(membership, account, gathering), guestHash ? askedBack(id, guestHash) : null]);
	return {
		/** For whoever has no seat: what they may do about one. */
		seating: {
			...seating,
			waits: seating.waits?.state === 'offered' ? { state: 'offered' as const, until: inMine(seating.waits.until) } : seating.waits
		},
		you: sitter && { name: sitter.name, role: sitter.role, agreed: sitter.agreedVersion !== null },
		/** A guest without a seat may say that they had one; what became of it. */
		returning: guestHash && roomsOpen(lifecycle) ? { asked } : null,
		/** They gave their seat back just now; it may still be in their calendar. */
		gaveBack: seat === null && url.searchParams.has('given-back'),
		name: membership.member?.name ?? account?.name ?? ''
	};
}

export const seatActions = {
	reserve: act(async ({ id, gathering, seat, membership, account }, form) => {
		const shown = name(form);
		if (!shown) return fail(400, { nameError: say('name-odd') });
		if (!form.has('agreed')) return odd('agreements-open');
		const { member } = membership;
		const guestHash = account ? null : (member?.guestHash ?? null);
		if (!account && !guestHash) error(403, 'An invitation brings you in here.');
		const accountId = account?.id ?? null;
		return within('reserve', accountId ?? guestHash!, async () => {
			const way = seat === null ? await wayIn(membership, accountId, gathering.format) : null;
			return way ? { refused: way } : reserve(id, { accountId, guestHash, name: shown, invitationId: member?.invitationId ?? null });
		});
	}),
	agree: act(async ({ id, seat }, form) => {
		if (!form.has('agreed')) return odd('agreements-open');
		return seat === null ? noSeat : agree(id, seat);
	}),
	giveBack: act(async ({ id, seat }) => (seat === null ? noSeat : giveBack(id, seat)), { to: ({ id }) => `/gatherings/${id}?given-back` }),
	askBack: act(async ({ id, membership: { member }, guestHash }) => {
		if (!member || !guestHash) error(403, 'An invitation brings you in here.');
		return within('askBack', guestHash, () => askBack(id, { ...member, guestHash }));
	}),
	stopAsking: act(async ({ id, guestHash }) => {
		if (guestHash) await stopAsking(id, guestHash);
	})
};
