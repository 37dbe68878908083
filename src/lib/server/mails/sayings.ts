// What a person reads when a mail cannot be sent, or cannot be turned off.

export type MailRefusal = 'no-mail-key' | 'not-off';

/** The sentence of each; lib/server/web/say.ts says them. */
export const mailSentences: Record<MailRefusal, string> = {
	'no-mail-key':
		'This place has no key to seal the address with while the mail waits, so nothing was sent. You can make a link and send it yourself.',
	'not-off': 'What this is about always reaches you. Please choose by mail or on your devices; nothing was changed.'
};
