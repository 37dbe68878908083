// Who may see what of a gathering: every path of a view, and to whom it may say something. What is on no line here reaches nobody.
// The words for who somebody is to what is seen stand in `relations.ts`. A new field of a view is red until it has a line.

import type { Relation } from './relations.ts';

interface Line {
	who: Relation[];
	sees: string;
}

/** An open call, and what came of it so far. */
const call = (at: string): string =>
	`${at}.{id,seat,name,at,rung,whom,kind,urgency,before,met,paged,unanswered,gone} ${at}.reach.{people,reached,seen,coming}`;
/** Who is with the caller now, and what they answered. */
const company = (at: string): string => `${at}.{with,how,seenBy[],answer}`;

export const lines: Line[] = [
	// The gathering itself, also from the door and afterwards.
	{ who: ['anybody'], sees: 'gathering version now lifecycle title formatTitle may[]' },
	{ who: ['anybody'], sees: 'hosting hostedBy peersBegan doorsOpen onCall nobodyToAsk' },
	{ who: ['who may still come in'], sees: 'phases[].{id,kind,title,state} here' },

	// Oneself.
	{ who: ['oneself'], sees: 'you.{seat,role,standing,mark,identity,device,wish,listening,moved,mayHold,room,mic,camera,voiceEnded}' },
	{ who: ['oneself'], sees: 'you.sentBack you.away.{from,to}' },
	{ who: ['oneself'], sees: 'you.pairWish.{alone,practised,avoid[]} tried.{seat,answered} cardOpened[].{by,at}' },

	// The ring. From outside it one knows who holds the circle, and nobody else.
	{
		who: ['the ring', 'oneself', 'about those who hold circles', 'who holds the circle'],
		sees: 'seats[].{seat,name,role,simulated,connection,mayHold,onCall,listening} seats[].standing={admitted,resting}'
	},
	{ who: ['the ring', 'oneself'], sees: 'seats[].identity' },
	{ who: ['oneself', 'who holds the circle'], sees: 'seats[].mark seats[].standing=waiting' },
	{ who: ['oneself'], sees: 'seats[].standing={invited,denied,left,removed}' },
	{ who: ['who holds the circle', 'the two in the care room'], sees: 'seats[].standing=inCare' },
	{
		who: ['the ring'],
		sees: 'phase.{id,kind,title,mode,order,prompt,gentler,index,round,endsAt,leftMs,wishes[],practice,quietly,sentences[]}'
	},
	{ who: ['the ring'], sees: 'hands[] teller bellAsked audible[] lead.{seat,is,meanwhile} said.{code,seat,by,at}' },

	// The piece.
	{ who: ['the ring'], sees: 'piece.{state,turnId,seat,next,again,wish,typing,responder,offers[],over,budgetMs,usedMs,running}' },
	{ who: ['who has the piece'], sees: 'piece.{cue,notYetUntil}' },

	// A pause: everybody sees that there is one and who leads it; for whom it is only those who hold the circle.
	{ who: ['the ring'], sees: 'hold.{kind,pauseId,leader,since,until,grounding,groundingWords,round} hold.lead.{seat,is,meanwhile}' },
	{ who: ['who holds the circle'], sees: 'hold.takeover.{kind,inCare,voice,round[],reviewDue,asked[],resume[]}' },
	{ who: ['who leads the pause'], sees: 'hold.takeover.undoUntil' },
	{ who: ['whom the pause is for'], sees: 'hold.youAreInCare' },
	{ who: ['who has the word in the pause'], sees: 'hold.youMaySpeak' },
	{ who: ['who may take it back'], sees: 'takeBack.{id,what,until}' },

	// Beside the circle.
	{ who: ['who is asked to the care room'], sees: 'careInvite' },
	{ who: ['who would rather stay', 'who holds the circle'], sees: 'careDeclined.{seat,companion}' },
	{ who: ['who holds the circle', 'the two in the care room'], sees: 'care.{seat,companion,since,back[],alone}' },
	{ who: ['those in the pair'], sees: 'pair.{room,seats[],helper,alone,step,speaker,endsAt} pair.moment.{seat,until}' },
	{ who: ['the ring'], sees: 'pairs.{step,endsAt}' },
	{ who: ['who waits for their pair'], sees: 'pairs.waits' },
	{ who: ['those in the pair', 'the two in the care room', 'who sits in a pause'], sees: 'page' },

	// Calls.
	{ who: ['who called'], sees: `${call('signal')} ${company('signal')}` },
	{ who: ['who called past the circle'], sees: 'aside.{id,seat,name,at,rung,whom,kind,urgency,paged,gone,lookedAfter}' },
	{ who: ['who may help'], sees: `${call('facilitation.signals[]')} ${company('facilitation.signals[]')}` },
	{ who: ['who led, after the end'], sees: call('cases[]') },
	{ who: ['who may open cards'], sees: 'mayOpenCards[].{seat,name}' },

	// Holding the circle.
	{ who: ['who holds the circle'], sees: 'facilitation.{careAsked,entering[],waiting[],returning[],tried[],order[],notes,evenness}' },
	{
		who: ['who holds the circle'],
		sees: 'facilitation.pairs[].{room,seats[],helper,asked,alone,apart} facilitation.shorten.{phaseId,title,ms} facilitation.unheard.{seats[],eachMs} facilitation.keptVoices[].{seat,from[],ended}'
	}
];

/** `a.{b,c} d` → a.b, a.c, d */
const paths = (sees: string): string[] =>
	sees.split(' ').flatMap((part) => {
		const [, before, inner] = /^(.*)\{(.*)\}$/.exec(part) ?? [];
		return inner === undefined ? [part] : inner.split(',').map((one) => `${before}${one}`);
	});

/** Each path, and who may read it. */
export const whoSees: ReadonlyMap<string, Relation[]> = new Map(
	lines.flatMap(({ who, sees }) => paths(sees).map((path) => [path, who] as const))
);
