import { error, fail, redirect } from '@sveltejs/kit';
import { formatLimits } from '$lib/formats/limits';
import { adopt, answerProposal, drop, linesOf, memberIdOf, proposalOf, putAside, sayLine } from '$lib/server/formats/looking-back';
import { formatToChange } from '$lib/server/formats/next-version';
import { sayOfFormat } from '$lib/server/formats/sayings';
import { formatOfRef } from '$lib/server/formats/usable';
import { isId } from '$lib/server/access';
import { described } from '$lib/server/formats/described';
import { say } from '$lib/server/web/say';
import { oneOf, text } from '$lib/server/forms/forms';
import { signedIn, standingIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Asking = Pick<RequestEvent, 'params' | 'locals' | 'url' | 'cookies'>;

/** Those who belong to the circle, hold it or host it; for anybody else there is nothing here. */
async function inside(event: Asking) {
	const found = await standingIn(event, event.params.id);
	const memberId = await memberIdOf(event, found.circle.id);
	const holds = found.host || found.facilitator !== null;
	if (!memberId && !holds) error(404, 'There is nothing here.');
	return { circle: found.circle, memberId, holds };
}

async function holder(event: Asking) {
	signedIn(event);
	const { circle, holds } = await inside(event);
	if (!holds) error(403, 'Only those who host or hold this circle can do this.');
	return { circle };
}

const here = (circleId: string): never => redirect(303, `/circles/${circleId}/looking-back`);

export const load: PageServerLoad = async (event) => {
	const { circle, memberId, holds } = await inside(event);
	const [lines, asked, usual] = await Promise.all([linesOf(circle.id), proposalOf(circle.id, memberId), circle.formatId ? formatOfRef(circle.formatId) : null]);
	const next = asked && (await formatOfRef(asked.ref));
	return {
		circle: { id: circle.id, title: circle.title },
		holds,
		member: memberId !== null,
		usual: usual && { title: usual.format.title, version: usual.format.version },
		lines,
		// While a circle is asked, nobody reads how many said what; those who hold it read whether it can be adopted.
		asked: asked && next && { id: asked.id, version: asked.version, title: asked.title, changes: asked.changes, own: asked.own, answered: asked.answered, cannot: holds && asked.cannot > 0, format: described(next.format) }
	};
};

export const actions: Actions = {
	say: async (event) => {
		const { circle, memberId } = await inside(event);
		const tooMany = await limited('sayLine', event.locals.account?.id ?? memberId ?? '');
		const form = await event.request.formData();
		const words = text(form, 'words').replace(/\s+/g, ' ');
		const kind = oneOf(form, 'kind', ['keep', 'change'] as const);
		if (tooMany) return fail(429, { words, kind, sayError: say(tooMany) });
		if (!kind || words === '' || [...words].length > formatLimits.changeChars) return fail(400, { words, kind, sayError: sayOfFormat('line-odd') });
		const said = await sayLine(circle.id, kind, words);
		if ('refused' in said) return fail(409, { words, kind, sayError: sayOfFormat(said.refused) });
		return { said: true };
	},
	next: async (event) => {
		const { circle } = await holder(event);
		const form = await event.request.formData();
		const ids = form.getAll('line').filter((id): id is string => typeof id === 'string' && isId(id)).slice(0, formatLimits.changes);
		if (form.has('aside')) {
			await putAside(circle.id, ids);
			here(circle.id);
		}
		const made = await formatToChange(circle.id, circle.formatId);
		if ('refused' in made) return fail(409, { nextError: sayOfFormat(made.refused) });
		redirect(303, `/formats/${made.id}/edit?take=${ids.join(',')}`);
	},
	answer: async (event) => {
		const { circle, memberId } = await inside(event);
		const form = await event.request.formData();
		const answer = oneOf(form, 'answer', ['fine', 'canLive', 'cannot'] as const);
		const id = text(form, 'id');
		if (!memberId || !answer || !isId(id)) return fail(400, { answerError: say('choice-odd') });
		const done = await answerProposal(id, circle.id, memberId, answer);
		if ('refused' in done) return fail(409, { answerError: sayOfFormat(done.refused) });
		return { answered: true };
	},
	adopt: async (event) => {
		const { circle } = await holder(event);
		const id = text(await event.request.formData(), 'id');
		const done = isId(id) ? await adopt(id, circle.id) : { refused: 'no-proposal' as const };
		if ('refused' in done) return fail(409, { answerError: sayOfFormat(done.refused) });
		return { adopted: true };
	},
	drop: async (event) => {
		const { circle } = await holder(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await drop(id, circle.id);
		here(circle.id);
	}
};
