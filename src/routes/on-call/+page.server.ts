import { error, fail } from '@sveltejs/kit';
import type { Visitor } from '$lib/server/access';
import { credentialUntil } from '$lib/server/accounts/credentials';
import { text } from '$lib/server/forms/forms';
import { addShift, endNow, sayTime, takeBack, type DutyRefusal } from '$lib/server/oncall/duty';
import { daysFrom, nextAt, scopeOf, shiftFrom } from '$lib/server/oncall/duty-form';
import { ownDutyShown } from '$lib/server/oncall/own-duty';
import { askForTest } from '$lib/server/oncall/pages';
import { tellChange } from '$lib/server/oncall/reachable';
import { sayOnCall } from '$lib/server/oncall/sayings';
import { setTopic } from '$lib/server/oncall/topic';
import { acts, named, odd, within } from '$lib/server/web/acts';
import { signedIn } from '$lib/server/web/guards';
import { say } from '$lib/server/web/say';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	if ((await credentialUntil(account.id)) === null) return { credentialed: false } as const;
	return { credentialed: true, ...(await ownDutyShown(account)) } as const;
};

/** Whose forms these are. */
async function credentialedOne(event: Visitor) {
	const account = signedIn(event);
	if ((await credentialUntil(account.id)) === null) error(403, 'Only somebody with a credential can be on call.');
	return account;
}

const says = (no: DutyRefusal | 'choice-odd') => (no === 'choice-odd' ? say(no) : sayOnCall(no));
const act = acts(credentialedOne, { status: 400, says });

/** Tells whoever looks at who is on call, once that has changed. */
async function told<A>(answer: Promise<A>): Promise<A> {
	const came = await answer;
	if (!(came instanceof Object && 'refused' in came)) tellChange();
	return came;
}

export const actions: Actions = {
	test: act(
		({ id }) =>
			within('testPage', id, async () => {
				await askForTest(id);
				return { tested: true };
			}),
		{ as: 'testError' }
	),
	now: act(
		async ({ id, timeZone }, form) => {
			const now = new Date();
			const until = nextAt(text(form, 'until'), timeZone, now);
			const circleId = scopeOf(form);
			return !until || circleId === undefined ? odd('choice-odd') : told(sayTime(id, { on: true, from: now, until, circleId }, now));
		},
		{ as: 'nowError' }
	),
	endNow: act(({ id }) => told(endNow(id))),
	shift: act(
		async ({ id, timeZone }, form) => {
			const shift = shiftFrom(form, timeZone);
			const circleId = scopeOf(form);
			return !shift || circleId === undefined ? odd('choice-odd') : told(addShift(id, circleId, shift));
		},
		{ as: 'shiftError' }
	),
	away: act(
		async ({ id, timeZone }, form) => {
			const days = daysFrom(text(form, 'first'), text(form, 'last'), timeZone);
			return days ? told(sayTime(id, { on: false, ...days, circleId: null })) : odd('time-odd');
		},
		{ as: 'awayError' }
	),
	takeBack: act(({ id: own }, form) => told(named(form, (id) => takeBack(own, id)))),
	topic: act(async ({ id }, form) => {
		const kept = await setTopic(id, text(form, 'topic'));
		return kept ? null : fail(400, { topicError: 'Please give one word without spaces, at most 200 characters.' });
	})
};
