import { toldTo } from '$lib/server/care/check-ins';
import { inWords } from '$lib/server/ground/zones';
import { upcoming } from '$lib/server/planning/schedule';
import { thresholdOf } from '$lib/server/seats/threshold';
import { membershipIn } from '$lib/server/web/guards';
import { holdersActions, holdersShown } from './holders.server';
import { hostShown } from './host.server';
import { invitationsActions } from './invitations.server';
import { placesActions, placesShown } from './places.server';
import { wordsActions, wordsShown } from './words.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const membership = await membershipIn(event, event.params.id);
	const { circle, host, member, facilitator } = membership;
	const { account } = event.locals;
	const zone = account?.timeZone;
	const [threshold, gatherings, told, held, elsewhere, hosts] = await Promise.all([
		thresholdOf(membership, account),
		upcoming(event, [circle.id]),
		account ? toldTo(account.id, circle.id) : [],
		holdersShown(membership, account),
		placesShown(membership),
		hostShown(membership, account)
	]);
	return {
		...wordsShown(circle),
		...held,
		...elsewhere,
		/** How the reader stands to how one comes in. */
		threshold,
		/** Belongs to it: may say what it should do differently. */
		looksBack: member !== null || facilitator !== null || host,
		/** What members chose to tell the reader of this page, and nobody else. */
		told: told.map(({ at, ...rest }) => ({ ...rest, when: inWords(at, zone ?? 'UTC') })),
		gatherings: gatherings.map(({ startsAt, zone: theirs, ...rest }) => ({
			...rest,
			when: inWords(startsAt, zone ?? theirs),
			device: zone ? null : { at: startsAt, zone: theirs }
		})),
		host: hosts
	};
};

export const actions: Actions = { ...placesActions, ...wordsActions, ...holdersActions, ...invitationsActions };
