// A pause from each side: who leads, who is heard by whom, and the truth when whoever leads is not there.
import { expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import { leadBanner } from './lead-words';
import { leavingOf } from './leave-words';
import { micNote, ownVoice } from './note';
import { middleOf } from './copy';

const all = (...args: Parameters<typeof middleOf>) => Object.values(middleOf(...args)).join(' | ');

it('[K10] whom it is for reads so before being heard: that they may speak, who hears it, and that they may write', () => {
	expect(all(viewOf('forYou', 7))).toBe(
		'This pause is for you | You may speak, if you like. | Everybody in the circle hears what you say, and reads what you write.'
	);
	expect(all(viewOf('forYouSilent', 7))).toContain('Only those who hold the circle know that it is for you. Your microphone is closed.');
	expect(all(viewOf('givenWord', 7))).toContain('You may speak, if you like. | Everybody in the circle hears what you say');
	expect(micNote(viewOf('forYou', 7), 'warm', true, true)).toBe('Closed. If you open it, everybody hears you.');
	expect(micNote(viewOf('forYou', 7), 'open', true, true, { voice: 'open' })).toBe('Open. Everybody in the circle hears you.');
	expect(micNote(viewOf('forYou', 7), 'none', true, false)).toBe(
		'You have no microphone here. You may write: everybody in the circle reads it.'
	);
});

it('everybody else reads whom they hear, and never for whom it is', () => {
	const words = all(viewOf('hearsTwo', 7));
	expect(words).toContain('Mira leads. | Sol may speak, too.');
	expect(words).not.toMatch(/for Sol|for you|speaking/);
	expect(all(viewOf('steersOpen', 7), 'open')).toContain('You are speaking. | Everybody in the circle hears Sol and you.');
});

it('“You are speaking” only when it is so: after the tone and the breath, with a microphone that is open', () => {
	const view = viewOf('justPaused', 7);
	const since = view.hold!.since!;
	expect(ownVoice(view, 'open', true, since + 2900)).toBe('soon');
	expect(ownVoice(view, 'warm', true, since + 3100)).toBe('soon');
	expect(ownVoice(view, 'open', true, since + 3100)).toBe('open');
	expect(ownVoice(view, 'blocked', true, since + 3100)).toBe('closed');
	expect(ownVoice(view, 'warm', false, since + 3100)).toBe('closed');
	expect(middleOf(view, 'soon').prompt).toBe('Your microphone opens in a moment.');
	expect(middleOf(view, 'open').prompt).toBe('You are speaking.');
	expect(middleOf(view, 'closed').prompt).toBe('You lead this pause.');
	expect(middleOf(view).prompt).toBe('You lead this pause.');
});

it('[K11] a short round: everybody reads whose word it is, and whoever has it that everybody hears them', () => {
	expect(all(viewOf('roundMine', 7))).toBe(
		'A short round before we go on | A word from you, if you like. | Everybody hears you. Your microphone stays closed until you open it.'
	);
	for (const story of ['roundLed', 'roundOther'] as const) expect(middleOf(viewOf(story, 7)).prompt).toBe('Ana has the word.');
});

it('[H5] gone with somebody is not away: the circle rests with something to do, or reads who holds it', () => {
	expect(all(viewOf('rests', 7))).toBe(
		"We rest | Mira is with somebody and will be back. | No one's time is used. Feel what carries you: your feet, the chair, the floor."
	);
	expect(all(viewOf('restsLong', 7))).toContain('You may go on together, or close gently.');
	expect(leadBanner(viewOf('withSomebody', 7))).toBe('Mira is with somebody and will be back. Tomás holds the circle meanwhile.');
	expect(leadBanner(viewOf('withSomebody', 7, 5))).toBe('Mira is with somebody and will be back. You hold the circle meanwhile.');
	const stepped = viewOf('withSomebody', 7);
	stepped.lead!.is = 'steppedOut';
	expect(leadBanner(stepped)).toBe('Mira has stepped out. Their place is kept. Tomás holds the circle meanwhile.');
});

it('[H5] the two who are aside, and whoever went, never read it of themselves', () => {
	const view = viewOf('withSomebody', 7);
	view.you.standing = 'inCare';
	expect(leadBanner(view)).toBe('');
	expect(leadBanner(viewOf('withSomebody', 7, 1))).toBe('');
	const banners = ['careRoom', 'companion'] as const;
	for (const story of banners) expect(leadBanner(viewOf(story, 7))).toBe('');
});

it('away is told by what is known: a lost line, or somebody who is not here any more', () => {
	expect(leadBanner(viewOf('awayLead', 7))).toBe('Mira lost the connection. We go on with what is begun, and wait a little.');
	const left = viewOf('awayLead', 7);
	left.seats.shift();
	expect(leadBanner(left)).toContain('Whoever held the circle is not here any more.');
	const ended = viewOf('awayLead', 7);
	ended.seats[0]!.connection = 'present';
	expect(leadBanner(ended)).toContain('Mira cannot hold the circle any more.');
	expect(leadBanner(viewOf('held', 7))).toBe('');
	const looked = viewOf('awayLead', 7);
	looked.hosting = 'succession';
	expect(leadBanner(looked)).toContain('The share that is on is not interrupted.');
	looked.piece.state = 'resting';
	expect(leadBanner(looked)).toBe('We look for who holds the circle from here.');
});

it('[K5] in a technical pause peers read that they may go on, only when they may', () => {
	const view = viewOf('peersGoOn', 7);
	expect(all(view)).toContain(
		"The circle is held by all of you now. | Every microphone is closed. No one's time is used. You may go on together, or close gently."
	);
	view.may = [];
	expect(all(view)).not.toContain('go on together');
	expect(leadBanner(view)).toBe('');
	view.hold = null;
	expect(leadBanner(view)).toBe(
		'Whoever held the circle is not here any more, so all of you hold it now. What has begun goes on, and then the closing comes by itself.'
	);
	view.phase!.kind = 'closing';
	expect(leadBanner(view)).toBe(
		'Whoever held the circle is not here any more, so all of you hold it now. It goes on to its end by itself.'
	);
});

it('[E5] held by all of them from the start is another state, with its own sentences', () => {
	const view = viewOf('peersGoOn', 7);
	view.peersBegan = true;
	expect(all(view)).toContain('You hold this circle together. | Every microphone is closed.');
	view.hold = null;
	expect(leadBanner(view)).toBe('You hold this circle together, all of you. Each part follows the one before it by itself.');
});

it('who leaves while they lead reads that they lead, for whom, and what comes of it', () => {
	expect(leavingOf(viewOf('steers', 7))).toMatchObject({
		leads: 'You lead this pause, for Sol.',
		others: [],
		then: 'Then the circle rests until someone takes it up.'
	});
	const two = viewOf('steers', 7);
	two.seats[4]!.mayHold = true;
	expect(leavingOf(two)).toMatchObject({ others: [{ seat: 5 }], then: 'Then Tomás leads from here.' });
	expect(leavingOf(viewOf('forYou', 7))).toBeNull();
	expect(leavingOf(viewOf('held', 7))).toBeNull();
});

it('[D9] whose partner is looked after reads why they are in the circle', () => {
	expect(all(viewOf('partnerWaits', 7))).toBe(
		'Somebody from your pair is being looked after | You are in the circle meanwhile. | Your pair goes on afterwards; its time stands still.'
	);
});
