// What an operator can set, each with the environment's name for it and what holds until somebody sets it. Imports nothing.
// The words people read here were not yet reviewed by people with clinical and lived experience.

interface Shipped {
	/** The variable that wins over the page. */
	env: string;
	/** What holds while nobody has set it. */
	text: string;
}

const settings = {
	/** An address outside the circles: who is told when a signal is about somebody who holds or hosts one. */
	safetyContact: { env: 'SAFETY_CONTACT_EMAIL', text: '' },
	/** Stands above the helplines. */
	helpText: { env: 'HELP_TEXT', text: '' },
	/** When a confidence is broken, in one sentence of every agreement. */
	confidentiality: {
		env: 'CONFIDENTIALITY_SENTENCE',
		text:
			'If somebody seems to be in danger of their life, the facilitator may ring the emergency services, and tells them ' +
			'only what they need to help. Wherever it can be done, the person is told first.'
	},
	/** What one agrees to with an account. */
	consentWording: {
		env: 'CONSENT_WORDING',
		text:
			'I am an adult. I agree that this place keeps my name, the address I gave and the seats I reserve, and I know that my ' +
			'coming here may say something about my health. Nothing said here is recorded. Which seat was mine is forgotten seven ' +
			'days after each gathering, or thirty if something that happened there is still looked at. I can see all that is kept ' +
			'about me, and end this at any time; then it is erased within a day.'
	},
	/** Who runs this place and whom to ask, on the page about privacy. */
	privacyText: { env: 'PRIVACY_TEXT', text: '' },
	/** Circles that members start without a trained host: 0 for none. */
	memberSeats: { env: 'MEMBER_CIRCLE_SEATS', text: '6' },
	memberMinutes: { env: 'MEMBER_CIRCLE_MINUTES', text: '60' },
	/** "yes": somebody is on call for the whole of each of their gatherings. */
	memberCover: { env: 'MEMBER_CIRCLE_COVER', text: 'yes' }
} satisfies Record<string, Shipped>;

export type SettingName = keyof typeof settings;
export const shipped: Record<SettingName, Shipped> = settings;
