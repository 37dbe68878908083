import { env } from '$lib/server/env/index';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { account } }) => ({
	address: env.SOURCE_URL ?? null,
	operator: account?.operator === true
});
