// What an open call says of itself after the end, to those who led. Pure. Each sentence takes the fact that it states.
// Not yet reviewed by people with clinical and lived experience.

import type { Reach, SignalKind, SignalWhom, Urgency } from '$lib/gathering/types';
import { saidToo, whoms } from '$lib/ui/cases';

export interface Case {
	name: string;
	whom: SignalWhom;
	kind: SignalKind | null;
	urgency: Urgency | null;
	when: string;
	went: 'left' | 'line' | 'removed' | 'there';
	met: boolean;
	lastWith: string | null;
	reach: Reach | null;
}

const wents: Record<Case['went'], string> = {
	left: 'They left before the end.',
	line: 'Their line was lost before the end, and they did not come back.',
	removed: 'They were removed from the gathering.',
	there: 'They were there until the end.'
};

/** What is known of those outside who were asked; "" while nothing is. */
export function reachWords(reach: Reach | null): string {
	if (!reach) return '';
	if (reach.people === 0) return 'Nobody is on call.';
	if (reach.coming > 0) return 'Somebody on call said that they take it up.';
	if (reach.seen > 0) return `${reach.seen} of ${reach.people} on call ${reach.seen === 1 ? 'has' : 'have'} read of it.`;
	return reach.reached > 0
		? `A message went to ${reach.reached} of ${reach.people} on call; nobody has read it yet.`
		: `${reach.people} on call ${reach.people === 1 ? 'is' : 'are'} being told.`;
}

/** The call, line by line. */
export function caseLines({ name, whom, kind, urgency, when, went, met, lastWith, reach }: Case): string[] {
	const said = saidToo({ kind, urgency });
	return [
		`${name} ${whoms[whom]} ${when}.`,
		said && `They said: ${said}.`,
		wents[went],
		lastWith ? `${lastWith} answered them last.` : met ? 'Somebody had answered them.' : 'Nobody answered them.',
		reachWords(reach)
	].filter((line) => line !== '');
}

/** Who outside is told of an open call: how many were, or that whoever comes on call in time will be. */
export interface Outside {
	told: number;
	waits: boolean;
}

/** What becomes of an open call when nobody here closes it. */
export function goesOn({ told, waits }: Outside, contact: boolean): string {
	const onCall =
		told > 0
			? told === 1
				? 'one person on call, who was told of it'
				: `${told} people on call, who were told of it`
			: waits
				? 'whoever is on call in the next hours'
				: '';
	const who = [onCall, contact && 'from the next day for the safety contact'].filter(Boolean).join(', and ');
	return who === ''
		? 'It stays open until one of you closes it. Nobody else is told of it.'
		: `It stays open for you ${onCall ? 'and for ' : 'and '}${who}, until somebody closes it.`;
}
