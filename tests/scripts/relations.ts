// Who somebody is to what they see, said from the bare facts of a gathering: none of the core's own questions is asked, for
// a fault in one of them would be a fault in both.

import type { Seat, Signal } from '../../src/lib/gathering/types.ts';
import type { Table } from '../support/table.ts';

const sits = ['admitted', 'resting', 'inCare'];
const open = (s: Signal): boolean => !s.withdrawn && !s.closed;

interface Look {
	t: Table;
	/** Who looks. */
	me: Seat;
	/** The member of a list that is looked at: a seat of the ring, a call. */
	about: { seat?: Seat; role?: string; id?: string };
	/** The path starts with this: what is there is one's own by its place. */
	path: string;
}

const mine = ({ t, me }: Look) => t.seat(me);
const facilitates = (look: Look): boolean => ['facilitator', 'coFacilitator'].includes(mine(look).role);
const holds = (look: Look): boolean => {
	const s = mine(look);
	return (
		facilitates(look) &&
		(s.credentialUntil ?? 0) > look.t.now &&
		s.standing === 'admitted' &&
		['present', 'unstable'].includes(s.connection)
	);
};
const inside = (look: Look): boolean => sits.includes(mine(look).standing);
const pairOf = ({ t, me }: Look) => t.c.pairs?.all.find(({ seats, helper }) => seats.includes(me) || helper === me);
const callOf = ({ t, me }: Look, aside: boolean): boolean =>
	t.c.signals.some((s) => open(s) && s.seat === me && (s.whom === 'aside') === aside);
/** Neither one's own call, nor one about oneself, nor one that passes by. */
const mayKnow = ({ t, me, about }: Look): boolean =>
	t.c.signals.some((s) => s.id === about.id && open(s) && s.seat !== me && s.about !== me && s.whom !== 'aside');
const shut = (look: Look): boolean => ['removed', 'denied'].includes(mine(look).standing);
const over = ({ t }: Look): boolean => ['ended', 'cancelled', 'abandoned'].includes(t.lifecycle);

export const relations = {
	anybody: () => true,
	oneself: ({ me, about, path }) => !path.startsWith('seats[]') || about.seat === me,
	'who may still come in': (look) => !shut(look),
	'about those who hold circles': (look) => look.about.role !== 'participant' && !shut(look),
	'the ring': inside,
	'who holds the circle': holds,
	'who has the piece': ({ t, me }) => t.c.turn?.seat === me,
	'who leads the pause': (look) => holds(look) && look.t.c.takeover?.leader === look.me,
	'whom the pause is for': ({ t, me }) => t.c.takeover?.inCare === me,
	'who has the word in the pause': ({ t, me }) => t.c.takeover?.voice === me,
	'who sits in a pause': (look) => look.t.c.takeover !== null && mine(look).standing === 'admitted',
	'who may take it back': (look) => look.t.c.takeBack?.by === look.me || holds(look),
	'who is asked to the care room': ({ t, me }) => t.c.careInvite?.seat === me,
	'who would rather stay': ({ t, me }) => t.c.careDeclined?.seat === me,
	'the two in the care room': (look) =>
		mine(look).standing === 'inCare' && [look.t.c.care?.seat, look.t.c.care?.companion].includes(look.me),
	'those in the pair': (look) => {
		const pair = pairOf(look);
		return pair !== undefined && (pair.alone === null || pair.alone === look.me || pair.helper === look.me);
	},
	'who waits for their pair': (look) => {
		const pair = pairOf(look);
		return pair !== undefined && pair.alone !== null && pair.alone !== look.me && pair.helper !== look.me;
	},
	'who called': (look) => callOf(look, false),
	'who called past the circle': (look) => callOf(look, true),
	'who may help': (look) => holds(look) && mayKnow(look),
	'who led, after the end': (look) => over(look) && facilitates(look) && [...sits, 'left'].includes(mine(look).standing) && mayKnow(look),
	'who may open cards': (look) => {
		const { t, me, about } = look;
		if (over(look)) return facilitates(look) && t.c.signals.some((s) => open(s) && s.seat === about.seat);
		return t.c.care?.companion === me && mine(look).standing === 'inCare'
			? t.c.care.seat === about.seat
			: holds(look) && t.c.takeover !== null;
	}
} satisfies Record<string, (look: Look) => boolean>;

export type Relation = keyof typeof relations;

/** Whether somebody is one of these to what they look at. */
export const isOneOf = (who: Relation[], look: Look): boolean => who.some((one) => (relations[one] as (look: Look) => boolean)(look));
