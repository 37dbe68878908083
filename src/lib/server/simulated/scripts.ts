// Who the simulated people are and what each of them does: data to be read. Nothing here acts.

import type { Role, Wish } from '../../gathering/words.ts';

/** What somebody does when the piece is offered to them. Times in seconds. */
export type Turn =
	| { does: 'speaks'; for: number; wish?: Wish }
	| { does: 'passes' }
	/** Asks to come later, and speaks when asked again. */
	| { does: 'defers'; for: number }
	/** Takes the piece, stays silent with it, then speaks. */
	| { does: 'holds silence'; silent: number; for: number }
	/** Speaks, loses the connection, comes back, and speaks on. */
	| { does: 'drops'; after: number; away: number; for: number };

/** What a facilitator does beside their own turns. Times in seconds. */
export interface Leading {
	/** Begins when so many sit in the ring, themself included … */
	beginsWith: number;
	/** … and this long after the last came, so that one can look around. */
	beginsAfter: number;
	/** Says so much at the start of a phase in which they speak, then moves on. */
	speaks: number;
	movesOnAfter: number;
	/** Pauses the circle once: while this person holds the piece in the first round. */
	takesOver: { from: string; after: number; speaks: number };
	/** How long aftercare stays open. */
	stays: number;
}

export interface Script {
	name: string;
	role: Role;
	/** The pitch of their voice, in hertz. */
	pitchHz: number;
	face: number;
	checkIn: Turn;
	/** One for each round. */
	rounds: Turn[];
	integration: Turn;
	closing: Turn;
	/** Offers a response when a speaker wishes for one, and speaks so long. */
	responds?: number;
	/** Presses "I need support" once: while this person holds the piece in the first round. */
	needsSupport?: { while: string; after: number };
	leads?: Leading;
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
	rounds: [{ does: 'speaks', for: 8 }, { does: 'passes' }],
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
	needsSupport: { while: 'Jonas', after: 4 }
};

export type As = 'participant' | 'facilitator';

/** Somebody in the ring: one of ours by script, or the newcomer. */
export type Place = Script | 'newcomer';

/** The ring, in order, for a newcomer who sits as a participant or holds the circle. */
export const rings: Record<As, Place[]> = {
	participant: [mira, jonas, 'newcomer', amara, tomasz],
	facilitator: [lea, jonas, amara, tomasz, 'newcomer']
};

/** The person of this name, who may have been sent in before this process was started. */
export const scriptOf = (name: string): Script | undefined =>
	[mira, jonas, amara, tomasz, lea].find((script) => script.name === name);

/** What this person does with the piece in a phase of this kind. */
export function turnOf(script: Script, phase: { kind: string; round: number | null }): Turn {
	if (phase.kind === 'checkIn') return script.checkIn;
	if (phase.kind === 'closing') return script.closing;
	if (phase.kind === 'integration') return script.integration;
	return script.rounds[(phase.round ?? 1) - 1] ?? script.closing;
}
