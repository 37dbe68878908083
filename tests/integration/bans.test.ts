// Bans on a real PostgreSQL: by the name a host knows, against whoever is behind it, under every name they come by.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Cookies } from '@sveltejs/kit';
import type { Visitor } from '../../src/lib/server/access/index.ts';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { circlesOf, membershipOf } from '../../src/lib/server/circles/circles.ts';
import { findCircles } from '../../src/lib/server/circles/find.ts';
import { lookAtInvitation, makeInvitation, useInvitation } from '../../src/lib/server/circles/invitations.ts';
import { upcoming } from '../../src/lib/server/planning/schedule.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { ban, bansOf, liftBan } from '../../src/lib/server/rights/bans.ts';
import { knownBy, shutOut } from '../../src/lib/server/circles/shut-out.ts';
import { hashOf } from '../../src/lib/server/ground/secrets.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

let host: Person;
let ana: Person;
let circle: string;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);
beforeEach(async () => {
	[host, ana] = [await person({ name: 'Hanna' }), await person({ name: 'Ana' })];
	circle = await circleOf(host, 'open');
});

/** A request of this account, from a browser that holds these guests' secrets. */
const visitor = (account: Person | null, secrets: string[] = []): Visitor => ({
	url: new URL('https://circle.example/'),
	locals: { account },
	cookies: { getAll: () => secrets.map((value, index) => ({ name: `__Host-guest-${index}`, value })) } as unknown as Cookies
});
async function belongs(who: Person, name: string): Promise<string> {
	const secret = await makeInvitation(circle, 5, 7, host.id);
	await useInvitation(secret, { accountId: who.id, name });
	return secret;
}
async function guestOf(name: string): Promise<string> {
	const used = await useInvitation(await makeInvitation(circle, 1, 1, host.id), { guest: null, name });
	if (!('guestSecret' in used)) throw new Error('the invitation is not good');
	return used.guestSecret!;
}
const wish = { words: '', language: null, tag: null, weekday: null, part: null, orientation: null };

describe('whoever was shut out', () => {
	test('belongs no more, loses what they reserved, and finds no circle: not by list, by address, by search, nor by a seat', async () => {
		await belongs(ana, 'Sparrow');
		const gathering = await planned(circle);
		await reserve(gathering, sitter(ana));
		expect(await ban(circle, 'sparrow', null, host.id)).toEqual({ ok: true });
		expect(await sql()`select 1 from seats where account_id = ${ana.id}`).toHaveLength(0);
		// The entry goes from their calendar too.
		expect(await sql()`select kind from mails where account_id = ${ana.id} and gathering_id = ${gathering} order by kind`).toEqual([
			{ kind: 'givenBack' },
			{ kind: 'reserved' }
		]);
		expect(await membershipOf(visitor(ana), circle)).toBeNull();
		expect(await circlesOf(visitor(ana))).toEqual([]);
		expect(await upcoming(visitor(ana), 'open')).toEqual([]);
		expect((await findCircles(wish, ana.id, 'UTC')).map(({ id }) => id)).not.toContain(circle);
		expect((await findCircles(wish, host.id, 'UTC')).map(({ id }) => id)).toContain(circle);
		expect(await reserve(gathering, { ...sitter(ana), name: 'Another name' })).toEqual({ refused: 'not-open' });
		expect((await auditOf(ana.id)).map(({ kind }) => kind)).not.toContain('banned');
	});

	test('does not come back by another name, a new invitation, or the one they came by', async () => {
		const cameBy = await belongs(ana, 'Sparrow');
		await ban(circle, 'Sparrow', null, host.id);
		expect(await lookAtInvitation(cameBy)).toBeNull();
		expect(await shutOut(circle, knownBy(visitor(ana)))).toBe(true);
		expect(await shutOut(circle, knownBy(visitor(await person())))).toBe(false);
		expect(await shutOut(await circleOf(host), knownBy(visitor(ana)))).toBe(false);
	});

	test('a guest is known by their browser, and stays so with an account', async () => {
		const secret = await guestOf('Rain');
		await ban(circle, 'Rain', null, host.id);
		expect(await membershipOf(visitor(null, [secret]), circle)).toBeNull();
		expect(await shutOut(circle, knownBy(visitor(ana, [secret])))).toBe(true);
		expect(await shutOut(circle, knownBy(visitor(ana))), 'from another browser').toBe(true);
		expect((await bansOf(circle)).map(({ name }) => name)).toEqual(['Rain']);
	});

	test('a circle that is not open to somebody looks to them as one that is not there', async () => {
		const closed = await circleOf(host);
		await useInvitation(await makeInvitation(closed, 1, 1, host.id), { accountId: ana.id, name: 'Sparrow' });
		expect((await membershipOf(visitor(ana), closed))?.member?.name).toBe('Sparrow');
		expect(await ban(closed, 'Sparrow', null, host.id)).toEqual({ ok: true });
		const strangers = [visitor(await person()), visitor(null)];
		for (const one of [visitor(ana), ...strangers]) expect(await membershipOf(one, closed)).toBeNull();
	});
});

describe('the host', () => {
	test('gives and sees a name: neither an account nor a secret', async () => {
		await belongs(ana, 'Sparrow');
		await ban(circle, 'SPARROW', null, host.id);
		const [row, ...others] = await bansOf(circle);
		expect(Object.keys(row!).sort()).toEqual(['id', 'name', 'since']);
		expect([row!.name, others]).toEqual(['Sparrow', []]);
		expect(JSON.stringify(row)).not.toContain(ana.id);
	});

	test('says which one, when several have the name; somebody of a past seat is found by the name they had there', async () => {
		const ben = await person();
		await belongs(ana, 'Sparrow');
		await belongs(ben, 'Sparrow');
		const asked = await ban(circle, 'Sparrow', null, host.id);
		if (!('which' in asked)) throw new Error('nobody was asked');
		expect(asked.which).toHaveLength(2);
		expect(await ban(circle, 'Sparrow', asked.which[1]!.key, host.id)).toEqual({ ok: true });
		expect(await membershipOf(visitor(ben), circle)).toBeNull();
		expect((await membershipOf(visitor(ana), circle))?.member?.name).toBe('Sparrow');
		await reserve(await planned(circle), { ...sitter(ana), name: 'Moss' });
		expect(await ban(circle, 'moss', null, host.id)).toEqual({ ok: true });
		expect(await membershipOf(visitor(ana), circle)).toBeNull();
	});

	test('cannot shut out somebody who hosts, and is told nothing of a name that is not there', async () => {
		expect(await ban(circle, 'Hanna', null, host.id)).toEqual({ refused: 'holds-it' });
		expect(await ban(circle, 'Nobody', null, host.id)).toEqual({ refused: 'nobody-of-name' });
		expect(await ban(circle, ana.name, null, host.id), 'who never came').toEqual({ refused: 'nobody-of-name' });
	});

	test('lifts it: then the circle is open again, also to whoever was known by two ways', async () => {
		const secret = await guestOf('Rain');
		await ban(circle, 'Rain', null, host.id);
		await shutOut(circle, knownBy(visitor(ana, [secret])));
		const [row] = await bansOf(circle);
		await liftBan(await circleOf(host), row!.id, host.id);
		expect(await bansOf(circle)).toHaveLength(1);
		await liftBan(circle, row!.id, host.id);
		expect(await shutOut(circle, knownBy(visitor(ana, [secret])))).toBe(false);
		expect(await sql()`select 1 from members where guest_hash = ${hashOf(secret)}`).toHaveLength(0);
	});
});
