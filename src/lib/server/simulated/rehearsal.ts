// Rehearsals: makes a real gathering with one newcomer and four places for simulated people. Who plays them: company.ts.

import { and, eq } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { rehearsal } from '../../gathering/formats/index.ts';
import { practices } from '../../gathering/formats/practices.ts';
import type { Role, Seat } from '../../gathering/types.ts';
import { now } from '../db/clock.ts';
import { clientOf, db, sql, type Tx } from '../db/index.ts';
import { accounts } from '../db/schema-accounts.ts';
import { circles } from '../db/schema-circles.ts';
import { gatherings, timers } from '../db/schema-gatherings.ts';
import { seats } from '../db/schema-seats.ts';
import { circleHosts } from '../db/schema-series.ts';
import { create, send } from '../gatherings/gatherings.ts';
import { answers } from '../live/livekit.ts';
import { logFailure } from '../ground/log.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';
import { rehearsalLimits } from './limits.ts';
import { rings, type As } from './scripts.ts';

export type RehearsalRefusal = 'rehearsals-full' | 'no-video' | 'no-people';
export interface OpenedRehearsal {
	gathering: string;
	circle: string;
	/** The newcomer's seat secret, for their cookie. */
	secret: string;
}

const houseEmail = 'rehearsals@house.invalid';
const lockKey = 7_201_119;

/**
 * Makes a rehearsal and seats the newcomer and the simulated people in it.
 * @param had the guest secret of the rehearsals' circle that this browser holds already, by circle
 * @returns what the newcomer needs, or why there is none now
 */
export async function openRehearsal(
	as: As,
	name: string,
	had: (circle: string) => string | undefined
): Promise<OpenedRehearsal | { refused: RehearsalRefusal }> {
	if (!(await answers())) return { refused: 'no-video' };
	if (!(await playable())) return { refused: 'no-people' };
	await forget();
	return db().transaction(async (tx): Promise<OpenedRehearsal | { refused: RehearsalRefusal }> => {
		await clientOf(tx)`select pg_advisory_xact_lock(${lockKey})`;
		if ((await goingOn(clientOf(tx))) >= rehearsalLimits.atOnce) return { refused: 'rehearsals-full' };
		const circle = await circleOfRehearsals(tx);
		const secret = had(circle) ?? newSecret();
		const ring = rings[as];
		const practice = practices.find(({ id }) => id === as);
		const format = practice?.format ?? rehearsal;
		const role: Role = practice?.as ?? (as === 'facilitator' ? 'facilitator' : 'participant');
		const [row] = await tx
			.insert(gatherings)
			.values({
				circleId: circle,
				format,
				startsAt: new Date(now()),
				zone: 'UTC',
				minutes: format.minutes,
				seats: ring.length
			})
			.returning();
		if (!row) throw new Error('the rehearsal was not stored');
		await create(tx, row);
		for (const [index, place] of ring.entries()) {
			const newcomer = place === 'newcomer';
			const who = newcomer ? { name, role, guestHash: hashOf(secret) } : { name: place.name, role: place.role };
			await seat(tx, row.id, index + 1, { ...who, simulated: !newcomer });
		}
		await openDoors(tx, row.id);
		return { gathering: row.id, circle, secret };
	});
}

/** The lobby's clock is due already; fired here, nobody finds the doors still closed. */
async function openDoors(tx: Tx, gathering: string): Promise<void> {
	const [lobby] = await tx
		.select({ id: timers.timerId })
		.from(timers)
		.where(and(eq(timers.gatheringId, gathering), eq(timers.name, 'lobby')));
	if (lobby) await send(gathering, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: lobby.id }, null, tx);
}

/** Whether simulated people can be played here: their media library is native code, and not made for every machine. */
async function playable(): Promise<boolean> {
	try {
		await import('./native.ts');
		return true;
	} catch (error) {
		logFailure('simulated people', error);
		return false;
	}
}

/** A seat with its place in the machine. Who facilitates a rehearsal is credentialed for this one, and no longer. */
async function seat(
	tx: Tx,
	gatheringId: string,
	number: Seat,
	who: Pick<typeof seats.$inferInsert, 'name' | 'role' | 'guestHash' | 'simulated'>
): Promise<void> {
	// Agreements are between people; here is only one. The page of the rehearsal says so.
	await tx.insert(seats).values({ gatheringId, seat: number, agreedVersion: rehearsal.version, ...who });
	const credentialUntil = who.role === 'facilitator' || who.role === 'coFacilitator' ? now() + rehearsalLimits.longestMs : null;
	const command = { type: 'SEAT', seat: number, role: who.role, credentialUntil } as const;
	const answer = await send(gatheringId, { kind: 'house' }, command, null, tx);
	if ('refused' in answer) throw new Error(`seat ${number}: ${answer.refused}`);
}

/** The one circle all rehearsals belong to. Nobody can sign in to the account that hosts it. */
async function circleOfRehearsals(tx: Tx): Promise<string> {
	const [known] = await tx.select({ id: circles.id }).from(circles).where(eq(circles.rehearsal, true));
	if (known) return known.id;
	const [house] = await tx.insert(accounts).values({ email: houseEmail, name: 'Evenround', locked: true }).returning();
	const [made] = await tx
		.insert(circles)
		.values({
			title: 'Rehearsal',
			theme: 'Trying it out, alone',
			isFor: 'Seeing how a gathering goes, in a few minutes, with simulated people.',
			isNot: 'A real circle: nobody but you is listening.',
			access: 'invitation',
			rehearsal: true
		})
		.returning();
	if (!made || !house) throw new Error('the circle of rehearsals was not stored');
	await tx.insert(circleHosts).values({ circleId: made.id, accountId: house.id });
	return made.id;
}

/** How many rehearsals somebody sits in, or is about to. */
async function goingOn(q: ReturnType<typeof clientOf>): Promise<number> {
	const [row] = await (q as Sql)<{ n: number }[]>`
		select count(*)::int as n
		from gatherings g
		join circles c on c.id = g.circle_id and c.rehearsal
		join machines m on m.gathering_id = g.id and m.lifecycle in ('lobby', 'live')
		where g.starts_at > now() - ${rehearsalLimits.comesMs} * interval '1 ms'
			or exists (select from presence p where p.gathering_id = g.id and p.expires_at > now())`;
	return row?.n ?? 0;
}

/** Rehearsals leave nothing behind: after a day they are gone with their log. */
async function forget(): Promise<void> {
	await sql()`
		with gone as (
			delete from gatherings g using circles c
			where c.id = g.circle_id and c.rehearsal and g.starts_at < now() - ${rehearsalLimits.keptMs} * interval '1 ms'
			returning g.no)
		delete from events where gathering in (select no from gone)`;
}
