// A host's word to those who subscribed: written, looked at, sent. No address is shown, nor who they are.
import { fail } from '@sveltejs/kit';
import { joiningLimits } from '$lib/admission/choices';
import { kinds } from '$lib/server/ground/mail-kinds';
import { reach, sendWord } from '$lib/server/circles/host-word';
import { say } from '$lib/server/web/say';
import { lines } from '$lib/server/forms/forms';
import { hostOf } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

const most = joiningLimits.wordChars;
const wordFrom = async (request: Request): Promise<string> => lines(await request.formData(), 'word', most + 1);

export const load: PageServerLoad = async (event) => {
	const { circle, account } = await hostOf(event, event.params.id);
	return {
		circle: { id: circle.id, title: circle.title },
		reach: await reach(circle.id, account.id),
		most,
		subject: kinds.hostWord.subject
	};
};

/** Why a word cannot be sent as it is, or null. */
const oddly = (word: string): string | null =>
	word === ''
		? 'A few words are needed here.'
		: [...word].length > most
			? `At most ${most} characters, please; the rest was cut off.`
			: null;

export const actions: Actions = {
	look: async (event) => {
		await hostOf(event, event.params.id);
		const word = await wordFrom(event.request);
		const odd = oddly(word);
		return odd ? fail(400, { word, wordError: odd }) : { word, looked: true };
	},
	change: async (event) => {
		await hostOf(event, event.params.id);
		return { word: await wordFrom(event.request) };
	},
	send: async (event) => {
		const { circle, account } = await hostOf(event, event.params.id);
		const word = await wordFrom(event.request);
		const odd = oddly(word);
		if (odd) return fail(400, { word, wordError: odd });
		const sent = await sendWord(circle.id, word, account.id);
		return 'refused' in sent ? fail(409, { word, error: say(sent.refused) }) : { sent: true };
	}
};
