// What was read ahead of the login is used by whoever the login, or a guest's cookie, then turns out to be.
import type { Cookies } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import type { Account } from '../accounts/types.ts';
import { hashOf } from '../ground/secrets.ts';
import { placeOf, type Visitor } from './index.ts';

const gatheringId = '6f1b0a52-0c5e-4a53-9c1e-0c3f3a8e2a11';
const ana = { id: '0b6f7f0e-93f4-4a6e-8f0a-6f1f1b7a9c01' } as Account;

/** Somebody whose browser holds this guest's secret, and whose login turned out to be this account's. */
const visitor = (account: Account | null, secret: string | null, seats: { accountId: string | null; guest: string | null }[]): Visitor => ({
	url: new URL('http://localhost'),
	cookies: { getAll: () => (secret === null ? [] : [{ name: 'guest-circle', value: secret }]) } as unknown as Cookies,
	locals: {
		account,
		ahead: {
			gatheringId,
			rows: seats.map(({ accountId, guest }, index) => ({ seat: index + 1, accountId, guestHash: guest === null ? null : hashOf(guest) }))
		}
	}
});

test('an account’s own seat, or a guest’s, whoever else has the seat', async () => {
	expect(await placeOf(visitor(ana, null, [{ accountId: ana.id, guest: null }]), gatheringId)).toEqual({ seat: 1, owner: ana.id });
	expect(await placeOf(visitor(null, 's', [{ accountId: null, guest: 's' }]), gatheringId)).toEqual({ seat: 1, owner: hashOf('s') });
	expect(await placeOf(visitor(null, 's', [{ accountId: ana.id, guest: 's' }]), gatheringId)).toEqual({ seat: 1, owner: ana.id });
});

test('a login that is no good opens no seat, also beside a guest’s cookie', async () => {
	expect(await placeOf(visitor(null, null, [{ accountId: ana.id, guest: null }]), gatheringId)).toBeNull();
	expect(await placeOf(visitor(null, 'other', [{ accountId: ana.id, guest: null }]), gatheringId)).toBeNull();
	expect(await placeOf(visitor({ id: 'somebody else' } as Account, null, [{ accountId: ana.id, guest: null }]), gatheringId)).toBeNull();
});
