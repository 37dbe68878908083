// Somebody's own duty as its page shows it: when they are on call, whether a page reaches them, in the words of their zone.

import { zoneName } from '../../world/zones.ts';
import { inWords } from '../ground/zones.ts';
import { mailLeaves } from '../ground/smtp.ts';
import { publicKey } from '../push/index.ts';
import { hasDevice, lastTest } from './delivered.ts';
import { isOnCall, ownDuty, provenUntil } from './duty.ts';
import { asTime } from './duty-form.ts';
import { topicOf } from './topic.ts';
import { webhookLeaves } from '../outbox/webhook.ts';

const dayBefore = (until: Date): Date => new Date(until.getTime() - 1);

/** @param account whoever has a credential; `timeZone` is where they read it */
export async function ownDutyShown({ id, timeZone: zone }: { id: string; timeZone: string }, now = new Date()) {
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
	const titles = new Map(duty.circles.map((circle) => [circle.id, circle.title]));
	const scope = (circleId: string | null) =>
		circleId === null ? 'every circle' : (titles.get(circleId) ?? 'a circle you do not hold any more');
	const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone });
	return {
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
	};
}
