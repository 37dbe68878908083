// Each room says its own refusals.

import { expect, test } from 'vitest';
import { rooms } from './say.ts';

test('no code is said by two rooms: one of them would never be read', () => {
	const codes = rooms.flatMap((room) => Object.keys(room));
	expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
