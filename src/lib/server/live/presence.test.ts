import { describe, expect, test } from 'vitest';
import { changedConnections, connectMs } from './presence.ts';
import type { State } from '../../gathering/state.ts';
import type { Connection } from '../../gathering/types.ts';

/** One seat, joined as `me`, whose machine says this. */
function seatThatIs(connection: Connection, more: { identity?: string | null; returnUntil?: number } = {}): State {
	const { identity = 'me', returnUntil = null } = more;
	return { context: { returnUntil, seats: [{ seat: 1, identity, connection }] } } as unknown as State;
}
const page = new Set([1]);
const noPage = new Set<number>();
const media = new Set(['me']);
const noMedia = new Set<string>();
const later = connectMs + 1;
const says = (state: State, pages: Set<number>, rooms: Set<string> | null, at = later) =>
	changedConnections(state, pages, rooms, () => 0, at).map((c) => c.connection);

describe('page and media together say who is here', () => {
	test('both: present', () => expect(says(seatThatIs('unstable'), page, media)).toEqual(['present']));
	test('the page alone: unstable, never lost', () => expect(says(seatThatIs('present'), page, noMedia)).toEqual(['unstable']));
	test('the media alone: unstable, never lost', () => expect(says(seatThatIs('present'), noPage, media)).toEqual(['unstable']));
	test('neither: lost', () => expect(says(seatThatIs('unstable'), noPage, noMedia)).toEqual(['lost']));
	test('back again: present', () => expect(says(seatThatIs('lost'), page, media)).toEqual(['present']));
	test('what is already so is not said again', () => {
		expect(says(seatThatIs('present'), page, media)).toEqual([]);
		expect(says(seatThatIs('lost'), noPage, noMedia)).toEqual([]);
	});
});

describe('[I11] a media server that does not answer has no empty room', () => {
	test('nobody becomes unstable or lost by it', () => {
		expect(says(seatThatIs('present'), page, null)).toEqual([]);
		expect(says(seatThatIs('present'), noPage, null)).toEqual([]);
		expect(says(seatThatIs('unstable'), noPage, null)).toEqual([]);
	});
	test('whose page is open again is not lost any more', () => expect(says(seatThatIs('lost'), page, null)).toEqual(['unstable']));
});

describe('time to come', () => {
	test('who just joined is not lost while they connect', () =>
		expect(says(seatThatIs('unstable'), noPage, noMedia, connectMs - 1)).toEqual([]));
	test('after an outage everybody gets a moment', () =>
		expect(says(seatThatIs('present', { returnUntil: later + 1 }), noPage, noMedia)).toEqual([]));
	test('who never joined, or left, stays as they are', () => {
		expect(says(seatThatIs('absent'), page, media)).toEqual([]);
		expect(says(seatThatIs('present', { identity: null }), noPage, noMedia)).toEqual([]);
	});
});
