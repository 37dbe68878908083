// One mail, whole, as it is true now: subject, text, calendar entry, and the way to hear no more of its kind.

import { icsOf, withdrawnOf, type Written } from '../calendar/ics.ts';
import { homeOrigin, type Mail } from '../ground/smtp.ts';
import type { Facts, Plan } from './facts.ts';
import { kinds, mayBeOff, type ChosenKind } from '../ground/mail-kinds.ts';
import { ifAsked, stopToken } from './links.ts';
import { texts, type Body } from './texts.ts';

export interface Letter {
	mail: Mail;
	/** The path a push message opens. */
	path: string;
}

/** The mail to somebody with an account; null when it is not true any more. */
export function letterOf(facts: Facts, kind: ChosenKind, now: Date): Letter | null {
	const { mail, reader, gathering } = facts;
	const body = reader && texts[kind]({ ...facts, reader }, now);
	if (!body) return null;
	const origin = homeOrigin();
	const stop = mayBeOff(kind) ? stopToken({ account: reader.id, kind }, now) : null;
	const choose = ['', '-- ', `How you hear of what: ${origin}/account/notifications`];
	if (stop) choose.push(`No more mails of this kind: ${origin}/unsubscribe/${stop}`, ifAsked(stop));
	return {
		path: body.path,
		mail: {
			id: mail.id,
			to: reader.email,
			subject: kinds[kind].subject,
			text: ['Hello,', '', ...body.lines, ...(body.code ? ['', ifAsked(body.code)] : []), ...choose, ''].join('\n'),
			...(stop && { unsubscribe: `${origin}/api/unsubscribe/${stop}` }),
			...(body.calendar && gathering && { calendar: entryFor(gathering, body.calendar, { origin, now, attendee: reader.email }) })
		}
	};
}

const entryFor = (gathering: Plan, which: NonNullable<Body['calendar']>, written: Written) =>
	which === 'withdrawn' || gathering.cancelledAt
		? { ics: withdrawnOf(gathering, written), method: 'CANCEL' as const }
		: { ics: icsOf(gathering, written), method: 'PUBLISH' as const };
