// A page's command. Who gives it comes from the login or the guest's cookie, never from the body.

import { seatOf } from '$lib/server/people/access';
import { badRequest, bodyOf, done, no, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { commandOf } from '$lib/server/gatherings/commands';
import { send } from '$lib/server/gatherings/gatherings';
import { askedToBegin } from '$lib/server/holding/beginning';
import { limited } from '$lib/server/web/rates';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const seat = await seatOf(event, id);
		if (seat === null) return noSeat();
		const posted = commandOf(await bodyOf(event.request));
		if (!posted) return badRequest();
		// Nobody who asks for support is ever told to wait.
		const wait = posted.command.type === 'SUPPORT' ? null : await limited('commands', `${id} ${seat}`);
		if (wait) return tooMany(wait);
		if (posted.command.type === 'BEGIN') await askedToBegin(id);
		const answer = await send(id, { kind: 'seat', seat }, posted.command, posted.commandId);
		return 'ok' in answer ? done({ version: answer.version }) : no(answer.refused);
	} catch (error) {
		return notSaved('/api/gatherings/[id]/commands', error);
	}
};
