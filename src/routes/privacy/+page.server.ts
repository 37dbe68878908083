import { confidentialitySentence } from '$lib/server/people/emergency';
import { setting } from '$lib/server/settings/settings';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ own: setting('privacyText'), limit: confidentialitySentence() });
