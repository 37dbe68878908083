// Where else to turn: a circle's own list of people and places outside, kept by those who hold it, read by its members.

import { and, asc, count, eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { circles } from '../db/schema-circles.ts';
import { places } from '../db/schema-care.ts';
import { note } from '../audit/index.ts';
import type { HoldingRole } from '../circles/circles.ts';
import type { PlaceWords } from './place-form.ts';

export const mostPlaces = 20;
export interface CirclePlace extends PlaceWords {
	id: string;
}

/** Who keeps the list: those who hold the circle, and not its guardian or its host. */
export const keepsPlaces = (role: HoldingRole | null): boolean => role === 'facilitator' || role === 'coFacilitator';

/** The list of a circle, in the order it was written. */
export async function placesOf(circleId: string): Promise<CirclePlace[]> {
	return db()
		.select({ id: places.id, title: places.title, about: places.about, reach: places.reach })
		.from(places)
		.where(eq(places.circleId, circleId))
		.orderBy(asc(places.addedAt), asc(places.id));
}

/** Adds one; the words must have been checked. @param by the account of whoever keeps the list */
export async function addPlace(circleId: string, words: PlaceWords, by: string): Promise<{ ok: true } | { refused: 'too-many-places' }> {
	return db().transaction(async (tx) => {
		// Held, so that two presses never make one too many.
		await tx.select({ id: circles.id }).from(circles).where(eq(circles.id, circleId)).for('no key update');
		const [had] = await tx.select({ n: count() }).from(places).where(eq(places.circleId, circleId));
		if (had!.n >= mostPlaces) return { refused: 'too-many-places' };
		await tx.insert(places).values({ circleId, ...words });
		await note('place-added', { actor: by, subject: by }, tx);
		return { ok: true };
	});
}

/** Takes one out of this circle's list. */
export async function removePlace(circleId: string, id: string, by: string): Promise<void> {
	await db().transaction(async (tx) => {
		const gone = await tx
			.delete(places)
			.where(and(eq(places.circleId, circleId), eq(places.id, id)))
			.returning({ id: places.id });
		if (gone.length > 0) await note('place-removed', { actor: by, subject: by }, tx);
	});
}
