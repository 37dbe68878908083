// How the editor names what one can choose. Pure.

import { phaseKinds, type DraftPhase } from '$lib/formats/draft';
import type { Mode, Wish } from '$lib/gathering/types';

export const kindOptions = (Object.entries(phaseKinds) as [DraftPhase['kind'], (typeof phaseKinds)['round']][]).map(
	([value, { label }]) => ({ value, label })
);

const modes: Record<Mode, string> = {
	piece: 'With the piece: one speaks, the others listen',
	broadcast: 'Whoever holds it speaks',
	open: 'Everybody may speak',
	silence: 'A silence, with a bell at both ends',
	dyads: 'Two and two, in rooms of their own'
};
/** Pairs sit two and two, nothing else does; a closing goes round. */
export const modeOptions = (kind: DraftPhase['kind']): { value: string; label: string }[] =>
	(Object.entries(modes) as [Mode, string][])
		.filter(([mode]) => (kind === 'dyads' ? mode === 'dyads' : kind === 'closing' ? mode === 'piece' : mode !== 'dyads'))
		.map(([value, label]) => ({ value, label }));

export const orderOptions = [
	{ value: 'ring', label: 'It goes round, seat by seat' },
	{ value: 'centre', label: 'It lies in the middle; whoever is moved takes it' }
];
export const startOptions = [
	{ value: 'first', label: 'The first seat of the ring' },
	{ value: 'afterLastHeard', label: 'The seat after the last one heard' }
];
export const rosterOptions = [
	{ value: 'all', label: 'Everybody' },
	{ value: 'unheard', label: 'Those who were not heard in the phase before' },
	{ value: 'teller', label: 'The one who tells (whoever takes the piece first)' },
	{ value: 'others', label: 'Everybody but the one who told' }
];
export const responseOptions = [
	{ value: 'listen', label: 'Just listening' },
	{ value: 'wish', label: 'As the speaker wishes' },
	{ value: 'none', label: 'None' }
];
export const wishWords: Record<Wish, string> = {
	listen: 'Just listen',
	mirror: 'Say my words back',
	stirred: 'What it stirred in you',
	ask: 'Ask me something open',
	alike: '“That happens to me too”, one sentence'
};
export const stepWords = ['Agreeing', 'The first speaks', 'Coming back', 'The second speaks', 'Coming back', 'Thanks'];
export const credentialOptions = [
	{ value: '0', label: 'Nobody: peers may hold it' },
	{ value: '1', label: 'One person with a credential' },
	{ value: '2', label: 'Two people with a credential, or one and somebody on call' }
];
