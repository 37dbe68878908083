import { expect, it } from 'vitest';
import { promisesIn } from './debrief.ts';

const at = new Date(0);
const says = (type: string, actor: number, data: object | null = null) => ({ at, type, actor, data });
const calls = [
	{ id: 's1', seat: 2 },
	{ id: 's2', seat: 3 }
];
const later = (id: string, by = 1) => says('ANSWER_SUPPORT', by, { signalId: id, answer: 'afterShare' });
const ids = (...log: ReturnType<typeof says>[]) => promisesIn(log, calls).map(({ id }) => id);

it('“After this share” is a promise, by whoever said it last', () => {
	expect(promisesIn([later('s1'), later('s1', 4)], calls)).toEqual([{ id: 's1', seat: 2, by: 4, at }]);
	expect(ids(says('ANSWER_SUPPORT', 1, { signalId: 's1', answer: 'seen' }))).toEqual([]);
});

it('it is kept by being with them, in each way, and ends with the call', () => {
	expect(ids(later('s1'), later('s2'), says('BE_WITH', 1, { signalId: 's1' }))).toEqual(['s2']);
	expect(ids(later('s1'), says('ACCEPT_CARE', 2))).toEqual([]);
	expect(ids(later('s1'), says('TAKEOVER', 1, { kind: 'support', seat: 2 }))).toEqual([]);
	expect(ids(later('s1'), says('TAKEOVER', 1, { kind: 'support', seat: null }))).toEqual(['s1']);
	for (const end of ['WITHDRAW_SUPPORT', 'CLOSE_CASE', 'CASE_CLOSED'])
		expect(ids(later('s1'), says(end, 2, { signalId: 's1' }))).toEqual([]);
});

it('what was promised to somebody one may not know of is not told', () => {
	expect(ids(later('s3'))).toEqual([]);
});
