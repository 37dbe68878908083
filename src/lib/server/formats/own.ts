// Formats of one's own: made, given a next version, shared, taken away. A version that was kept never changes.

import { and, count, desc, eq, inArray, or, type SQL } from 'drizzle-orm';
import { belongsOf, type Belongs } from '../../formats/file.ts';
import { draftOf, draftedFormat, type Draft } from '../../formats/draft.ts';
import type { Format } from '../../gathering/types.ts';
import { db, type Tx } from '../db/index.ts';
import { circleFacilitators, circles } from '../db/schema-circles.ts';
import { formats, formatVersions } from '../db/schema-formats.ts';
import { hostedBy } from '../circles/hosts.ts';
import { ownRefOf, refOf, shippedOf } from './refs.ts';
import type { FormatRefusal } from './sayings.ts';
import { formatOfRef } from './usable.ts';

/** The most formats that one owner keeps. */
const mostFormats = 40;

export type Owner = { accountId: string; circleId?: undefined } | { circleId: string; accountId?: undefined };

/** A format as somebody reads it. */
export interface ReadFormat {
	ref: string;
	format: Format;
	/** Null for a shipped one. */
	own: {
		id: string;
		circleId: string | null;
		shared: boolean;
		newest: number;
		forkOf: string | null;
		changes: { version: number; lines: string[] }[];
	} | null;
	/** The reader may write its next version. */
	writes: boolean;
}

/** The circles somebody hosts or holds, for use inside a statement. */
const holds = (accountId: string, tx: Tx) =>
	tx.select({ id: circleFacilitators.circleId }).from(circleFacilitators).where(eq(circleFacilitators.accountId, accountId));

/** Formats that somebody may write: their own, and those of circles they host or hold. */
const writtenBy = (accountId: string, tx: Tx): SQL | undefined =>
	or(eq(formats.accountId, accountId), inArray(formats.circleId, hostedBy(accountId, tx)), inArray(formats.circleId, holds(accountId, tx)));

/**
 * A format by its name, for somebody who may read it; null otherwise, as if it were not there.
 * Readable are shipped ones, shared ones, and those one may write.
 */
export async function readFormat(ref: string, accountId: string, tx: Tx = db()): Promise<ReadFormat | null> {
	const shipped = shippedOf(ref);
	if (shipped) return { ref, format: shipped, own: null, writes: false };
	const own = ownRefOf(ref);
	const found = own && (await formatOfRef(ref, tx));
	if (!found) return null;
	const [row] = await tx.select().from(formats).where(eq(formats.id, own.id));
	const [mine] = await tx
		.select({ id: formats.id })
		.from(formats)
		.where(and(eq(formats.id, own.id), writtenBy(accountId, tx)));
	if (!row || (!mine && !row.shared)) return null;
	const changes = await tx
		.select({ version: formatVersions.version, lines: formatVersions.changes })
		.from(formatVersions)
		.where(eq(formatVersions.formatId, own.id))
		.orderBy(desc(formatVersions.version));
	const { id, circleId, shared, forkOf } = row;
	return { ...found, own: { id, circleId, shared, forkOf, newest: changes[0]!.version, changes }, writes: mine !== undefined };
}

/** Formats that are not shipped, in their newest versions: one's own, and those that others share here. */
export async function listFormats(
	accountId: string
): Promise<{ ref: string; format: Format; mine: boolean; shared: boolean; circleId: string | null }[]> {
	const tx = db();
	const mine = await tx.select({ id: formats.id }).from(formats).where(writtenBy(accountId, tx));
	const rows = await tx
		.selectDistinctOn([formats.id], {
			id: formats.id,
			shared: formats.shared,
			circleId: formats.circleId,
			version: formatVersions.version,
			format: formatVersions.content
		})
		.from(formats)
		.innerJoin(formatVersions, eq(formatVersions.formatId, formats.id))
		.where(or(eq(formats.shared, true), writtenBy(accountId, tx)))
		.orderBy(formats.id, desc(formatVersions.version));
	return rows
		.map(({ id, version, ...rest }) => ({ ...rest, ref: refOf(id, version), mine: mine.some((one) => one.id === id) }))
		.sort((a, b) => a.format.title.localeCompare(b.format.title));
}

/**
 * Keeps a draft that has been through the gate as a new format.
 * @param forkOf the name of the format it was made from; what it asks for beforehand comes along
 * @param belongs what a file said of that
 */
export async function makeFormat(
	owner: Owner,
	draft: Draft,
	forkOf: string | null,
	tx: Tx = db(),
	belongs: Belongs = {}
): Promise<{ id: string } | { refused: FormatRefusal }> {
	return tx.transaction(async (inner) => {
		const [kept] = await inner
			.select({ n: count() })
			.from(formats)
			.where(owner.circleId === undefined ? eq(formats.accountId, owner.accountId) : eq(formats.circleId, owner.circleId));
		if (kept!.n >= mostFormats) return { refused: 'too-many-formats' };
		const [made] = await inner
			.insert(formats)
			.values({ accountId: owner.accountId, circleId: owner.circleId, forkOf })
			.returning({ id: formats.id });
		const from = forkOf === null ? null : await formatOfRef(forkOf, inner);
		await inner
			.insert(formatVersions)
			.values({ formatId: made!.id, version: 1, content: named(draft, made!.id, 1, from?.format ?? belongs), changes: [] });
		return { id: made!.id };
	});
}

const named = (draft: Draft, id: string, version: number, from: Belongs): Format =>
	draftedFormat(draft, { id, version, ...belongsOf(from) });

/** One's own copy of a format, to be changed: "a copy" says so in its title when the owner has one by that name. */
export async function forkFormat(owner: Owner, from: ReadFormat): Promise<{ id: string } | { refused: FormatRefusal }> {
	return makeFormat(owner, draftOf(from.format), from.ref);
}

/**
 * Keeps the next version. Gatherings that are planned or on keep the one they were planned with.
 * @param on the version it was written on: when there is a newer one, nothing is kept
 */
export async function addVersion(
	id: string,
	accountId: string,
	draft: Draft,
	on: number,
	changes: string[],
	tx: Tx = db()
): Promise<{ version: number } | { refused: FormatRefusal }> {
	return tx.transaction(async (inner) => {
		const [row] = await inner
			.select({ id: formats.id })
			.from(formats)
			.where(and(eq(formats.id, id), writtenBy(accountId, inner)))
			.for('update');
		if (!row) return { refused: 'not-there' };
		const newest = await formatOfRef(id, inner);
		if (!newest || newest.format.version !== on) return { refused: 'changed-meanwhile' };
		const version = on + 1;
		await inner.insert(formatVersions).values({ formatId: id, version, content: named(draft, id, version, newest.format), changes });
		return { version };
	});
}

/** Everybody on this instance may read it and make their own from it, or no more. Circles that took it in lose it then. */
export async function share(id: string, accountId: string, shared: boolean): Promise<void> {
	await db()
		.update(formats)
		.set({ shared })
		.where(and(eq(formats.id, id), writtenBy(accountId, db())));
}

/** Takes a format away with all its versions. Gatherings keep their own copy. */
export async function takeAway(id: string, accountId: string): Promise<void> {
	await db()
		.delete(formats)
		.where(and(eq(formats.id, id), writtenBy(accountId, db())));
}

/** The circles for which somebody may keep formats: those they host or hold. */
export function circlesFor(accountId: string): Promise<{ id: string; title: string }[]> {
	const tx = db();
	return tx
		.select({ id: circles.id, title: circles.title })
		.from(circles)
		.where(and(eq(circles.rehearsal, false), or(inArray(circles.id, hostedBy(accountId, tx)), inArray(circles.id, holds(accountId, tx)))))
		.orderBy(circles.title);
}

/** Who is to own a new format: the person themself, or one of their circles; null when it is none of these. */
export async function ownerOf(accountId: string, circleId: string): Promise<Owner | null> {
	if (circleId === '') return { accountId };
	return (await circlesFor(accountId)).some(({ id }) => id === circleId) ? { circleId } : null;
}
