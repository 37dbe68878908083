import { expect, test } from 'vitest';
import { beginning, stateOf } from '../../gathering/decide.ts';
import { rehearsal } from '../../gathering/formats/index.ts';
import type { State } from '../../gathering/state.ts';
import type { SeatState, Standing } from '../../gathering/types.ts';
import { summaryOf } from './summary.ts';

const planned = stateOf(rehearsal, beginning(rehearsal, { startsAt: 0 }));
const standing = (...all: Standing[]): State => ({
	...planned,
	context: { ...planned.context, seats: all.map((standing, index) => ({ seat: index + 1, standing }) as SeatState) }
});

test('of a gathering that nobody has joined yet, nothing is known but that it is planned', () => {
	expect(summaryOf(planned)).toEqual({
		lifecycle: 'scheduled',
		covered: false,
		beyondPeers: false,
		onCall: null,
		sitting: [],
		sentAway: []
	});
});

test('what it was told, and how far it has come', () => {
	const told = {
		...planned,
		value: { ...planned.value, lifecycle: 'lobby' as const },
		context: { ...planned.context, covered: true, beyondPeers: true, onCall: 3 }
	};
	expect(summaryOf(told)).toMatchObject({ lifecycle: 'lobby', covered: true, beyondPeers: true, onCall: 3 });
});

test('who came in and has not left sits, at the door and in care too; who was refused or removed was sent away', () => {
	const state = standing('invited', 'waiting', 'denied', 'admitted', 'resting', 'inCare', 'left', 'removed');
	expect(summaryOf(state)).toMatchObject({ sitting: [2, 4, 5, 6], sentAway: [3, 8] });
});
