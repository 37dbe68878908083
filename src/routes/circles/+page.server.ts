import { redirect } from '@sveltejs/kit';
import { guestSecrets } from '$lib/server/ground/cookies';
import { openAsks } from '$lib/server/planning/answering';
import { circlesOf } from '$lib/server/circles/circles';
import { hostedBy } from '$lib/server/circles/hosts';
import { openRoleAsks } from '$lib/server/planning/role-asks';
import { upcoming } from '$lib/server/planning/schedule';
import { signInFor } from '$lib/server/web/goto';
import { inWords } from '$lib/server/ground/zones';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { account } = event.locals;
	if (!account && guestSecrets(event).length === 0) redirect(303, signInFor('/circles'));
	const mine = await circlesOf(event);
	const [inMine, open, hosted, asked] = await Promise.all([
		upcoming(
			event,
			mine.map(({ id }) => id)
		),
		account ? upcoming(event, 'open') : [],
		account ? hostedBy(account.id) : [],
		account ? openAsks(account.id).then(async (n) => n + (await openRoleAsks(account.email))) : 0
	]);
	const told = (list: typeof open) =>
		list.map(({ startsAt, zone, ...rest }) => ({ ...rest, when: inWords(startsAt, account?.timeZone ?? zone) }));
	const known = new Set(mine.map(({ id }) => id));
	const hosting = new Set(hosted.map(({ id }) => id));
	return {
		guest: account === null,
		/** How often the reader is asked to hold something, and has not answered. */
		asks: asked,
		seated: told(inMine.filter(({ seat }) => seat !== null)),
		possible: told(inMine.filter(({ seat }) => seat === null)),
		open: told(open.filter(({ circleId }) => !known.has(circleId))),
		circles: mine.map(({ id, title, theme }) => ({ id, title, theme, host: hosting.has(id) }))
	};
};
