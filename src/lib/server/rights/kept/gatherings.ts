// The inventory of what is kept of gatherings, of circles and their formats, and of the machinery.

import { keptMs } from '../../ground/kept-ms.ts';
import { byAccount, bySeat, days, withAccount, withCircle, type Kept } from './row.ts';

const map = `with the map of seats: ${days(keptMs.seats)} after the gathering, ${days(keptMs.seatsLooked)} while something there is looked at`;
const nobodys = 'Nobody’s name is kept with it, so that nobody can find theirs either';

export const keptOfGatherings: Record<string, Kept> = {
	gatherings: { what: 'Gatherings as they were planned', ...withCircle },
	seats: {
		what: 'The seats you have, or had in the last days',
		until: map,
		by: 'seats/forget.ts',
		mine: byAccount,
		names: { guest_hash: 'a guest’s' },
		without: { guest_hash: 'always empty for an account', login_id: 'a hash of a secret' }
	},
	returners: {
		what: 'Guests who wait at a door for their seat',
		until: map,
		by: 'seats/forget.ts',
		names: { guest_hash: 'a guest’s: guests have no account, and nothing leads to one' }
	},
	invitations: { what: 'Invitations of circles, as hashes', ...withCircle },
	machines: { what: 'How each gathering goes, with seat numbers', ...withCircle },
	events: {
		what: 'What you pressed in gatherings of the last days',
		until: 'its circle goes; it names seats only, and nobody once the map of seats is gone',
		by: 'rights/erasure.ts',
		mine: `exists (select 1 from gatherings g join seats s on s.gathering_id = g.id where g.no = t.gathering and s.seat = t.actor and s.account_id = me.id)`,
		erase: 'stays'
	},
	timers: { what: 'Clocks of gatherings', until: 'they ring', by: 'gatherings/' },
	presence: {
		what: 'Pages of a circle that you have open now',
		until: 'seconds after it was closed; six hours where its login was ended under it, for a call for support',
		by: 'live/presence.ts',
		mine: bySeat(),
		without: { login_id: 'a hash of a secret' }
	},
	words: { what: 'A turn in writing, while it lasts', until: 'the turn ends', by: 'gatherings/store.ts', mine: bySeat() },
	cards: {
		what: 'Your sealed card, with how you may be reached if you left in distress and said so, opened for you here',
		until: 'the gathering ends; a day longer if you wished so',
		by: 'gatherings/store.ts, care/cards.ts',
		mine: bySeat()
	},
	pages: {
		what: 'Calls for support that you pressed, answered, or tried out',
		until: `${map}; a test ${days(keptMs.testPages)}`,
		by: 'oncall/forget.ts',
		mine: `(t.account_id = me.id or t.answered_by = me.id or ${bySeat()})`,
		without: { account_id: 'you, or nobody', answered_by: 'it names somebody else' },
		erase: ['update pages set answered_by = null where answered_by = $1']
	},
	deliveries: {
		what: 'What goes outward: words to people on call and to the safety contact, and mails',
		until: 'with the call, or with the mail',
		by: 'oncall/forget.ts, mails/',
		mine: '(t.account_id = me.id or t.email = me.email or exists (select 1 from mails m where m.id = t.mail_id and m.account_id = me.id))'
	},
	present_minutes: { what: 'How long you were there, for the statistics', until: map, by: 'seats/forget.ts', mine: bySeat() },
	attendance_kept: { what: 'Whose attendance was handed to the statistics already', ...withCircle },
	statistics_choices: { what: 'How you wish your circles to be counted', ...withAccount, mine: 't.host_id = me.id' },
	formats: { what: 'Formats of your own', ...withAccount, mine: byAccount },
	format_versions: {
		what: 'What your formats say',
		until: 'with the format',
		by: 'the database, with the format',
		mine: 'exists (select 1 from formats f where f.id = t.format_id and f.account_id = me.id)'
	},
	circle_formats: { what: 'Shared formats a circle took into its list', ...withCircle },
	wishes_for_circle: { what: 'What people said a circle should do differently', ...withCircle, without: { '*': nobodys } },
	proposals: { what: 'Versions a circle is asked about', ...withCircle },
	proposal_answers: {
		what: 'What you said to a version, until it is decided',
		until: 'it is decided',
		by: 'formats/',
		mine: 'exists (select 1 from members m where m.id = t.member_id and m.account_id = me.id)'
	},
	places: { what: 'Where else to turn, as those who hold a circle keep it', ...withCircle },
	join_requests: { what: 'Circles you asked to join', until: 'a yes; a no stays a while', by: 'circles/requests.ts', mine: byAccount },
	vouched: {
		what: 'Orientations that a host said you know, by your address',
		until: `${days(keptMs.vouched)}, or the host takes it back`,
		by: 'circles/forget.ts',
		mine: 't.email = me.email'
	},
	oriented: { what: 'Orientations that a host said you know, when you asked to join', ...withAccount, mine: byAccount },
	attended: { what: 'That you have been to an orientation', ...withAccount, mine: byAccount },
	waiting: { what: 'Gatherings whose line you stand in', until: 'it begins, or was cancelled', by: 'seats/waiting.ts', mine: byAccount },
	subscriptions: { what: 'Circles you hear of', until: 'you take it back', by: 'its owner', mine: byAccount },
	host_words: { what: 'That a host wrote to a circle, and when: never what', ...withCircle },
	calendar_feeds: {
		what: 'The address of your private calendar',
		until: 'you take it back',
		by: 'its owner',
		mine: byAccount,
		without: { secret_hash: 'a hash of a secret' }
	},
	circle_hosts: { what: 'The circles you host', until: 'you stop hosting', by: 'its owner', mine: byAccount },
	series: { what: 'Recurrences of circles', ...withCircle },
	occurrences: { what: 'Which gathering stands for which occurrence', ...withCircle },
	role_asks: {
		what: 'Circles you are asked to hold, to host, or to be the substitute of',
		until: `a yes; ${days(keptMs.roleAsks)} in any case`,
		by: 'planning/forget.ts',
		mine: 't.email = me.email',
		names: { asked_by: 'the host who asked; an erasure of theirs empties it' },
		without: { asked_by: 'it names somebody else' },
		erase: ['update role_asks set asked_by = null where asked_by = $1']
	},
	circle_substitutes: { what: 'Circles whose substitute you are', until: 'the host takes it back', by: 'the host', mine: byAccount },
	reliefs: {
		what: 'Gatherings you could not hold',
		until: 'a week after the gathering',
		by: 'planning/forget.ts',
		mine: byAccount,
		names: { taken_by: 'who stepped in; an erasure of theirs empties it' },
		without: { taken_by: 'it names somebody else' },
		erase: ['update reliefs set taken_by = null where taken_by = $1']
	},
	asks: {
		what: 'What you were asked to hold, and your answer',
		until: 'a week after the gathering; of a series, as long as it is there',
		by: 'planning/forget.ts',
		mine: byAccount
	},
	turns: { what: 'Circles you would like to hold, and when you last did', until: 'you take it back', by: 'its owner', mine: byAccount }
};
