import { expect, test } from 'vitest';
import { lookAtVersion } from './signalling.ts';
import { deployed, local, oldestForTurn, older } from '../live/livekit-versions.js';

test('versions are compared by their numbers', () => {
	expect(older('1.13.5', '1.13.10')).toBe(true);
	expect(older('v1.13.10', '1.13.10')).toBe(false);
	expect(older('1.13.11', '1.13.10')).toBe(false);
	expect(older('2', '1.13.10')).toBe(false);
	expect(older('unknown', '1.13.10')).toBe(false);
});

test('what a place in the world runs is not older than TURN needs; what runs on loopback may be', () => {
	expect(older(deployed, oldestForTurn)).toBe(false);
	expect(older(deployed, local.version)).toBe(false);
});

test('the doctor warns of an older one where TURN is on', () => {
	expect(lookAtVersion('1.13.9', true)).toMatchObject([{ what: 'livekit', word: 'look', says: expect.stringContaining('1.13.9') }]);
	expect(lookAtVersion('1.13.9', false)).toMatchObject([{ word: 'ok' }]);
	expect(lookAtVersion('1.13.11', true)).toMatchObject([{ word: 'ok' }]);
	expect(lookAtVersion('', true)).toEqual([]);
});
