// Which formats a circle can use: the shipped ones, its own and its host's, and shared ones it took in. The one list.

import { and, desc, eq, inArray, or } from 'drizzle-orm';
import { formats as shipped } from '../../gathering/formats/index.ts';
import type { Usable } from '../../formats/usable.ts';
import type { Format } from '../../gathering/types.ts';
import { db, type Tx } from '../db/index.ts';
import { circleFormats, formats, formatVersions } from '../db/schema-formats.ts';
import { described, type Described } from './described.ts';
import { ownRefOf, refOf, shippedOf } from './refs.ts';

interface Whose {
	/** Null while a circle is only being made. */
	circleId: string | null;
	/** Whose own formats are among them. */
	accountId: string;
	/** The format the circle usually meets in: that version stays in the list when there is a newer one. */
	usual?: string | null;
	tx?: Tx;
}

/**
 * The formats a circle can use, shipped ones first, each own one in its newest version.
 * @returns never empty
 */
export async function formatsFor({ circleId, accountId, usual = null, tx = db() }: Whose): Promise<Usable[]> {
	const taken = circleId ? tx.select({ id: circleFormats.formatId }).from(circleFormats).where(eq(circleFormats.circleId, circleId)) : null;
	const rows = await tx
		.selectDistinctOn([formatVersions.formatId], {
			id: formats.id,
			version: formatVersions.version,
			format: formatVersions.content,
			accountId: formats.accountId,
			circleId: formats.circleId
		})
		.from(formats)
		.innerJoin(formatVersions, eq(formatVersions.formatId, formats.id))
		.where(
			or(
				eq(formats.accountId, accountId),
				circleId ? eq(formats.circleId, circleId) : undefined,
				taken ? and(eq(formats.shared, true), inArray(formats.id, taken)) : undefined
			)
		)
		.orderBy(formatVersions.formatId, desc(formatVersions.version));
	const own = rows.map((row): Usable => {
		const ref = refOf(row.id, row.version);
		const theirs = row.accountId === accountId || (circleId !== null && row.circleId === circleId);
		return {
			ref,
			format: row.format,
			from: theirs ? 'own' : 'shared',
			newer: usual !== null && usual !== ref && ownRefOf(usual)?.id === row.id
		};
	});
	const kept = usual && !shippedOf(usual) && !own.some(({ ref }) => ref === usual) ? await formatOfRef(usual, tx) : null;
	const list: Usable[] = shipped.map((format) => ({ ref: format.id, format, from: 'shipped', newer: false }));
	if (kept) list.push({ ref: usual!, format: kept.format, from: 'own', newer: false });
	return [...list, ...own.sort((a, b) => a.format.title.localeCompare(b.format.title))];
}

/** A format by how a circle keeps it; null when it is there no more. Whether the reader may see it is asked elsewhere. */
export async function formatOfRef(ref: string, tx: Tx = db()): Promise<{ ref: string; format: Format } | null> {
	const known = shippedOf(ref);
	if (known) return { ref, format: known };
	const own = ownRefOf(ref);
	if (!own) return null;
	const [row] = await tx
		.select({ version: formatVersions.version, format: formatVersions.content })
		.from(formatVersions)
		.where(and(eq(formatVersions.formatId, own.id), own.version === null ? undefined : eq(formatVersions.version, own.version)))
		.orderBy(desc(formatVersions.version))
		.limit(1);
	return row ? { ref: refOf(own.id, row.version), format: row.format } : null;
}

export interface FormatChoice extends Described {
	maxSeats: number;
	from: Usable['from'];
	newer: boolean;
	version: number;
}

/** The list as forms show it: `id` is what they post. */
export const choicesOf = (list: Usable[]): FormatChoice[] =>
	list.map(({ ref, format, from, newer }) => ({
		...described(format),
		id: ref,
		maxSeats: format.maxSeats,
		from,
		newer,
		version: format.version
	}));
