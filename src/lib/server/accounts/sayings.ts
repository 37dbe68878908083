// What a person reads when something about signing in, their account or a credential cannot be done. Each says what was kept.

import type { GrantRefusal } from './credentials.ts';
import type { PasswordRefusal } from './email.ts';
import type { EnterRefusal } from './entering.ts';
import type { LinkRefusal } from './links.ts';

export type AccountRefusal =
	EnterRefusal | LinkRefusal | PasswordRefusal | GrantRefusal | 'no-such-country' | 'prove-again' | 'not-your-password';

/** The sentence of each; lib/server/web/say.ts says them. */
export const accountSentences: Record<AccountRefusal, string> = {
	wrong: 'This address and password do not belong together. Your address is still here; you can also ask for a link by mail.',
	'email-odd': 'This does not look like an e-mail address. Everything you typed is still here.',
	'name-odd': 'Please give a name of 1 to 40 characters. It can be any name you like to be called.',
	'consent-open':
		'Please read the lines above and tick the box below them, if you agree. Without it nothing is kept. What you typed is still here.',
	'mail-failed': 'The mail could not be sent just now. What you typed is still here; please try again in a moment.',
	'link-unknown': 'This link or code is not known here. Please check it, or ask for a new one.',
	'link-used': 'This link was used already. Please ask for a new one.',
	'link-over': 'This link is more than 15 minutes old. Please ask for a new one.',
	'name-missing': 'This is your first time here. What may we call you?',
	locked: 'This account is locked. Whoever runs this place can say why, and can open it again.',
	'password-short': 'Please take a password of at least 12 characters. A few words in a row are good.',
	'password-long': 'Please take a password of at most 256 characters.',
	'password-common': 'This password is easy to guess. A few words that do not belong together are better.',
	'no-account': 'There is no account with this address. The person signs up first, then you can choose them.',
	'not-yourself': 'Nobody gives themself a credential. Another operator can.',
	'not-operator': 'Only operators can do this.',
	'date-past': 'This day is over. Please take a later one.',
	'date-far': 'A credential is for a year at most. Please take an earlier day.',
	'no-such-country': 'Please choose a country from the list, or none.',
	'prove-again': 'You signed in a while ago. Please sign in once more, then ask again; nothing was changed.',
	'not-your-password': 'This is not your password. Nothing was changed.'
};
