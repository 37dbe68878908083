import { afterwardsActions, afterwardsShown } from './afterwards.server';
import { cardActions, cardShown } from './card.server';
import { asItStands, found } from './found.server';
import { planShown } from './plan.server';
import { seatActions, seatShown } from './seat.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await found(event);
	event.depends('door');
	const now = await asItStands(at);
	const [plan, seat, card, afterwards] = await Promise.all([
		planShown(at, now),
		seatShown(at, now, event.url),
		cardShown(at, now),
		afterwardsShown(at, now)
	]);
	return { ...plan, ...seat, ...card, ...afterwards };
};

export const actions: Actions = { ...seatActions, ...cardActions, ...afterwardsActions };
