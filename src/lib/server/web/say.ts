// What a person reads when something about accounts, circles and seats cannot be done. Each says what was kept.

import { holdingSentences, type HoldingRefusal } from '../planning/sayings.ts';
import type { IncidentRefusal } from '../care/incidents.ts';
import type { LinkRefusal } from '../accounts/links.ts';
import type { PasswordRefusal } from '../accounts/email.ts';
import type { HolderRefusal } from '../circles/circles.ts';
import { comingSentences, type ComingRefusal } from '../seats/coming-sayings.ts';
import type { HostRefusal } from '../circles/hosts.ts';
import type { RoleAnswerRefusal } from '../planning/role-asks.ts';
import type { GrantRefusal } from '../accounts/credentials.ts';
import type { BanRefusal } from '../rights/bans.ts';
import type { ReportRefusal } from '../safety/reports.ts';
import type { TooMany } from '../rates/rates.ts';
import type { LockRefusal } from '../operator/locks.ts';
import type { SeatRefusal } from '../seats/seating.ts';
import type { FeedbackRefusal } from '../stats/feedback.ts';
import type { TimeRefusal } from '../ground/zones.ts';

export type PeopleRefusal =
	| LinkRefusal
	| PasswordRefusal
	| HolderRefusal
	| HostRefusal
	| RoleAnswerRefusal
	| 'vouched-enough'
	| GrantRefusal
	| SeatRefusal
	| TimeRefusal
	| 'no-such-country'
	| 'wrong'
	| 'email-odd'
	| 'name-odd'
	| 'consent-open'
	| ReportRefusal
	| BanRefusal
	| 'prove-again'
	| 'not-your-password'
	| 'erasure-begun'
	| 'mail-failed'
	| 'invitation-not-good'
	| 'agreements-open'
	| 'too-late'
	| 'not-on'
	| 'no-key'
	| 'too-many-places'
	| IncidentRefusal
	| FeedbackRefusal
	| LockRefusal
	| ComingRefusal
	| HoldingRefusal
	| 'not-off'
	| 'no-mail-key'
	| 'choice-odd';

const sentences: Record<PeopleRefusal, string> = {
	...comingSentences,
	...holdingSentences,
	wrong: 'This address and password do not belong together. Your address is still here; you can also ask for a link by mail.',
	'email-odd': 'This does not look like an e-mail address. Everything you typed is still here.',
	'name-odd': 'Please give a name of 1 to 40 characters. It can be any name you like to be called.',
	'nobody-outside':
		'Everybody who could be told here belongs to this circle themself, so nothing was kept. The page about help says where else you can turn.',
	'not-open': 'This circle is not open to you.',
	'nobody-of-name': 'Nobody of this name belongs to the circle, or sat in it these days. Nothing was changed.',
	'holds-it': 'Whoever holds or hosts a circle cannot be shut out of it. Take the role back first.',
	'prove-again': 'You signed in a while ago. Please sign in once more, then ask again; nothing was changed.',
	'not-your-password': 'This is not your password. Nothing was changed.',
	'erasure-begun': 'Its hour has come, and it cannot be taken back any more.',
	'consent-open': 'Please read the lines above and tick the box below them, if you agree. Without it nothing is kept. What you typed is still here.',
	'password-short': 'Please take a password of at least 12 characters. A few words in a row are good.',
	'password-long': 'Please take a password of at most 256 characters.',
	'password-common': 'This password is easy to guess. A few words that do not belong together are better.',
	'mail-failed': 'The mail could not be sent just now. What you typed is still here; please try again in a moment.',
	'link-unknown': 'This link or code is not known here. Please check it, or ask for a new one.',
	'link-used': 'This link was used already. Please ask for a new one.',
	'link-over': 'This link is more than 15 minutes old. Please ask for a new one.',
	locked: 'This account is locked. Whoever runs this place can say why, and can open it again.',
	'own-lock': 'Nobody locks themself out. Another operator can.',
	'locked-already': 'This account is locked already. Nothing was done twice.',
	'not-locked': 'This account is not locked.',
	'name-missing': 'This is your first time here. What may we call you?',
	'invitation-not-good': 'This invitation is not good any more: it was used up, withdrawn, or is too old. Whoever gave it to you can make a new one.',
	'no-account': 'There is no account with this address. The person signs up first, then you can choose them.',
	'credential-first': 'A substitute needs a credential, and you have none now. Operators of this place give it; the question stays here.',
	'vouched-enough': 'Fifty addresses stand here already. Take one out first.',
	'too-many-holders': 'Six people hold this circle already, or are asked to.',
	'one-facilitator': 'There is a facilitator already. Somebody else can be co-facilitator or guardian.',
	'too-many-hosts': 'Four people host this circle already, or are asked to.',
	'last-host': 'Somebody has to host this circle. Ask another person to host it with you first.',
	'not-yourself': 'Nobody gives themself a credential. Another operator can.',
	'not-operator': 'Only operators can do this.',
	'date-past': 'This day is over. Please take a later one.',
	'date-far': 'A credential is for a year at most. Please take an earlier day.',
	full: 'Every seat is taken. Nothing was changed.',
	over: 'This gathering is over or was cancelled.',
	'doors-closed': 'The doors of this gathering are closed.',
	removed: 'This seat cannot be taken again. Please ask whoever invited you.',
	begun: 'You have been in this gathering already, so the seat stays yours. You can leave it quietly from inside.',
	'no-seat': 'You have no seat here.',
	'not-over': 'This can be answered when the gathering is over.',
	'no-statistics': 'Answers are not counted here.',
	'no-such-zone': 'Please choose a time zone from the list.',
	'no-such-country': 'Please choose a country from the list, or none.',
	'no-such-date': 'Please give a date and a time that exist.',
	skipped: 'The clocks go forward that night and this time does not exist. Please take another.',
	twice: 'The clocks go back that night and this time comes twice. Please say below which one you mean.',
	'agreements-open': 'Please read the agreements and tick the line below them. Nothing was reserved yet.',
	'too-late': 'It has begun already. Those who sit in it can end it.',
	'not-on': 'The doors of this gathering are not open. Nothing was changed.',
	'no-key': 'This place has no key to seal with, so nothing was kept. Whoever runs it can set one.',
	'not-led': 'Only whoever led that pause can write this down.',
	'a-day-after': 'This can be written down until a day after the gathering. Nothing was changed.',
	'written-already': 'This is written down already. Nothing was done twice.',
	'too-many-places': 'Twenty rows stand here already. Take one out first; what you typed is still here.',
	'no-mail-key': 'This place has no key to seal the address with while the mail waits, so nothing was sent. You can make a link and send it yourself.',
	'not-off': 'What this is about always reaches you. Please choose by mail or on your devices; nothing was changed.',
	'choice-odd': 'Please look at the marked choice again. Everything else is still here.'
};

/** The sentence for a refusal. */
export function say(no: PeopleRefusal | TooMany): string {
	if (typeof no === 'string') return sentences[no];
	const minutes = Math.ceil(no.seconds / 60);
	return `That was asked for often in a short time. Please wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again. Nothing is lost.`;
}
