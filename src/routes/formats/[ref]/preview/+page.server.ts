import { error } from '@sveltejs/kit';
import { readFormat } from '$lib/server/formats/own';
import { signedIn } from '$lib/server/web/guards';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const found = await readFormat(event.params.ref, account.id);
	if (!found) error(404, 'There is nothing here.');
	return { ref: found.ref, format: found.format };
};
