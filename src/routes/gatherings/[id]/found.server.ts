// The gathering of a page, how the reader stands to it, and how it stands now.

import { error } from '@sveltejs/kit';
import { isId, seatOf, type Visitor } from '$lib/server/access';
import { coverOf } from '$lib/server/oncall/cover';
import { gatheringById, lifecycleOf } from '$lib/server/planning/schedule';
import { expected, sitterOf } from '$lib/server/seats/seating';
import { acts } from '$lib/server/web/acts';
import { membershipIn } from '$lib/server/web/guards';
import { inWords } from '$lib/world/zones';

/** For whom there is nothing here, the request ends. */
export async function found(event: Visitor & { params: { id: string } }) {
	const { id } = event.params;
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404, 'There is nothing here.');
	const seat = await seatOf(event, id);
	const membership = await membershipIn(event, gathering.circleId, seat !== null);
	const { account } = event.locals;
	/** The hash of a guest who has no seat here; null for everybody else. */
	const guestHash = account || seat !== null ? null : (membership.member?.guestHash ?? null);
	return { id, gathering, seat, membership, account, guestHash };
}
export type Found = Awaited<ReturnType<typeof found>>;

/** What several parts of the page follow from. */
export async function asItStands({ id, gathering, seat, account }: Found) {
	const [who, lifecycle, cover, sitter] = await Promise.all([
		expected(id, gathering.startsAt),
		lifecycleOf(id),
		coverOf(id),
		seat === null ? null : sitterOf(id, seat)
	]);
	const zone = account?.timeZone ?? gathering.zone;
	return { who, lifecycle, cover, sitter, zone, inMine: (at: Date) => inWords(at, zone) };
}
export type Now = Awaited<ReturnType<typeof asItStands>>;

/** An action of this page, after which it is shown anew. */
export const act = acts(found, { to: ({ id }) => `/gatherings/${id}` });

/** For somebody who has no seat, where one is needed. */
export const noSeat = { refused: 'no-seat' } as const;
