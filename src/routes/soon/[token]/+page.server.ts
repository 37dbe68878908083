// The link of a mail that says that it starts: it leads to the gathering while that is on, and signs nobody in.

import { redirect } from '@sveltejs/kit';
import { soonOf } from '$lib/server/mails/links';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
	const gathering = soonOf(params.token);
	if (gathering) redirect(303, `/gatherings/${gathering}`);
};
