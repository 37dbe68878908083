// The one connection of the job worker: the same driver and address as everything else, and no request waits behind it.

import type { Db } from 'pg-boss';
import postgres from 'postgres';
import { patient } from '../db/patience.ts';

/**
 * A database as pg-boss asks for it, and how to let go of it.
 * @param onAnswer something that was asked was answered: jobs are being looked for
 */
export function jobConnection(url: string, onAnswer: () => void): { db: Db; end(): Promise<void> } {
	// pg-boss hands over JSON that is text already.
	const json = {
		to: 114,
		from: [114, 3802],
		serialize: (x: unknown) => (typeof x === 'string' ? x : JSON.stringify(x)),
		parse: JSON.parse
	};
	// It sends whole transactions in one text, which the driver allows on a single connection only.
	const { connection, ...patience } = patient();
	const sql = postgres(url, {
		...patience,
		max: 1,
		onnotice: () => {},
		types: { json },
		connection: { ...connection, application_name: 'evenround jobs' }
	});
	return {
		db: {
			async executeSql(text, values = []) {
				const given = values.map((value) => (value instanceof Date ? value.toISOString() : (value ?? null)));
				const answer: unknown[] = await sql.unsafe(text, given as postgres.ParameterOrJSON<never>[]);
				onAnswer();
				// Several statements in one text answer with a list each.
				return { rows: answer.some(Array.isArray) ? answer.flat() : [...answer] };
			}
		},
		end: () => sql.end({ timeout: 1 })
	};
}
