// What every page knows of its reader: a name and a zone, never an id or an address. And what this place itself still waits for.

import { dropped } from '$lib/server/ground/cookies';
import { videoComing } from '$lib/server/live/video-coming';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ depends, locals: { account, asked }, url }) => {
	depends('place:video');
	return {
		/** What is said while the video server is not there yet. */
		videoComing: videoComing(),
		/** Browsers would not keep that somebody signed in here. */
		plainHttp: dropped(url),
		/** Signed in, and still to be asked for their consent. */
		asked: asked !== null,
		account: account && { name: account.name, operator: account.operator, timeZone: account.timeZone }
	};
};
