// Who the simulated people are and what each of them does: data to be read. Nothing here acts.

import type { PracticeId } from '../../gathering/formats/practices.ts';
import type { Role, SignalKind, Urgency, Wish } from '../../gathering/types.ts';

/** What somebody does when the piece is offered to them. Times in seconds. */
export type TurnScript =
	| { does: 'speaks'; for: number; wish?: Wish }
	| { does: 'passes' }
	/** Asks to come later, and speaks when asked again. */
	| { does: 'defers'; for: number }
	/** Takes the piece, stays silent with it, then speaks. */
	| { does: 'holds silence'; silent: number; for: number }
	/** Speaks, loses the connection, comes back, and speaks on. */
	| { does: 'drops'; after: number; away: number; for: number }
	/** Speaks, asks for support, falls silent until somebody was with them, and then speaks on. */
	| { does: 'breaks'; after: number; for: number };

/** What a facilitator does beside their own turns. Times in seconds. */
export interface Leading {
	/** Begins when so many sit in the ring, themself included … */
	beginsWith: number;
	/** … and this long after the last came, so that one can look around. */
	beginsAfter: number;
	/** Says so much at the start of a phase in which they speak, then moves on. */
	speaks: number;
	movesOnAfter: number;
	/** Pauses the circle once: while this person holds the piece in the first round. `vanishes`: for whom, and after how long in the pause their line is gone for good. */
	takesOver: { from: string; after: number; speaks: number; vanishes?: { for: string; after: number } };
	/** How long aftercare stays open. */
	stays: number;
}

/** How somebody who needs support meets what is offered. Times in seconds. */
export interface CareScript {
	/** Asked aside: goes, or would rather stay. */
	goes: boolean;
	/** Takes this long to say so. */
	after: number;
	/** Speaks so long once somebody is with them and they can be heard. */
	talks: number;
}

export interface Script {
	name: string;
	role: Role;
	/** The pitch of their voice, in hertz. */
	pitchHz: number;
	face: number;
	checkIn: TurnScript;
	/** One for each round. */
	rounds: TurnScript[];
	integration: TurnScript;
	closing: TurnScript;
	/** Offers a response when a speaker wishes for one, and speaks so long. */
	responds?: number;
	/** Presses "I need support" once: while this person holds the piece in the first round, or while in a pair. */
	needsSupport?: Need;
	/** Without it they say no to a care room. */
	care?: CareScript;
	leads?: Leading;
	/** Holds the circle beside somebody, and comes to whoever of them calls. */
	helps?: boolean;
}

export interface Need {
	/** The name of whoever holds the piece; `pair`: in their own pair. */
	while: string | 'pair';
	after: number;
	/** What they add a moment later. */
	says?: { kind: SignalKind; urgency: Urgency };
	/** So long after the call they go, without having been met. */
	leaves?: number;
}

const mira: Script = {
	name: 'Mira',
	role: 'facilitator',
	pitchHz: 205,
	face: 0,
	checkIn: { does: 'speaks', for: 3 },
	rounds: [
		{ does: 'speaks', for: 4, wish: 'mirror' },
		{ does: 'speaks', for: 3 }
	],
	integration: { does: 'speaks', for: 3 },
	closing: { does: 'speaks', for: 2 },
	leads: {
		beginsWith: 5,
		beginsAfter: 4,
		speaks: 5,
		movesOnAfter: 2,
		takesOver: { from: 'Jonas', after: 4, speaks: 6 },
		stays: 15
	}
};

const jonas: Script = {
	name: 'Jonas',
	role: 'participant',
	pitchHz: 105,
	face: 1,
	checkIn: { does: 'speaks', for: 3 },
	rounds: [{ does: 'speaks', for: 14 }, { does: 'passes' }],
	integration: { does: 'speaks', for: 3 },
	closing: { does: 'speaks', for: 2 },
	responds: 3
};

const amara: Script = {
	name: 'Amara',
	role: 'participant',
	pitchHz: 235,
	face: 2,
	checkIn: { does: 'speaks', for: 3 },
	rounds: [
		{ does: 'holds silence', silent: 4, for: 4 },
		{ does: 'speaks', for: 3 }
	],
	integration: { does: 'passes' },
	closing: { does: 'speaks', for: 2 }
};

const tomasz: Script = {
	name: 'Tomasz',
	role: 'participant',
	pitchHz: 130,
	face: 3,
	checkIn: { does: 'passes' },
	rounds: [
		{ does: 'drops', after: 3, away: 6, for: 3 },
		{ does: 'defers', for: 3 }
	],
	integration: { does: 'speaks', for: 3 },
	closing: { does: 'passes' }
};

const lea: Script = {
	name: 'Lea',
	role: 'participant',
	pitchHz: 180,
	face: 0,
	checkIn: { does: 'speaks', for: 3 },
	rounds: [
		{ does: 'speaks', for: 4, wish: 'mirror' },
		{ does: 'speaks', for: 3 }
	],
	integration: { does: 'speaks', for: 3 },
	closing: { does: 'speaks', for: 2 },
	needsSupport: { while: 'Jonas', after: 4 },
	care: { goes: true, after: 3, talks: 6 }
};

export type As = 'participant' | 'facilitator' | PracticeId;

/** Somebody in the ring: one of ours by script, or the newcomer. */
export type PlaceScript = Script | 'newcomer';

/** In a practice turns are longer, so that there is time for what happens in them. */
const long = (script: Script, more: Partial<Script> = {}): Script => ({
	...script,
	needsSupport: undefined,
	rounds: [{ does: 'speaks', for: 25 }],
	closing: { does: 'speaks', for: 2 },
	...more
});
const distressed: Need = { while: 'Jonas', after: 5, says: { kind: 'feeling', urgency: 'now' } };
/** Beside the newcomer, who holds the circle. */
const miraBeside: Script = { ...long(mira), role: 'coFacilitator', leads: undefined, helps: true };
/** Before the newcomer: she leads, pauses for Tomasz, and is gone. */
const miraLost: Script = long(mira, {
	leads: { ...mira.leads!, beginsWith: 5, takesOver: { from: 'Jonas', after: 9, speaks: 3, vanishes: { for: 'Tomasz', after: 5 } } }
});

/** The ring, in order, for a newcomer who sits as a participant, holds the circle, or practises a crisis. */
export const rings: Record<As, PlaceScript[]> = {
	participant: [mira, jonas, 'newcomer', amara, tomasz],
	facilitator: [lea, jonas, amara, tomasz, 'newcomer'],
	call: [long(jonas), long(lea, { needsSupport: distressed }), long(amara), long(tomasz), 'newcomer'],
	holder: [
		long(amara, { rounds: [{ does: 'breaks', after: 5, for: 4 }], care: { goes: false, after: 3, talks: 6 } }),
		...[long(jonas), long(lea), long(tomasz)],
		'newcomer'
	],
	lost: [
		long(jonas),
		miraLost,
		long(tomasz, { needsSupport: distressed, care: { goes: true, after: 3, talks: 6 } }),
		long(amara),
		'newcomer'
	],
	own: [long(jonas), miraBeside, long(lea), long(amara), 'newcomer'],
	pair: [long(lea, { needsSupport: { ...distressed, while: 'pair' } }), long(jonas), long(amara), long(tomasz), 'newcomer'],
	second: [long(jonas), long(lea, { needsSupport: distressed }), { ...miraBeside, helps: false }, long(amara), 'newcomer'],
	leaves: [long(jonas), long(lea, { needsSupport: { ...distressed, leaves: 8 } }), long(amara), long(tomasz), 'newcomer']
};

/** The person of this name in such a rehearsal, who may have been sent in before this process was started. */
export const scriptOf = (name: string, as: As): Script | undefined =>
	rings[as].find((place): place is Script => place !== 'newcomer' && place.name === name) ??
	[mira, jonas, amara, tomasz, lea].find((script) => script.name === name);

/** What this person does with the piece in a phase of this kind. */
export function turnOf(script: Script, phase: { kind: string; round: number | null }): TurnScript {
	if (phase.kind === 'checkIn') return script.checkIn;
	if (phase.kind === 'closing') return script.closing;
	if (phase.kind === 'integration') return script.integration;
	return script.rounds[(phase.round ?? 1) - 1] ?? script.closing;
}
