// Guards of pages: the one line at the top of a load or an action. They end the request when somebody may not go on.

import { error, redirect } from '@sveltejs/kit';
import type { Visitor } from '../access/index.ts';
import type { Account } from '../accounts/types.ts';
import { membershipOf, type Membership } from '../circles/circles.ts';
import { signInFor } from './goto.ts';

/** The account of the request; whoever is not signed in is shown the way there. */
export function signedIn({ locals, url }: Visitor): Account {
	return locals.account ?? redirect(303, signInFor(url.pathname));
}

/** How the visitor stands to a circle. What is not theirs to see is simply not there. */
export async function membershipIn(visitor: Visitor, circleId: string, seated = false): Promise<Membership> {
	const found = await membershipOf(visitor, circleId, seated);
	if (found) return found;
	if (!visitor.locals.account) redirect(303, signInFor(visitor.url.pathname));
	error(404, 'There is nothing here.');
}

/** The host of a circle, and nobody else. */
export async function hostOf(visitor: Visitor, circleId: string): Promise<Membership & { account: Account }> {
	const account = signedIn(visitor);
	const found = await membershipIn(visitor, circleId);
	if (!found.host) error(403, 'Only the host of this circle can do this.');
	return { ...found, account };
}

/** An operator of this instance, and nobody else. */
export function operator(visitor: Visitor): Account {
	const account = signedIn(visitor);
	if (!account.operator) error(404, 'There is nothing here.');
	return account;
}
