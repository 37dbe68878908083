import { confidentialitySentence } from '$lib/server/help/emergency';
import { setting } from '$lib/server/settings/settings';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ own: setting('privacyText'), limit: confidentialitySentence() });
