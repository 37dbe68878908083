// The sealed card of one's own, and those that are kept for whoever held the circle. Nothing here says what stands on one.

import { fail } from '@sveltejs/kit';
import { cardFrom } from '$lib/server/care/card-form';
import { keptCards, ownCard, sealCard, takeCardBack } from '$lib/server/care/cards';
import { act, noSeat, type Found, type Now } from './found.server';

export async function cardShown({ id, seat }: Found, { inMine }: Now) {
	if (seat === null) return { card: null, kept: [] };
	const [card, kept] = await Promise.all([ownCard(id, seat), keptCards(id, seat)]);
	return {
		card: card && {
			sealed: card.sealed && { keepLonger: card.sealed.keepLonger, keptUntil: card.sealed.keptUntil && inMine(card.sealed.keptUntil) },
			open: card.open,
			opened: card.opened.map(({ by, at }) => ({ by, when: inMine(new Date(at)) }))
		},
		kept: kept.map(({ until, ...rest }) => ({ ...rest, until: inMine(until) }))
	};
}

export const cardActions = {
	seal: act(async ({ id, seat }, form) => {
		if (seat === null) return noSeat;
		const read = cardFrom(form);
		return 'errors' in read ? fail(400, { cardErrors: read.errors }) : sealCard(id, seat, read.card, read.keepLonger);
	}),
	unseal: act(async ({ id, seat }) => {
		if (seat !== null) await takeCardBack(id, seat);
	})
};
