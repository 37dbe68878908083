// A gathering in a database of its own, with guests in its seats who hold cookies: for tests against the real store.
import { randomUUID } from 'node:crypto';
import { rehearsal } from '../../src/lib/gathering/formats/rehearsal.ts';
import type { Actor, Command, Format, Role, Seat } from '../../src/lib/gathering/types.ts';
import { db } from '../../src/lib/server/db/index.ts';
import { accounts } from '../../src/lib/server/db/schema-accounts.ts';
import { circles } from '../../src/lib/server/db/schema-circles.ts';
import { gatherings } from '../../src/lib/server/db/schema-gatherings.ts';
import { seats } from '../../src/lib/server/db/schema-seats.ts';
import { circleHosts } from '../../src/lib/server/db/schema-series.ts';
import { create, look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { hashOf, newSecret } from '../../src/lib/server/ground/secrets.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';

export interface Seated {
	id: string;
	no: number;
	circle: string;
	format: Format;
	/** The cookie of each seat, by seat number. */
	cookies: Map<Seat, Record<string, string>>;
}

const dayMs = 86_400_000;

/** Schedules a gathering that may begin now and seats these roles, the first in seat 1. Facilitators are credentialed. */
export async function seated(roles: Role[], format: Format = rehearsal): Promise<Seated> {
	const startsAt = new Date();
	return db().transaction(async (tx) => {
		const [host] = await tx
			.insert(accounts)
			.values({ email: `${randomUUID()}@example.org`, name: 'Host' })
			.returning();
		const [circle] = await tx
			.insert(circles)
			.values({ title: 'A circle', theme: '', isFor: '', isNot: '', access: 'open', formatId: format.id })
			.returning();
		await tx.insert(circleHosts).values({ circleId: circle!.id, accountId: host!.id });
		const [row] = await tx
			.insert(gatherings)
			.values({ circleId: circle!.id, format, startsAt, zone: 'UTC', minutes: format.minutes, seats: roles.length })
			.returning();
		await create(tx, row!);
		const cookies = new Map<Seat, Record<string, string>>();
		for (const [index, role] of roles.entries()) {
			const seat = index + 1;
			const secret = newSecret();
			cookies.set(seat, { [`guest-${circle!.id}`]: secret });
			await tx
				.insert(seats)
				.values({ gatheringId: row!.id, seat, guestHash: hashOf(secret), name: `Person ${seat}`, role, agreedVersion: format.version });
			const credentialUntil = role === 'participant' ? null : Date.now() + dayMs;
			await send(row!.id, { kind: 'house' }, { type: 'SEAT', seat, role, credentialUntil }, null, tx);
		}
		return { id: row!.id, no: row!.no, circle: circle!.id, format, cookies };
	});
}

/** The page of one seat, at one node. */
export const pageOf = (at: Seated, seat: Seat, base: string): PageClient => new PageClient({ base, cookies: at.cookies.get(seat)! });

export const seat = (n: Seat): Actor => ({ kind: 'seat', seat: n });
export const house: Actor = { kind: 'house' };
export const clock: Actor = { kind: 'clock' };

/** Sends a command that must be accepted; the test fails with its refusal otherwise. */
export async function accepted(at: Seated, by: Actor, command: Command): Promise<number> {
	const answer = await send(at.id, by, command, randomUUID());
	if ('refused' in answer) throw new Error(`${command.type} was refused: ${answer.refused}`);
	return answer.version;
}

/** Opens the lobby, brings everybody in, begins, and goes to the named phase. Needs no node to run. */
export async function sitting(at: Seated, phaseId: string): Promise<void> {
	// A running node may have opened it already.
	await send(at.id, clock, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	for (const n of at.cookies.keys())
		await accepted(at, seat(n), { type: 'JOIN', identity: `identity-${n}`, device: `device-${n}`, moveHere: false });
	await accepted(at, seat(1), { type: 'BEGIN' });
	await goTo(at, phaseId);
}

/** The facilitator in seat 1 moves on until the gathering is in this phase. */
export async function goTo(at: Seated, phaseId: string): Promise<void> {
	for (;;) {
		const { state } = (await look(at.id))!;
		const now = state.context.format.phases[state.context.phaseIndex]!;
		if (now.id === phaseId) return;
		await accepted(at, seat(1), { type: 'NEXT_PHASE', phaseId: now.id });
	}
}

/** The piece as it is now: its turn and who has it. */
export async function turnOf(at: Seated): Promise<{ turnId: string; seat: Seat }> {
	const { state } = (await look(at.id))!;
	const { turn } = state.context;
	if (!turn) throw new Error('the piece rests');
	return { turnId: turn.turnId, seat: turn.seat };
}
