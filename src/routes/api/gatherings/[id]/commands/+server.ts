// A page's command. Who gives it comes from the login or the guest's cookie, never from the body.

import { seatOf } from '$lib/server/access';
import { badRequest, bodyOf, done, no, noSeat, notSaved, tooMany } from '$lib/server/web/answers';
import { callerOf } from '$lib/server/web/here';
import { postedCommand } from '$lib/server/gatherings/commands';
import { hasOpenCall, send } from '$lib/server/gatherings/gatherings';
import { askedToBegin } from '$lib/server/planning/beginning';
import { limited } from '$lib/server/rates/rates';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { id } = event.params;
	try {
		const posted = postedCommand(await bodyOf(event.request));
		const seat = (await seatOf(event, id)) ?? (posted?.command.type === 'SUPPORT' ? await callerOf(event) : null);
		if (seat === null) return noSeat();
		if (!posted) return badRequest();
		const call = posted.command.type === 'SUPPORT' ? posted.command : null;
		const wait = await limited(call ? 'calls' : 'commands', `${id} ${seat}`);
		// Nobody who asks for support is told to wait, unless their call is there already.
		if (wait && (!call || (await hasOpenCall(id, seat, call.whom === 'aside')))) return tooMany(wait);
		if (posted.command.type === 'BEGIN') await askedToBegin(id);
		const answer = await send(id, { kind: 'seat', seat }, posted.command, posted.commandId);
		return 'ok' in answer ? done({ version: answer.version }) : no(answer.refused);
	} catch (error) {
		return notSaved('/api/gatherings/[id]/commands', error);
	}
};
