// A circle with its people and a gathering that may begin now, made through the product's own modules.
import { randomUUID } from 'node:crypto';
import { rehearsal } from '../../src/lib/gathering/formats/rehearsal.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import { makeInvitation, useInvitation } from '../../src/lib/server/circles/invitations.ts';
import { schedule } from '../../src/lib/server/planning/schedule.ts';
import { agree, reserve } from '../../src/lib/server/seats/seating.ts';
import type { Format } from '../../src/lib/gathering/types.ts';
import { newsFor } from './log.ts';
import { circleOf, person, sitter } from './people.ts';

export interface Somebody {
	name: string;
	seat: number;
	accountId: string;
	email: string;
	/** The login's cookie. */
	token: string;
}
export interface Planned {
	id: string;
	circle: string;
	/** The host, who holds the circle with a credential. */
	hostId: string;
	people: Somebody[];
}

const dayMs = 86_400_000;
/** Long enough that no phase of the rehearsal ends by itself in a test. */
const minutes = 120;

/**
 * Plans a gathering for now. The first name hosts and holds it with a credential; the others reserve a seat each.
 * @param more seats left free; 0 when absent
 * @param holders how many of the names hold it with a credential, from the first on; 1 when absent
 */
export async function plannedFor(names: string[], more = 0, format: Format = rehearsal, holders = 1): Promise<Planned> {
	const [host, ...rest] = await Promise.all(names.map((name) => person({ name, timeZone: 'Europe/Berlin' })));
	if (!host) throw new Error('nobody hosts it');
	const circle = await circleOf(host);
	for (const one of [host, ...rest.slice(0, holders - 1)]) {
		await addFacilitator(circle, one.email, one === host ? 'facilitator' : 'coFacilitator', host.id);
		await grantCredential(one.id, new Date(Date.now() + dayMs), 'command');
	}
	const others = rest.slice(holders - 1);
	const seats = names.length + more;
	const id = await schedule(circle, { format, startsAt: new Date(), zone: 'Europe/Berlin', minutes, seats });
	for (let seat = 1; seat <= holders; seat++) await agree(id, seat);
	const secret = others.length === 0 ? '' : await makeInvitation(circle, others.length, 1, host.id);
	for (const one of others) {
		await useInvitation(secret, { accountId: one.id, name: one.name });
		const answer = await reserve(id, sitter(one));
		if ('refused' in answer) throw new Error(`${one.name} got no seat: ${answer.refused}`);
	}
	const people: Somebody[] = [];
	for (const [index, one] of [host, ...rest].entries())
		people.push({ name: one.name, seat: index + 1, accountId: one.id, email: one.email, token: await beginLogin(one.id) });
	return { id, circle, hostId: host.id, people };
}

/** Somebody who took their seat and whose connection is gone: for screens with a fuller ring. */
export async function satAndGone(id: string, seats: number[]): Promise<void> {
	for (const seat of seats) {
		const command = { type: 'JOIN', identity: randomUUID(), device: randomUUID(), moveHere: false } as const;
		const answer = await send(id, { kind: 'seat', seat }, command);
		if ('refused' in answer) throw new Error(`seat ${seat} was not let in: ${answer.refused}`);
	}
}

/** The gathering as the log has it now. */
export async function told(id: string) {
	const found = await look(id);
	if (!found) throw new Error('there is no such gathering');
	return { version: found.version, context: found.state.context, lifecycle: found.state.value.lifecycle };
}

/** What that seat's screen had to say anew, and when: by the number that pages know it by. */
export async function newsOf(id: string, seat: number): Promise<{ version: number; at: number }[]> {
	const [row] = await sql()<{ no: number; format: Format }[]>`select no, format from gatherings where id = ${id}`;
	return (await newsFor(row!.format, row!.no, seat)).map(({ stamp, at }) => ({ version: stamp, at }));
}

/** Whoever holds the circle (seat 1) moves on, and waits for what has to come first, until this phase is on. */
export async function movesOn(id: string, phaseId: string): Promise<void> {
	const deadline = Date.now() + 45_000;
	for (let asked = ''; ;) {
		const { phaseIndex, format } = (await told(id)).context;
		const now = format.phases[phaseIndex]?.id ?? '';
		if (now === phaseId) return;
		if (Date.now() > deadline) throw new Error(`still in ${now}`);
		if (now !== asked) await send(id, { kind: 'seat', seat: 1 }, { type: 'NEXT_PHASE', phaseId: now });
		asked = now;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
