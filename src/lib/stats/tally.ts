// Counts people for the tables of one scope. Who came is in one cell of a table, once, whatever they did and how often; who did
// not come is in none, whether they had a seat or not. What comes out is exact, and is never shown: see release.ts.

import { catalogue, isAnswer, type TableId } from './catalogue.ts';
import { attended } from './scopes.ts';
import type { Answered, Attendance } from './types.ts';

/** People by cell, for every table of the catalogue. */
export type Counts = Record<TableId, Record<string, number>>;

/**
 * @param rows of the people counted in this scope, in its circles and its period; a gathering written down twice counts once
 * @param answers the same; only of those who came, and the newest of a person to a question
 * @param known whether a person was with this host before the period
 */
export function tally(rows: Attendance[], answers: Answered[], known: (account: string) => boolean): Counts {
	const counts = Object.fromEntries(
		catalogue.map(({ id, cells }) => [id, Object.fromEntries(cells.map((cell) => [cell.id, 0]))])
	) as Counts;
	const add = (table: TableId, cell: string) => (counts[table][cell] = counts[table][cell]! + 1);
	const came = [...seatsByPerson(rows)].filter(([, seats]) => seats.includes(true));
	for (const [account, seats] of came) {
		add('people', 'all');
		add('first', known(account) ? 'returning' : 'first');
		add('seats', band(seats.filter(Boolean).length, seats.length));
	}
	const counted = new Set(came.map(([account]) => account));
	const heard = answers.filter(({ account, question, answer }) => counted.has(account) && isAnswer(question, answer));
	for (const { question, answer } of newest(heard).values()) add(question as TableId, answer);
	return counts;
}

/** For each person, whether each of their reserved seats was used. */
function seatsByPerson(rows: Attendance[]): Map<string, boolean[]> {
	const people = new Map<string, Map<string, boolean>>();
	for (const row of rows) {
		const seats = people.get(row.account) ?? new Map<string, boolean>();
		people.set(row.account, seats.set(row.gathering, seats.get(row.gathering) === true || attended(row)));
	}
	return new Map([...people].map(([account, seats]) => [account, [...seats.values()]]));
}

const band = (used: number, reserved: number): string => (used === reserved ? 'all' : used * 2 > reserved ? 'most' : 'some');

function newest(answers: Answered[]): Map<string, Answered> {
	const found = new Map<string, Answered>();
	for (const one of answers.toSorted((a, b) => a.at - b.at)) found.set(`${one.account} ${one.question}`, one);
	return found;
}
