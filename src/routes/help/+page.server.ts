// What the page about help shows. Public, and the same for everybody but for the country they gave themselves.

import { helpFor } from '$lib/server/help/emergency';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { account } }) => {
	const { list, text, country } = helpFor(account?.country ?? null);
	return { list, text, country };
};
