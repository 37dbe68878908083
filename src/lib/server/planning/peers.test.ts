// What may be planned without anybody trained.
import { expect, test } from 'vitest';
import { holdingSpace, shortCheckIn } from '../../gathering/formats/index.ts';
import { beyond } from './peers.ts';

const limits = { seats: 6, minutes: 60 };
const fields = (seats: number, minutes: number, format = shortCheckIn) => Object.keys(beyond({ seats, minutes, format }, limits));

test('six seats, an hour, a format that asks for nobody trained: not more', () => {
	expect(fields(6, 60)).toEqual([]);
	expect(fields(7, 61)).toEqual(['seats', 'minutes']);
	expect(fields(6, 60, holdingSpace)).toEqual(['formatId']);
	expect(Object.keys(beyond({ seats: 2, minutes: 10, format: shortCheckIn }, { seats: 0, minutes: 60 }))).toEqual(['form']);
});
