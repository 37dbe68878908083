// Two hosts on one circle, on a real PostgreSQL: equals, and at least one stays.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { membershipOf } from '../../src/lib/server/circles/circles.ts';
import { addHost, hostsOf, stopHosting } from '../../src/lib/server/circles/hosts.ts';
import { circleOf, person, visitor } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

const names = async (circle: string) => (await hostsOf(circle)).map(({ name }) => name);

test('whoever begins a circle hosts it; a second host comes by their address and may do the same', async () => {
	const hanna = await person({ name: 'Hanna' });
	const tomas = await person({ name: 'Tomas' });
	const circle = await circleOf(hanna);
	expect(await names(circle)).toEqual(['Hanna']);
	expect(await membershipOf(visitor(tomas), circle)).toBeNull();

	expect(await addHost(circle, tomas.email, hanna.id)).toEqual({ ok: true });
	expect(await names(circle)).toEqual(['Hanna', 'Tomas']);
	expect((await membershipOf(visitor(tomas), circle))?.host).toBe(true);
	expect(await addHost(circle, 'nobody@example.org', hanna.id)).toEqual({ refused: 'no-account' });

	expect(await stopHosting(circle, hanna.id)).toEqual({ ok: true });
	expect(await membershipOf(visitor(hanna), circle)).toMatchObject({ host: false, member: { name: 'Hanna' } });
});

test('the last host stays, also when both stop at the same moment', async () => {
	const [hanna, tomas] = [await person({ name: 'Hanna' }), await person({ name: 'Tomas' })];
	const circle = await circleOf(hanna);
	expect(await stopHosting(circle, hanna.id)).toEqual({ refused: 'last-host' });
	await addHost(circle, tomas.email, hanna.id);
	const answers = await Promise.all([stopHosting(circle, hanna.id), stopHosting(circle, tomas.id)]);
	expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
	expect(await names(circle)).toHaveLength(1);
});
