import { describe, expect, it } from 'vitest';
import { facilitated, lobby, sitting } from '../../../../../../tests/support/table.ts';
import { shortCheckIn } from '../../../../../lib/gathering/formats/index.ts';
import { viewFor } from '../../../../../lib/gathering/view.ts';
import type { Role, Seat } from '../../../../../lib/gathering/types.ts';
import { asksLeaving, callFor, saidUnwell, whoIsHere } from './leaving.ts';

const names = ['Mira', 'Ana', 'Jonas', 'Sol'];
function after(roles: Role[] = facilitated(3)) {
	const table = sitting(shortCheckIn, roles, 'closing').does(1, 'NEXT_PHASE');
	const people = new Map(names.map((name, i) => [i + 1, { name, simulated: false }]));
	const see = (seat: Seat) => viewFor(table.state, { gathering: 'g', version: 1, now: table.now, seat, title: '', people });
	return { table, see };
}

describe('how are you as you leave', () => {
	it('is asked of everybody in aftercare, and at no other time', () => {
		const { table, see } = after();
		for (const seat of [1, 2, 3]) expect(asksLeaving(see(seat))).toBe(true);
		expect(asksLeaving(lobby(shortCheckIn, facilitated(3)).see(2))).toBe(false);
		table.does(1, 'END');
		expect(asksLeaving(see(2))).toBe(false);
	});

	it('names those who are here to answer, and is honest when there is nobody', () => {
		const { table, see } = after(['facilitator', 'participant', 'participant', 'coFacilitator']);
		expect(whoIsHere(see(2))).toBe('Mira and Sol are still here.');
		expect(whoIsHere(see(1))).toBe('Sol is still here.');
		table.does(4, 'LEAVE').does(1, 'LEAVE');
		expect(whoIsHere(see(2))).toBe('Nobody else who holds circles is here now.');
		table.house({ type: 'ON_CALL', people: 0 });
		expect(whoIsHere(see(2))).toContain('and nobody is on call');
		table.house({ type: 'ON_CALL', people: 2 });
		expect(whoIsHere(see(2))).toContain('2 people are on call');
	});

	it('“Not all right” is a call, and with a call open it is not a second one', () => {
		const { table, see } = after();
		const call = callFor(see(2));
		expect(call).toEqual({ type: 'SUPPORT', whom: 'me' });
		table.does(2, call!);
		expect(see(1).facilitation?.signals.map(({ name }) => name)).toEqual(['Ana']);
		expect(callFor(see(2))).toBeNull();
		expect(saidUnwell(see(2))).toContain('Mira can see it');
		table.does(1, { type: 'ANSWER_SUPPORT', answer: 'seen' });
		expect(saidUnwell(see(2))).toContain('not alone');
	});
});
