// Whoever facilitates is told apart in words too, not by a sign alone.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import { holderWord } from './holders';
import { seatWord } from '../ring/seating';

it('those who facilitate are named so beside their name; nobody else is', () => {
	expect((['facilitator', 'coFacilitator', 'guardian', 'participant'] as const).map((role) => holderWord({ role }))).toEqual([
		'facilitator',
		'co-facilitator',
		'',
		''
	]);
});

it('while people arrive everybody reads it; in a round the sign stands for it, and what happens is read', () => {
	const view = viewOf('held', 7);
	const mira = view.seats.find(({ role }) => role === 'facilitator')!;
	expect(seatWord(view, mira)).toBe('');
	view.lifecycle = 'lobby';
	expect(
		view.seats.map((seat) => seatWord({ ...view, piece: { ...view.piece, seat: null, next: null, state: 'none' } }, seat)).filter(Boolean)
	).toEqual(['facilitator']);
});
