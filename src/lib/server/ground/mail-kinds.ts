// What people are told outside this instance: each kind, its neutral subject, and whether it may be turned off. Imports nothing.

/** How somebody hears of a kind. */
export const ways = ['mail', 'push', 'none'] as const;
export type Way = (typeof ways)[number];

/** What a mail needs beside its gathering and circle. Codes, times and ids; `word` alone is somebody's own text. */
export interface MailData {
	/** When it would have begun, before it was moved: an ISO instant. */
	wasAt?: string;
	/** What a host wrote to those who subscribed. */
	word?: string;
	/** The reader had a seat in it until this. */
	had?: true;
	/** Whether the answer is yes. */
	yes?: boolean;
	/** The check-in it asks for. */
	checkIn?: string;
	/** The asking for a role it tells of. */
	ask?: string;
}

/** Where the page of settings shows them, in this order. */
export const groups = {
	seats: 'Your seats',
	around: 'Before and after',
	follow: 'Circles you follow',
	hold: 'If you hold or host a circle'
};
type Group = keyof typeof groups;

interface Described {
	group: Group;
	/** As the page of settings names it. */
	label: string;
	/** Also the one line a device shows, maybe on a locked screen. Never a circle, a topic, a format or a person. */
	subject: string;
	/** Whoever has a seat, or was asked for something, must be able to hear of these; the rest may be turned off. */
	mayBeOff: boolean;
}

const always = (group: Group, label: string, subject: string): Described => ({ group, label, subject, mayBeOff: false });
const optional = (group: Group, label: string, subject: string): Described => ({ group, label, subject, mayBeOff: true });

/** Every kind. */
export const kinds = {
	/** To an address; nobody chooses about it. */
	invited: always('seats', 'Invitations', 'An invitation for you'),
	/** To an address as well: whether it is anybody's is not known when it is written. */
	roleAsked: always('hold', 'You are asked to hold or host a circle', 'You are asked for something'),
	reserved: optional('seats', 'Your seat is reserved', 'Your seat is reserved'),
	waiting: optional('seats', 'You are on a waiting list', 'You are on the waiting list'),
	promoted: always('seats', 'A seat became free for you', 'A seat is free for you'),
	moved: always('seats', 'A gathering was moved', 'A new time'),
	cancelled: always('seats', 'A gathering was cancelled', 'Something was cancelled'),
	givenBack: optional('seats', 'Your seat is given back', 'A seat you had is free'),
	dayBefore: optional('around', 'The day before', 'A reminder'),
	soon: optional('around', 'Starting soon', 'Starting soon'),
	after: optional('around', 'Afterwards', 'Thank you for having been there'),
	missedYou: optional('around', 'You could not come', 'Your seat stayed free'),
	checkIn: optional('around', 'The check-ins you wished for', 'A question for you'),
	planned: optional('follow', 'A new date in a circle you follow', 'A new date for you'),
	hostWord: optional('follow', 'A word from a host', 'A word for you'),
	joinAnswered: always('follow', 'An answer to your asking to join', 'An answer for you'),
	asked: always('hold', 'You are asked to hold a gathering', 'You are asked for something'),
	illSubstitute: always('hold', 'You are asked to step in', 'Can you step in?'),
	relieved: always('hold', 'Somebody stepped in', 'Somebody stepped in'),
	released: always('hold', 'You need not hold a gathering', 'Something changed for you'),
	unheld: always('hold', 'A gathering has nobody to hold it', 'A gathering needs you'),
	joinAsked: optional('hold', 'Somebody asks to join', 'Somebody waits for your answer'),
	toldYou: optional('hold', 'Somebody tells you how they are', 'Something for you at Evenround')
} as const satisfies Record<string, Described>;

export type Kind = keyof typeof kinds;
/** The kinds somebody with an account chooses about. */
export type ChosenKind = Exclude<Kind, 'invited' | 'roleAsked'>;
export const chosenKinds = (Object.keys(kinds) as Kind[]).filter((kind): kind is ChosenKind => kind !== 'invited' && kind !== 'roleAsked');

/** Whether this is a kind that somebody may turn off. */
export const mayBeOff = (kind: Kind): boolean => kinds[kind].mayBeOff;

/** The ways in which somebody may hear of a kind. A host's word stands in the mail alone: no device could lead to it. */
export const waysOf = (kind: Kind): Way[] =>
	ways.filter((way) => way === 'mail' || (way === 'push' ? kind !== 'hostWord' : mayBeOff(kind)));
