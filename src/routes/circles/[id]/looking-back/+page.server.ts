import { redirect } from '@sveltejs/kit';
import { formatLimits } from '$lib/formats/limits';
import { isId } from '$lib/server/access';
import { adopt, answerProposal, drop, putAside, sayLine } from '$lib/server/formats/looking-back';
import { formatToChange } from '$lib/server/formats/next-version';
import { sayOfFormat, type FormatRefusal } from '$lib/server/formats/sayings';
import { oneOf, text } from '$lib/server/forms/forms';
import { acts, named, odd, within } from '$lib/server/web/acts';
import { say } from '$lib/server/web/say';
import { holder, inside, linesShown } from './lines.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => linesShown(await inside(event));

const says = (no: FormatRefusal | 'choice-odd') => (no === 'choice-odd' ? say(no) : sayOfFormat(no));
const act = acts(inside, { says });
const actHolding = acts(holder, { says });
const here = { to: ({ circle }: { circle: { id: string } }) => `/circles/${circle.id}/looking-back` };

/** A line as it was typed, and of which kind. */
const lineFrom = (form: FormData) => ({
	words: text(form, 'words').replace(/\s+/g, ' '),
	kind: oneOf(form, 'kind', ['keep', 'change'] as const)
});

export const actions: Actions = {
	say: act(
		({ circle, memberId, account }, form) =>
			within('sayLine', account?.id ?? memberId ?? '', async () => {
				const { words, kind } = lineFrom(form);
				if (!kind || words === '' || [...words].length > formatLimits.changeChars) return odd('line-odd');
				const answer = await sayLine(circle.id, kind, words);
				return 'refused' in answer ? answer : { said: true };
			}),
		{ as: 'sayError', typed: lineFrom }
	),
	next: actHolding(
		async ({ circle }, form) => {
			const ids = form
				.getAll('line')
				.filter((id): id is string => typeof id === 'string' && isId(id))
				.slice(0, formatLimits.changes);
			if (form.has('aside')) return putAside(circle.id, ids);
			const made = await formatToChange(circle.id, circle.formatId);
			return 'refused' in made ? made : redirect(303, `/formats/${made.id}/edit?take=${ids.join(',')}`);
		},
		{ as: 'nextError', ...here }
	),
	answer: act(
		async ({ circle, memberId }, form) => {
			const answer = oneOf(form, 'answer', ['fine', 'canLive', 'cannot'] as const);
			const id = text(form, 'id');
			if (!memberId || !answer || !isId(id)) return odd('choice-odd');
			const done = await answerProposal(id, circle.id, memberId, answer);
			return 'refused' in done ? done : { answered: true };
		},
		{ as: 'answerError' }
	),
	adopt: actHolding(
		async ({ circle }, form) => {
			const done = (await named(form, (id) => adopt(id, circle.id))) ?? ({ refused: 'no-proposal' } as const);
			return 'refused' in done ? done : { adopted: true };
		},
		{ as: 'answerError' }
	),
	drop: actHolding(({ circle }, form) => named(form, (id) => drop(id, circle.id)), here)
};
