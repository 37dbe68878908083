// What a tired person reads when something was refused: what happened, what was kept, what to do. Imports nothing else.

import type { RefusalCode } from './types.ts';

const sentences: Record<RefusalCode, string> = {
	'not-yours': 'This is for someone else to answer. Nothing was changed.',
	'not-permitted': 'This is not open to you here. Nothing was changed.',
	'not-credentialed': 'Only a facilitator with a valid credential who is here now can do this.',
	'not-here': 'You are not connected to the circle just now. Wait a moment, then try again.',
	'not-seated': 'You have no seat in this gathering. Reserve one on its page first.',
	'not-agreed': 'Please read tonight’s agreements on the gathering’s page first. Your seat is kept.',
	'no-such-seat': 'That person has no seat here any more. Nothing was changed.',
	'seat-taken': 'All seats are taken. Nothing was lost; you may ask the host about another evening.',
	'not-live': 'The gathering has not begun yet.',
	'not-open-yet': 'The doors open fifteen minutes before the start. Your seat is kept.',
	over: 'This gathering has ended.',
	'doors-closed': 'The doors are closed for tonight, so that those inside can settle. Your seat next time is not affected.',
	waiting: 'You are in the waiting room. A facilitator lets you in when the piece next rests.',
	denied: 'You were not let in this time. You can write to the host about it.',
	removed: 'You were asked to leave this gathering.',
	'second-device': 'You are here on another device already. Choose “Move here” to change over.',
	held: 'The circle is paused. Everything is kept as it was; try again when it goes on.',
	'already-held': 'The circle is already paused. You can ask to join.',
	'not-held': 'The circle is not paused.',
	'turn-over': 'That turn is already over. Nothing was done twice.',
	'phase-over': 'That part of the gathering is already over. Nothing was done twice.',
	'not-holder': 'The piece is with someone else.',
	'not-offered': 'The piece is not being offered to you just now.',
	'not-now': 'That is not possible at this moment. Nothing was changed.',
	'already-heard': 'You have been heard. Those who have not yet spoken may go first.',
	'someone-was-first': 'Someone was a moment quicker. You can try again when it is free.',
	'no-more-responders': 'Enough people have offered already. Thank you for wanting to.',
	'too-late': 'The moment for this has passed. Nothing was changed.',
	'stale-timer': 'This clock was stopped already.',
	'nothing-to-do': 'That is already so.',
	'not-in-person': 'You cannot do this for yourself. Someone else has to.',
	'in-care': 'Somebody is still in the care room. The gathering can end when they are back or have left.',
	'nobody-stays': 'Nobody else here can hold the circle meanwhile. Pause the circle first.',
	'not-covered':
		'This format asks for two people with a credential, here or on call, and there is one. It can begin as soon as another comes in or is on call. Everybody may wait here meanwhile.',
	'beyond-peers':
		'It needs somebody with a credential to begin: it is larger or longer than circles among peers may be here, or nobody is on call for all of it. Everybody may wait here meanwhile.',
	'pause-over': 'That pause is over, or another one began meanwhile. Nothing was changed.',
	'bad-request': 'That could not be understood. Nothing was changed; please reload the page.'
};

/** @returns one or two plain sentences for a refusal */
export const sentence = (code: RefusalCode): string => sentences[code];
