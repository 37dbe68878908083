import { redirect } from '@sveltejs/kit';
import { signOut } from '$lib/server/accounts';
import type { RequestHandler } from './$types';

/** Signs this browser out; the button is a plain form, so it works without scripts. */
export const POST: RequestHandler = async (event) => {
	await signOut(event);
	redirect(303, '/');
};
