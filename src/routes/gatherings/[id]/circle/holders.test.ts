// Whoever facilitates is told apart in words too, not by a sign alone.
import { expect, it } from 'vitest';
import { holderWord } from './holders';

it('those who facilitate are named so beside their name; nobody else is', () => {
	expect((['facilitator', 'coFacilitator', 'guardian', 'participant'] as const).map((role) => holderWord({ role }))).toEqual(['facilitator', 'co-facilitator', '', '']);
});
