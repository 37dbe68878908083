// "What should this circle do differently?": lines without names, taken up in a next version, which the circle is asked about.

import { and, count, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Visitor } from '../access/index.ts';
import { guestSecrets } from '../ground/cookies.ts';
import { db, type Tx } from '../db/index.ts';
import { circles, members } from '../db/schema-circles.ts';
import { circleFormats, formats, formatVersions, proposalAnswers, proposals, wishesForCircle } from '../db/schema-formats.ts';
import { hashOf } from '../ground/secrets.ts';
import { refOf } from './refs.ts';
import type { FormatRefusal } from './sayings.ts';

export type ProposalAnswer = 'fine' | 'canLive' | 'cannot';
type Done = { ok: true } | { refused: FormatRefusal };

/** The most lines that stand open in one circle. */
const mostLines = 60;

export interface OpenLine {
	id: string;
	kind: 'keep' | 'change';
	words: string;
	/** The version that took it up; null while it is open. */
	takenUp: number | null;
}

/** All lines of a circle, the newest first. Who said them is known nowhere. */
export const linesOf = (circleId: string, tx: Tx = db()): Promise<OpenLine[]> =>
	tx
		.select({ id: wishesForCircle.id, kind: wishesForCircle.kind, words: wishesForCircle.words, takenUp: wishesForCircle.takenUp })
		.from(wishesForCircle)
		.where(eq(wishesForCircle.circleId, circleId))
		.orderBy(desc(wishesForCircle.saidAt), wishesForCircle.id)
		.limit(200);

/** Adds a line to a circle. Whose it is has been checked, and is not kept. */
export async function sayLine(circleId: string, kind: OpenLine['kind'], words: string): Promise<Done> {
	const [open] = await db()
		.select({ n: count() })
		.from(wishesForCircle)
		.where(and(eq(wishesForCircle.circleId, circleId), isNull(wishesForCircle.takenUp)));
	if (open!.n >= mostLines) return { refused: 'too-many-lines' };
	await db().insert(wishesForCircle).values({ circleId, kind, words });
	return { ok: true };
}

/** Puts open lines aside for good. */
export async function putAside(circleId: string, ids: string[]): Promise<void> {
	if (ids.length === 0) return;
	await db()
		.delete(wishesForCircle)
		.where(and(eq(wishesForCircle.circleId, circleId), inArray(wishesForCircle.id, ids), isNull(wishesForCircle.takenUp)));
}

/** The open lines among these ids that ask for a change: what the next version's list of changes begins with. */
export async function changesFrom(circleId: string, ids: string[]): Promise<OpenLine[]> {
	return (await linesOf(circleId)).filter((line) => line.takenUp === null && ids.includes(line.id));
}

export interface Proposal {
	id: string;
	ref: string;
	version: number;
	title: string;
	changes: string[];
	answered: number;
	/** How many said that they cannot. */
	cannot: number;
	/** What the reader said. */
	own: ProposalAnswer | null;
}

/** What a circle is asked about now, as one member reads it; null for nothing. */
export async function proposalOf(circleId: string, memberId: string | null, tx: Tx = db()): Promise<Proposal | null> {
	const [row] = await tx
		.select({
			id: proposals.id,
			formatId: proposals.formatId,
			version: proposals.version,
			format: formatVersions.content,
			changes: formatVersions.changes
		})
		.from(proposals)
		.innerJoin(formatVersions, and(eq(formatVersions.formatId, proposals.formatId), eq(formatVersions.version, proposals.version)))
		.where(and(eq(proposals.circleId, circleId), eq(proposals.state, 'open')));
	if (!row) return null;
	const answers = await tx.select().from(proposalAnswers).where(eq(proposalAnswers.proposalId, row.id));
	const { id, formatId, version, format, changes } = row;
	return {
		...{ id, version, changes, ref: refOf(formatId, version), title: format.title },
		answered: answers.length,
		cannot: answers.filter(({ answer }) => answer === 'cannot').length,
		own: answers.find((one) => one.memberId === memberId)?.answer ?? null
	};
}

/** Asks the circle about a version of its own format, in the transaction that kept it. What it was asked before is dropped; the lines are taken up. */
export async function askCircle(
	tx: Tx,
	circleId: string,
	formatId: string,
	version: number,
	lines: string[],
	now = new Date()
): Promise<void> {
	await tx.select({ id: circles.id }).from(circles).where(eq(circles.id, circleId)).for('no key update');
	await decide(tx, and(eq(proposals.circleId, circleId), eq(proposals.state, 'open')), 'dropped', now);
	await tx.insert(proposals).values({ circleId, formatId, version });
	if (lines.length > 0)
		await tx
			.update(wishesForCircle)
			.set({ takenUp: version })
			.where(and(eq(wishesForCircle.circleId, circleId), inArray(wishesForCircle.id, lines)));
}

/** What a member says to it; their last word counts. */
export async function answerProposal(proposalId: string, circleId: string, memberId: string, answer: ProposalAnswer): Promise<Done> {
	return db().transaction(async (tx): Promise<Done> => {
		const open = and(eq(proposals.id, proposalId), eq(proposals.circleId, circleId), eq(proposals.state, 'open'));
		const [row] = await tx.select({ id: proposals.id }).from(proposals).where(open).for('share');
		if (!row) return { refused: 'no-proposal' };
		await tx
			.insert(proposalAnswers)
			.values({ proposalId, memberId, answer })
			.onConflictDoUpdate({ target: [proposalAnswers.proposalId, proposalAnswers.memberId], set: { answer } });
		return { ok: true };
	});
}

/** The version becomes the circle's usual format, unless somebody cannot. Planned gatherings keep theirs. */
export async function adopt(proposalId: string, circleId: string, now = new Date()): Promise<Done> {
	return db().transaction(async (tx): Promise<Done> => {
		const open = and(eq(proposals.id, proposalId), eq(proposals.circleId, circleId), eq(proposals.state, 'open'));
		const [row] = await tx.select().from(proposals).where(open).for('update');
		if (!row) return { refused: 'no-proposal' };
		const answers = await tx.select().from(proposalAnswers).where(eq(proposalAnswers.proposalId, proposalId));
		if (answers.some(({ answer }) => answer === 'cannot')) return { refused: 'somebody-cannot' };
		if (answers.length === 0) return { refused: 'nobody-answered' };
		await tx
			.update(circles)
			.set({ formatId: refOf(row.formatId, row.version) })
			.where(eq(circles.id, circleId));
		await decide(tx, eq(proposals.id, proposalId), 'adopted', now);
		return { ok: true };
	});
}

/** The circle is asked no more; it stays with what it has. */
export const drop = (proposalId: string, circleId: string, now = new Date()): Promise<void> =>
	decide(db(), and(eq(proposals.id, proposalId), eq(proposals.circleId, circleId), eq(proposals.state, 'open')), 'dropped', now);

/** With the decision the answers are gone. */
async function decide(tx: Tx, which: ReturnType<typeof and>, state: 'adopted' | 'dropped', now: Date): Promise<void> {
	const gone = await tx.update(proposals).set({ state, decidedAt: now }).where(which).returning({ id: proposals.id });
	if (gone.length === 0) return;
	await tx.delete(proposalAnswers).where(
		inArray(
			proposalAnswers.proposalId,
			gone.map(({ id }) => id)
		)
	);
}

/** Which member of a circle sends this request, by account or by a guest's cookie; null for none. */
export async function memberIdOf(visitor: Visitor, circleId: string): Promise<string | null> {
	const { account } = visitor.locals;
	const guests = guestSecrets(visitor).map(hashOf);
	const mine = or(
		account ? eq(members.accountId, account.id) : undefined,
		guests.length > 0 ? inArray(members.guestHash, guests) : undefined
	);
	if (!mine) return null;
	const rows = await db()
		.select({ id: members.id, guestHash: members.guestHash })
		.from(members)
		.where(and(eq(members.circleId, circleId), mine));
	return (rows.find((row) => row.guestHash === null) ?? rows[0])?.id ?? null;
}

/** A circle takes a shared format into its list. */
export async function takeIn(circleId: string, formatId: string): Promise<void> {
	const [shared] = await db()
		.select({ id: formats.id })
		.from(formats)
		.where(and(eq(formats.id, formatId), eq(formats.shared, true)));
	if (shared) await db().insert(circleFormats).values({ circleId, formatId }).onConflictDoNothing();
}
