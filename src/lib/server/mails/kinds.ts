// What people are told outside this instance: each kind, its neutral subject, and whether it may be turned off. Imports nothing.

/** How somebody hears of a kind. */
export type Way = 'mail' | 'push' | 'none';

/** What a mail needs beside its gathering and circle. Codes, times and ids; `word` alone is somebody's own text. */
export interface MailData {
	/** When it would have begun, before it was moved: an ISO instant. */
	wasAt?: string;
	/** What a host wrote to those who subscribed. */
	word?: string;
	/** Whether the answer is yes. */
	yes?: boolean;
	/** The check-in it asks for. */
	checkIn?: string;
}

interface Described {
	/** As the page of settings names it. */
	label: string;
	/** Also the one line a device shows, maybe on a locked screen. Never a circle, a topic, a format or a person. */
	subject: string;
	/** Whoever has a seat, or was asked for something, must be able to hear of these; the rest may be turned off. */
	mayBeOff: boolean;
}

const on = (label: string, subject: string): Described => ({ label, subject, mayBeOff: false });
const optional = (label: string, subject: string): Described => ({ label, subject, mayBeOff: true });

/** Every kind, in the order of the page of settings. */
export const kinds = {
	invited: on('Invitations', 'An invitation for you'),
	reserved: optional('Your seat is reserved', 'Your seat is reserved'),
	waiting: optional('You are on a waiting list', 'You are on the waiting list'),
	promoted: on('A seat became free for you', 'A seat is free for you'),
	dayBefore: optional('The day before', 'A reminder'),
	soon: optional('Starting soon', 'Starting soon'),
	moved: on('A gathering was moved', 'A new time'),
	cancelled: on('A gathering was cancelled', 'Something was cancelled'),
	missedYou: optional('You could not come', 'Your seat stayed free'),
	after: optional('Afterwards', 'Thank you for having been there'),
	asked: on('You are asked to hold a gathering', 'You are asked for something'),
	illSubstitute: on('You are asked to step in', 'Can you step in?'),
	planned: optional('A new date in a circle you follow', 'A new date for you'),
	hostWord: optional('A word from a host', 'A word for you'),
	joinAsked: optional('Somebody asks to join', 'Somebody waits for your answer'),
	joinAnswered: on('An answer to your asking to join', 'An answer for you'),
	checkIn: optional('The check-ins you wished for', 'A question for you'),
	toldYou: optional('Somebody tells you how they are', 'Something for you at Evenround')
} as const satisfies Record<string, Described>;

export type Kind = keyof typeof kinds;
/** The kinds somebody with an account chooses about. */
export type ChosenKind = Exclude<Kind, 'invited'>;
export const chosenKinds = (Object.keys(kinds) as Kind[]).filter((kind): kind is ChosenKind => kind !== 'invited');

/** Whether this is a kind that somebody may turn off. */
export const mayBeOff = (kind: Kind): boolean => kinds[kind].mayBeOff;
