// The inventory of what is kept about people: accounts, how they come in, what they agreed to, what is on record.

import { incidentLimits } from '../../care/incidents.ts';
import { checkInKeptMs } from '../../care/check-ins.ts';
import { keptMs } from '../../ground/kept-ms.ts';
import { byAccount, days, withAccount, type Kept } from './row.ts';

const anothers = 'it names somebody else';
const secret = 'a secret, or a hash of one: it says nothing about you';

export const keptOfPeople: Record<string, Kept> = {
	accounts: {
		what: 'Your account: what you are called, your address, your zone and country, your alert topic',
		...withAccount,
		mine: 't.id = me.id',
		names: { email: 'of the row itself' },
		without: { password_hash: secret }
	},
	logins: {
		what: 'Where you are signed in',
		until: 'it ends: 12 idle hours, 7 days at most, and not before you leave a circle you sit in',
		by: 'accounts/forget.ts',
		mine: byAccount,
		without: { id: secret }
	},
	known_browsers: {
		what: 'Browsers you signed in with before: each has tries of its own, so that nobody else can use yours up',
		until: `${days(keptMs.knownBrowsers)} after the last time`,
		by: 'accounts/forget.ts',
		mine: byAccount,
		without: { secret_hash: secret, login_id: secret }
	},
	mail_links: {
		what: 'Links to sign in that were mailed to you',
		until: `${days(keptMs.mailLinks)} after it is over`,
		by: 'accounts/forget.ts',
		mine: 't.email = me.email',
		without: { secret_hash: secret, password_hash: secret, browser_hash: secret }
	},
	credentials: {
		what: 'Credentials you were given',
		until: `${days(keptMs.credentials)} after it ended`,
		by: 'accounts/forget.ts',
		mine: byAccount,
		names: { granted_by: 'the id of the operator who gave it; an erasure of theirs writes “operator” in its place' },
		without: { granted_by: anothers },
		erase: ["update credentials set granted_by = 'operator' where granted_by = $1::text"]
	},
	consent_wordings: { what: 'The wordings people were asked to agree to', until: 'stays: it is about nobody', by: '–' },
	consents: {
		what: 'What you agreed to, and when',
		...withAccount,
		mine: byAccount,
		names: { guest_hash: 'a guest’s; it goes with their place in the circle' },
		without: { guest_hash: 'always empty for an account' }
	},
	erasures: { what: 'That you asked to be erased', ...withAccount, mine: byAccount },
	members: {
		what: 'The circles you belong to, and what you are called there',
		until: `the account or the circle goes; guests without a seat after ${days(keptMs.guests)}`,
		by: 'circles/forget.ts',
		mine: byAccount,
		names: { guest_hash: 'a guest’s' },
		without: { guest_hash: 'always empty for an account' }
	},
	circle_facilitators: { what: 'The circles you hold', until: 'the role is taken back', by: 'the host of the circle', mine: byAccount },
	circles: {
		what: 'Circles you host: what you wrote about them',
		until: 'its last host goes',
		by: 'rights/erasure.ts',
		mine: 'exists (select 1 from circle_hosts h where h.circle_id = t.id and h.account_id = me.id)',
		erase: 'stays'
	},
	on_call_shifts: { what: 'When you are on call, week by week', until: 'you take it out', by: 'its owner', mine: byAccount },
	on_call_times: {
		what: 'Times at which you are on call, or away, other than the week says',
		until: `${days(keptMs.onCallTimes)} after it is over`,
		by: 'oncall/forget.ts',
		mine: byAccount
	},
	push_devices: {
		what: 'Browsers of yours that may be woken',
		until: 'you take it back, sign out there or everywhere, or the push service knows it no more',
		by: 'accounts/ending.ts, outbox/carriers.ts',
		mine: byAccount,
		without: { p256dh: secret, auth: secret, login_id: secret }
	},
	mails: {
		what: 'What you were told by mail: which kind, and when',
		until: 'days after it was handed over',
		by: 'mails/',
		mine: byAccount,
		without: { sealed: 'always empty for an account' }
	},
	mail_choices: { what: 'How you wish to hear of what', ...withAccount, mine: byAccount },
	check_ins: {
		what: 'When you wished to be asked how you are, and what you chose to tell',
		until: `${days(checkInKeptMs)} after it was sent or told`,
		by: 'care/check-ins.ts',
		mine: byAccount,
		names: { told_to: 'who was told; an erasure of theirs takes the row' },
		without: { told_to: anothers },
		erase: ['delete from check_ins where told_to = $1']
	},
	incidents: {
		what: 'Pauses that concern you, as one word with times',
		until: days(incidentLimits.keptMs),
		by: 'care/incidents.ts',
		mine: 't.subject_id = me.id',
		names: { made_by: 'whoever led the pause; an erasure of theirs empties it' },
		without: { made_by: anothers },
		erase: ['update incidents set made_by = null where made_by = $1']
	},
	reports: {
		what: 'What you reported privately',
		until: `${days(keptMs.reportsClosed)} after it was closed, ${days(keptMs.reports)} in any case`,
		by: 'safety/reports.ts',
		mine: 't.by_account = me.id',
		names: { by_guest: 'a guest’s', looked_by: 'the safety contact who looks at it; an erasure of theirs empties it' },
		without: { by_guest: 'always empty for an account', looked_by: anothers, page_id: 'the word to the safety contact, not to you' },
		erase: ['update reports set looked_by = null where looked_by = $1']
	},
	bans: {
		what: 'Circles that are not open to somebody',
		until: 'it is lifted, or the account or the circle goes',
		by: 'the host of the circle',
		mine: byAccount,
		names: { guest_hash: 'a guest’s' },
		without: { '*': 'It is the circle’s own word about whom it meets with, and protects those who asked for it' }
	},
	audit: {
		what: 'What is on record about your account, and what you did',
		until: days(keptMs.audit),
		by: 'audit/index.ts',
		mine: '(t.subject_id = me.id or t.actor_id = me.id)',
		without: { actor_id: anothers, subject_id: anothers },
		erase: 'stays'
	},
	settings: {
		what: 'What operators set for this place',
		until: 'stays: it is about the place',
		by: '–',
		mine: 't.changed_by = me.id',
		erase: 'stays'
	},
	tries: {
		what: 'How often something was tried lately, with a keyed hash in the place of who tried it',
		until: 'its time is over, a day at most; an hour more at most',
		by: 'rates/tries.ts'
	},
	form_answers: {
		what: 'What a form was answered, for its second press: sealed with a word that only the page had',
		until: '10 minutes; an hour more at most',
		by: 'forms/once.ts'
	},
	pause_answers: { what: 'Whether pauses were all right, counted by month', until: 'stays: it is about nobody', by: '–' }
};
