// Fills an empty database from what dump.ts wrote: all of it, or nothing.
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import type postgres from 'postgres';
import { Plain } from '../lib/say.ts';
import { endOfTable, formatName, formatVersion, type Head, type TableHead } from './dump.ts';
import { filled, tables } from './tables.ts';

/** Rows are handed over in pieces of about this many bytes. */
const pieceBytes = 65_536;

/** The lines of a stream of bytes, without their ends. */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let rest: Buffer = Buffer.alloc(0);
	for await (const part of source) {
		rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
		let from = 0;
		for (let to = rest.indexOf(10); to !== -1; to = rest.indexOf(10, from)) {
			yield rest.subarray(from, to);
			from = to + 1;
		}
		rest = rest.subarray(from);
	}
	if (rest.length > 0) yield rest;
}

/** Reads the first line. Throws Plain when it is none of ours. */
export async function headOf(lines: AsyncGenerator<Buffer>): Promise<Head> {
	const first = await lines.next();
	const head = asJson(first.done ? '' : first.value.toString()) as Partial<Head> | undefined;
	if (head?.format !== formatName) throw new Plain('This is not a backup of Evenround.');
	if (head.version !== formatVersion)
		throw new Plain(`This backup has format ${head.version}, and this version of Evenround reads ${formatVersion}.`);
	return head as Head;
}

/**
 * Fills the tables, which are there and empty, inside one transaction: whatever goes wrong, nothing stays.
 * @returns how many rows came in
 */
export async function load(tx: postgres.TransactionSql, head: Head, lines: AsyncGenerator<Buffer>): Promise<number> {
	const here = await tables(tx);
	const full = await filled(
		tx,
		here.map(({ name }) => name)
	);
	if (full.length > 0)
		throw new Plain(`Only an empty database is restored into. This one has rows in ${full.join(', ')}. Nothing was changed.`);
	let rows = 0;
	let seen = 0;
	for (let next = await lines.next(); !next.done; next = await lines.next()) {
		const { name, columns } = asJson(next.value.toString()) as TableHead;
		const known = here.find((table) => table.name === name);
		if (!known || columns.some((column) => !known.columns.includes(column)))
			throw new Plain(`There is no table ${name} with these columns here.`);
		rows += await fill(tx, { name, columns }, lines);
		seen++;
	}
	if (seen < here.length) throw new Plain('This backup ends too early. Nothing was restored.');
	for (const { name, last } of head.sequences) await tx`select setval(${name}::regclass, ${last})`;
	return rows;
}

async function fill(tx: postgres.TransactionSql, { name, columns }: TableHead, lines: AsyncGenerator<Buffer>): Promise<number> {
	const into = (await tx.unsafe(`copy ${name} (${columns.join(', ')}) from stdin`).writable()) as Writable;
	// Heard by whoever waits for it below, or told to it there.
	into.on('error', () => {});
	let rows = 0;
	let piece: Buffer[] = [];
	let bytes = 0;
	const hand = async () => {
		if (bytes > 0 && !into.write(Buffer.concat(piece))) await once(into, 'drain');
		piece = [];
		bytes = 0;
	};
	try {
		for (;;) {
			const next = await lines.next();
			if (next.done) throw new Plain('This backup ends too early. Nothing was restored.');
			if (next.value.length === 2 && next.value.toString() === endOfTable) break;
			piece.push(next.value, Buffer.from('\n'));
			bytes += next.value.length + 1;
			rows++;
			if (bytes >= pieceBytes) await hand();
		}
		await hand();
		into.end();
		await finished(into);
		return rows;
	} catch (error) {
		// The database waits for the rest of it otherwise, and the transaction for the database.
		into.destroy(error as Error);
		throw error;
	}
}

function asJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
