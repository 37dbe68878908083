// One gathering as its host sees it before they change it.

import { error } from '@sveltejs/kit';
import { isId, type Visitor } from '$lib/server/access';
import { seenOf, type Shown } from '$lib/server/forms/seen';
import { inWords } from '$lib/server/ground/zones';
import { coverOf } from '$lib/server/oncall/cover';
import { answersTo } from '$lib/server/planning/asking';
import { wouldNotBegin } from '$lib/server/planning/beginning';
import { localOf } from '$lib/server/planning/recurrence';
import { awayFrom } from '$lib/server/planning/relief';
import { gatheringById, lifecycleOf, type Gathering } from '$lib/server/planning/schedule';
import { occurrenceOf } from '$lib/server/planning/series';
import { askables, holdingIt } from '$lib/server/planning/single';
import { unheld } from '$lib/server/planning/unheld';
import { expected } from '$lib/server/seats/seating';
import { hostOf } from '$lib/server/web/guards';

/** A gathering of a circle that the reader hosts. */
export async function found(event: Visitor & { params: { id: string } }) {
	const { id } = event.params;
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404, 'There is nothing here.');
	return { id, gathering, ...(await hostOf(event, gathering.circleId)) };
}
type Found = Awaited<ReturnType<typeof found>>;

/** What a host sees of the plan. */
export const planSeen = ({ startsAt, zone, cancelledAt }: Gathering): Shown => ({
	'It begins': inWords(startsAt, zone),
	'Called off': cancelledAt ? 'yes' : 'no'
});

export async function plannedShown({ id, gathering, circle }: Found) {
	const { startsAt, zone } = gathering;
	const [lifecycle, holding, away, answers, others, near, part] = await Promise.all([
		lifecycleOf(id),
		holdingIt(id),
		awayFrom(id),
		answersTo(id),
		askables(gathering),
		unheld(gathering),
		occurrenceOf(id)
	]);
	const [date, time] = localOf(startsAt, zone).split('T');
	const waits = new Set(answers.filter(({ answer }) => answer === null).map(({ accountId }) => accountId));
	return {
		id,
		circle: { id: circle.id, title: circle.title },
		when: inWords(startsAt, zone),
		zone,
		date,
		time,
		seen: seenOf(planSeen(gathering)),
		lifecycle,
		holding: holding.map(({ accountId, ...rest }) => ({ id: accountId, ...rest })),
		away,
		answers: answers.filter(({ answer }) => answer !== 'yes').map(({ name, role, answer }) => ({ name, role, answer })),
		others: others.filter(({ accountId }) => !waits.has(accountId)).map(({ accountId, name, role }) => ({ id: accountId, name, role })),
		unheld: near,
		cannot: near ? await wouldNotBegin(gathering, await expected(id, startsAt), await coverOf(id)) : null,
		/** Of which series it is one, and which. */
		part
	};
}
