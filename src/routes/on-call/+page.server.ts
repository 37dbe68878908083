import { error, fail } from '@sveltejs/kit';
import { addShift, endNow, isOnCall, ownDuty, provenUntil, sayTime, takeBack } from '$lib/server/oncall/duty';
import { asTime, daysFrom, nextAt, scopeOf, shiftFrom } from '$lib/server/oncall/duty-form';
import { hasDevice, lastTest } from '$lib/server/oncall/delivered';
import { askForTest } from '$lib/server/oncall/pages';
import { publicKey } from '$lib/server/push';
import { tellChange } from '$lib/server/oncall/reachable';
import { sayOnCall } from '$lib/server/oncall/sayings';
import { setTopic, topicOf } from '$lib/server/oncall/topic';
import { webhookLeaves } from '$lib/server/outbox/webhook';
import { isId, type Visitor } from '$lib/server/access';
import { credentialUntil } from '$lib/server/accounts/credentials';
import { mailLeaves } from '$lib/server/ground/smtp';
import { say } from '$lib/server/web/say';
import { inWords, zoneName } from '$lib/world/zones';
import { text } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import type { Actions, PageServerLoad } from './$types';

const dayBefore = (until: Date): Date => new Date(until.getTime() - 1);

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const { id, timeZone: zone } = account;
	const now = new Date();
	const credentialed = (await credentialUntil(id)) !== null;
	if (!credentialed) return { credentialed } as const;
	const [duty, proven, onCall, key, last, device, topic] = await Promise.all([
		ownDuty(id, now),
		provenUntil(id, now),
		isOnCall(id, now),
		// A page about being on call is there without it.
		publicKey().catch(() => null),
		lastTest(id),
		hasDevice(id),
		webhookLeaves() ? topicOf(id) : undefined
	]);
	const named = new Map(duty.circles.map((circle) => [circle.id, circle.title]));
	const scope = (circleId: string | null) => (circleId === null ? 'every circle' : (named.get(circleId) ?? 'a circle you do not hold any more'));
	const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone });
	return {
		credentialed,
		zone: zoneName(zone),
		onCall,
		proven: proven && inWords(proven, zone),
		circles: duty.circles,
		shifts: duty.shifts.map((s) => ({
			id: s.id,
			weekday: s.weekday,
			time: `${asTime(s.fromMinute)} – ${asTime(s.untilMinute)}`,
			scope: scope(s.circleId),
			/** Only where it is not one's own zone of today. */
			zone: zoneName(s.zone) === zoneName(zone) ? null : zoneName(s.zone)
		})),
		nows: duty.times.filter((t) => t.on).map((t) => ({ until: inWords(t.until, zone), scope: scope(t.circleId) })),
		aways: duty.times.filter((t) => !t.on).map((t) => ({ id: t.id, from: day.format(t.from), last: day.format(dayBefore(t.until)) })),
		key,
		last: last && { asked: inWords(last.askedAt, zone), ways: last.ways },
		device,
		/** Undefined where this place has no carrier of its own. */
		topic,
		mails: mailLeaves()
	} as const;
};

/** Whose forms these are. */
async function credentialedOne(event: Visitor) {
	const account = signedIn(event);
	if ((await credentialUntil(account.id)) === null) error(403, 'Only somebody with a credential can be on call.');
	return account;
}

const odd = say('choice-odd');

export const actions: Actions = {
	test: async (event) => {
		const account = await credentialedOne(event);
		const tooMany = await limited('testPage', account.id);
		if (tooMany) return fail(429, { testError: say(tooMany) });
		await askForTest(account.id);
		return { tested: true };
	},
	now: async (event) => {
		const account = await credentialedOne(event);
		const form = await event.request.formData();
		const now = new Date();
		const until = nextAt(text(form, 'until'), account.timeZone, now);
		const circleId = scopeOf(form);
		if (!until || circleId === undefined) return fail(400, { nowError: odd });
		const answer = await sayTime(account.id, { on: true, from: now, until, circleId }, now);
		if ('refused' in answer) return fail(400, { nowError: sayOnCall(answer.refused) });
		tellChange();
	},
	endNow: async (event) => {
		const account = await credentialedOne(event);
		await endNow(account.id);
		tellChange();
	},
	shift: async (event) => {
		const account = await credentialedOne(event);
		const form = await event.request.formData();
		const shift = shiftFrom(form, account.timeZone);
		const circleId = scopeOf(form);
		if (!shift || circleId === undefined) return fail(400, { shiftError: odd });
		const answer = await addShift(account.id, circleId, shift);
		if ('refused' in answer) return fail(400, { shiftError: sayOnCall(answer.refused) });
		tellChange();
	},
	away: async (event) => {
		const account = await credentialedOne(event);
		const form = await event.request.formData();
		const days = daysFrom(text(form, 'first'), text(form, 'last'), account.timeZone);
		const answer = days ? await sayTime(account.id, { on: false, ...days, circleId: null }) : ({ refused: 'time-odd' } as const);
		if ('refused' in answer) return fail(400, { awayError: sayOnCall(answer.refused) });
		tellChange();
	},
	takeBack: async (event) => {
		const account = await credentialedOne(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await takeBack(account.id, id);
		tellChange();
	},
	topic: async (event) => {
		const account = await credentialedOne(event);
		const kept = await setTopic(account.id, text(await event.request.formData(), 'topic'));
		if (!kept) return fail(400, { topicError: 'Please give one word without spaces, at most 200 characters.' });
	}
};
