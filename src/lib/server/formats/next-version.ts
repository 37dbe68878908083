// The format that a circle writes its next version of: its own, made from the one it usually meets in when it has none.

import { eq } from 'drizzle-orm';
import { draftOf } from '../../formats/draft.ts';
import { roundTheCircle } from '../../gathering/formats/index.ts';
import { db } from '../db/index.ts';
import { formats } from '../db/schema-formats.ts';
import { makeFormat } from './own.ts';
import { ownRefOf } from './refs.ts';
import type { FormatRefusal } from './sayings.ts';
import { formatOfRef } from './usable.ts';

/**
 * @param usual what the circle keeps as its usual format
 * @returns the id of a format that belongs to the circle
 */
export async function formatToChange(circleId: string, usual: string | null): Promise<{ id: string } | { refused: FormatRefusal }> {
	const own = usual === null ? null : ownRefOf(usual);
	if (own) {
		const [row] = await db().select({ circleId: formats.circleId }).from(formats).where(eq(formats.id, own.id));
		if (row?.circleId === circleId) return { id: own.id };
	}
	const found = (usual === null ? null : await formatOfRef(usual)) ?? { ref: roundTheCircle.id, format: roundTheCircle };
	const [made] = (await db().select({ id: formats.id, forkOf: formats.forkOf }).from(formats).where(eq(formats.circleId, circleId))).filter(
		({ forkOf }) => forkOf === found.ref
	);
	return made ? { id: made.id } : makeFormat({ circleId }, draftOf(found.format), found.ref);
}
