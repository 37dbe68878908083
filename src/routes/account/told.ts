// What the kinds of audit rows mean, in words.
const words: Record<string, string> = {
	'account-made': 'The account was made',
	login: 'Signed in',
	'login-failed': 'Somebody tried to sign in with a wrong password',
	'logins-ended': 'Signed out everywhere',
	'password-set': 'A password was set',
	'role-given': 'A role in a circle was given',
	'role-taken': 'A role in a circle was taken away',
	'credential-granted': 'A credential was granted',
	'credential-revoked': 'A credential was taken away',
	'invitation-made': 'An invitation was made',
	'invitation-withdrawn': 'An invitation was withdrawn',
	'gathering-cancelled': 'A gathering was cancelled',
	'gathering-moved': 'A gathering was moved',
	'seat-given-back': 'A guest got their seat back',
	'join-answered': 'An asking to join a circle was answered',
	'orientation-granted': 'A host said of somebody that they know how a circle works',
	'host-wrote': 'Wrote to everybody who subscribed to a circle',
	'on-call-came': 'Came into a gathering where somebody asked for support',
	'safety-looked-after': 'Said, as the safety contact, that they look after something',
	'card-opened': 'A sealed card was opened, in a pause for somebody’s sake',
	'incident-written': 'A pause was written down, as a code with times',
	'place-added': 'Added a row to a circle’s list of where else to turn',
	'place-removed': 'Took a row out of a circle’s list of where else to turn',
	'statistics-released': 'Figures of a circle you host were released',
	'setting-changed': 'Changed a setting of this place',
	'account-locked': 'The account was locked',
	'account-unlocked': 'The account was unlocked'
};

/** The sentence for a kind of row; the kind itself when it has none. */
export const told = (kind: string): string => words[kind] ?? kind;
