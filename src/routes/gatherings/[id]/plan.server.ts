// What is planned, who is expected, and whether it would begin.

import { limits } from '$lib/gathering/limits';
import { described, phaseTimes } from '$lib/server/formats/described';
import { helpFor } from '$lib/server/help/emergency';
import { wouldNotBegin } from '$lib/server/planning/beginning';
import { unheld } from '$lib/server/planning/unheld';
import { inWords, sameClock } from '$lib/world/zones';
import type { Found, Now } from './found.server';

export async function planShown(
	{ gathering, membership: { circle, host, member }, account }: Found,
	{ who, lifecycle, cover, zone: mine, inMine }: Now
) {
	const { id, format, startsAt, zone, minutes, movedFrom } = gathering;
	const onCall = !circle.rehearsal && cover !== null && cover.onCall;
	const [cannot, missing] = await Promise.all([
		circle.rehearsal ? null : wouldNotBegin(gathering, who, cover),
		host ? unheld(gathering) : false
	]);
	return {
		id,
		circle: { id: circle.id, title: circle.title, isFor: circle.isFor, isNot: circle.isNot },
		looksBack: member !== null && !circle.rehearsal,
		format: described(format),
		times: phaseTimes(format, startsAt, zone),
		when: inWords(startsAt, zone),
		whenHere: sameClock(startsAt, mine, zone) ? null : inMine(startsAt),
		startsAt,
		zone,
		was: movedFrom && inWords(movedFrom, zone),
		opensAt: new Date(startsAt.getTime() - limits.lobbyOpensMs),
		now: new Date(),
		minutes,
		lifecycle,
		holders: who.facilitators,
		credentialed: who.credentialed,
		/** How many seats are taken, while one may be: afterwards it would be a count of who meant to come. */
		taken: ['scheduled', 'lobby', 'live'].includes(lifecycle) ? who.taken : null,
		/** Somebody outside is on call for all of it, as things stand now. */
		onCall,
		/** Why it would not begin with those who are expected; null when it would, and in a rehearsal. */
		cannot,
		rehearsal: circle.rehearsal,
		/** Where else help answers, when nobody may be there for it or none outside would come. */
		help: who.credentialed && onCall ? null : helpFor(account?.country ?? null),
		/** For its host. */
		cover: host ? cover : null,
		/** Near, and nobody credentialed said yes. */
		missing,
		host
	};
}
