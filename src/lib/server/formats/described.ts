// A format as people read it before they come: what happens, for how long, and what they agree to.

import { agreementsOf } from './agreements.ts';
import { formatById } from '../../gathering/formats/index.ts';
import type { Format, Phase } from '../../gathering/types.ts';

export interface Described {
	id: string;
	title: string;
	about: string;
	origin: string;
	unreviewed: boolean;
	seats: string;
	minutes: number;
	/** Whether it asks for somebody with a credential. */
	credentialed: boolean;
	/** Who has to hold it, in a sentence; "" when peers may. */
	asksFor: string;
	/** What it belongs to and what should come before it, in sentences. */
	belongs: string[];
	agreements: string[];
	phases: { title: string; minutes: number; how: string; prompt: string; gentler: string }[];
}

const minuteMs = 60_000;

/** How a phase is sat through, in one line. */
function how({ mode, order, responses }: Phase): string {
	if (mode === 'dyads') return 'Two and two in rooms of their own, the same time for each.';
	if (mode === 'silence') return 'A shared silence, with a bell at both ends.';
	if (mode === 'broadcast') return 'One person speaks, everybody listens.';
	if (mode === 'open') return 'Everybody may speak.';
	const way = order === 'centre' ? 'The piece lies in the middle; whoever is moved takes it.' : 'The piece goes round, seat by seat.';
	return responses === 'wish' ? `${way} You say what you wish from those who listen.` : way;
}

/** When each phase is planned to begin, on the wall clock of a zone: "19:07". */
export function phaseTimes({ phases }: Format, startsAt: Date, zone: string): string[] {
	const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone });
	let at = startsAt.getTime();
	return phases.map(({ budgetMs }) => {
		const begins = clock.format(at);
		at += budgetMs;
		return begins;
	});
}

/** Of what it is a part, and what one should have sat in before. */
function belongs({ series, wantsBefore = [] }: Format): string[] {
	const before = wantsBefore.map((id) => formatById(id)?.title).filter((title) => title !== undefined);
	return [
		...(series ? [`Evening ${series.part} of ${series.of}: ${series.title}, for the same people in the same seats.`] : []),
		...(before.length > 0 ? [`Made for people who sat in ${before.map((title) => `“${title}”`).join(' and ')} before.`] : [])
	];
}

/** Puts a format into words. Minutes are rounded, and at least one. */
export function described(format: Format): Described {
	const { id, title, about, origin, unreviewed, minSeats, maxSeats, minutes } = format;
	return {
		id,
		title,
		about,
		origin,
		unreviewed,
		minutes,
		seats: `${minSeats} to ${maxSeats}`,
		credentialed: format.credentialed > 0,
		asksFor:
			['', 'Asks for somebody with a credential.', 'Asks for two people with a credential, or one and somebody on call.'][
				format.credentialed
			] ?? '',
		belongs: belongs(format),
		agreements: agreementsOf(format),
		phases: format.phases.map((phase) => ({
			title: phase.title,
			minutes: Math.max(1, Math.round(phase.budgetMs / minuteMs)),
			how: how(phase),
			prompt: phase.prompt,
			gentler: phase.gentler
		}))
	};
}
