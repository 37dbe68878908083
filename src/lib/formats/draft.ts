// A format as one writes it: minutes instead of milliseconds, and only the agreements of one's own. Pure.

import { baseAgreements } from '../gathering/formats/index.ts';
import { minutes, seconds } from '../gathering/limits.ts';
import { usualSteps } from '../gathering/pairs/transitions.ts';
import { usualWishes } from '../gathering/view.ts';
import type { Format, Mode, Order, Phase, PhaseKind, Roster, Wish } from '../gathering/types.ts';

export interface DraftPhase {
	/** Stays with the phase when it is moved or renamed. */
	id: string;
	kind: Exclude<PhaseKind, 'tea' | 'aftercare'>;
	mode: Mode;
	title: string;
	minutes: number;
	prompt: string;
	gentler: string;
	notes: string;
	order: Order;
	start: Phase['start'];
	roster: Roster;
	responses: Phase['responses'];
	wishes: Wish[];
	responders: 0 | 1 | 2;
	settleSeconds: number;
	listenerSpeaks: boolean;
	/** Minutes of the six steps of a pair, or parts: only their relation counts. */
	pairSteps: number[];
	sentences: string[];
	tellerSpeaks: boolean;
	practice: boolean;
	quietly: string;
}

export interface Draft {
	title: string;
	about: string;
	origin: string;
	minSeats: number;
	maxSeats: number;
	minutes: number;
	credentialed: 0 | 1 | 2;
	/** Said while a pause is slowed down; empty: the usual words. */
	grounding: string;
	/** The base ones come first and are not here. */
	agreements: string[];
	/** Id of a phase. */
	doorsCloseAfter: string;
	phases: DraftPhase[];
}

/** How each kind of phase begins: what is usual for it. */
export const phaseKinds: Record<DraftPhase['kind'], { label: string; mode: Mode; minutes: number }> = {
	opening: { label: 'Opening', mode: 'broadcast', minutes: 5 },
	checkIn: { label: 'Check-in', mode: 'piece', minutes: 10 },
	round: { label: 'Round', mode: 'piece', minutes: 20 },
	dyads: { label: 'Pairs', mode: 'dyads', minutes: 34 },
	pause: { label: 'Pause', mode: 'silence', minutes: 3 },
	integration: { label: 'Integration', mode: 'piece', minutes: 15 },
	closing: { label: 'Closing', mode: 'piece', minutes: 10 }
};

/** A new phase of a kind, with an id no other phase has. */
export function newPhase(kind: DraftPhase['kind'], taken: string[]): DraftPhase {
	let n = 1;
	while (taken.includes(`${kind}-${n}`)) n += 1;
	const { label, mode, minutes } = phaseKinds[kind];
	return {
		...{
			id: `${kind}-${n}`,
			kind,
			mode,
			title: label,
			minutes,
			prompt: '',
			gentler: '',
			notes: '',
			order: 'ring',
			start: 'first',
			roster: 'all'
		},
		...{
			responses: kind === 'closing' ? 'none' : 'listen',
			wishes: [...usualWishes],
			responders: 0,
			settleSeconds: 4,
			listenerSpeaks: false
		},
		...{ pairSteps: [...usualSteps], sentences: [], tellerSpeaks: false, practice: false, quietly: '' }
	};
}

const minutesOf = (ms: number): number => Math.round((ms / 60_000) * 100) / 100;

/** What phases leave of the whole, in minutes: used before anybody is cut short. Less than nothing: they are too long. */
export const spareMinutes = ({ minutes, phases }: Pick<Draft, 'minutes' | 'phases'>): number =>
	Math.round((minutes - phases.reduce((sum, phase) => sum + phase.minutes, 0)) * 100) / 100;

/** The phases over another length, each in proportion; what rounding leaves is spare. */
export function fitted(draft: Draft, whole: number): Draft {
	const now = draft.minutes - Math.min(0, spareMinutes(draft));
	const phases = draft.phases.map((phase) => ({ ...phase, minutes: Math.max(0.5, Math.floor(((phase.minutes * whole) / now) * 10) / 10) }));
	return { ...draft, minutes: whole, phases };
}

/** A format to write on. */
export function draftOf(format: Format): Draft {
	const { title, about, origin, minSeats, maxSeats, minutes, doorsCloseAfter, grounding = '' } = format;
	return {
		...{ title, about, origin, minSeats, maxSeats, minutes, doorsCloseAfter, grounding },
		credentialed: Math.min(2, format.credentialed) as Draft['credentialed'],
		agreements: format.agreements.filter((line) => !baseAgreements.includes(line)),
		phases: format.phases.map((phase) => ({
			...{ id: phase.id, kind: phase.kind as DraftPhase['kind'], mode: phase.mode, title: phase.title, minutes: minutesOf(phase.budgetMs) },
			...{ prompt: phase.prompt, gentler: phase.gentler, notes: phase.notes, order: phase.order, start: phase.start, roster: phase.roster },
			...{
				responses: phase.responses,
				wishes: phase.wishes ?? [...usualWishes],
				responders: phase.responders,
				settleSeconds: phase.settleMs / 1000
			},
			...{ listenerSpeaks: phase.listenerSpeaks, pairSteps: phase.pairSteps ?? [...usualSteps], sentences: phase.sentences ?? [] },
			...{ tellerSpeaks: phase.tellerSpeaks === true, practice: phase.practice === true, quietly: phase.quietly ?? '' }
		}))
	};
}

function phaseOf(draft: DraftPhase): Phase {
	const { id, kind, mode, title, prompt, gentler, notes, order, start, roster, responses, listenerSpeaks } = draft;
	const asks = mode === 'piece' && responses === 'wish';
	return {
		...{ id, kind, mode, title, prompt, gentler, notes, order, start, roster, responses, listenerSpeaks },
		budgetMs: Math.round(minutes(draft.minutes)),
		responders: asks ? draft.responders : 0,
		settleMs: seconds(draft.settleSeconds),
		protected: kind === 'closing',
		...(asks && draft.wishes.length > 0 ? { wishes: draft.wishes } : {}),
		...(mode === 'dyads' ? { pairSteps: draft.pairSteps } : {}),
		...(mode === 'dyads' && draft.sentences.length > 0 ? { sentences: draft.sentences } : {}),
		...(mode === 'piece' && draft.tellerSpeaks ? { tellerSpeaks: true as const } : {}),
		...(draft.practice ? { practice: true as const } : {}),
		...(draft.quietly ? { quietly: draft.quietly } : {})
	};
}

/**
 * The format that a draft, which has been through the gate, describes.
 * @param name its id and version, and what it takes over from the format it was made from
 */
export function draftedFormat(
	draft: Draft,
	name: Pick<Format, 'id' | 'version'> & Pick<Partial<Format>, 'wantsBefore' | 'series'>
): Format {
	const { title, about, origin, minSeats, maxSeats, credentialed, doorsCloseAfter, grounding } = draft;
	return {
		...name,
		...{ title, about, origin, minSeats, maxSeats, credentialed, doorsCloseAfter },
		unreviewed: true,
		minutes: draft.minutes,
		spareMs: Math.max(0, Math.round(minutes(spareMinutes(draft)))),
		...(grounding ? { grounding } : {}),
		agreements: [...baseAgreements, ...draft.agreements],
		phases: draft.phases.map(phaseOf)
	};
}
