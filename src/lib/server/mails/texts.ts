// What mails say, kind by kind, in the words of the moment they are sent. Null: it is not true any more, and nothing is sent.
// A mail names no circle, topic, format or person: the first line shows on locked screens, and mailboxes are read by others.
// Not yet reviewed by people with clinical and lived experience.

import { homeOrigin } from '../ground/smtp.ts';
import { inWords } from '../ground/zones.ts';
import type { Facts, Plan } from './facts.ts';
import type { ChosenKind } from '../ground/mail-kinds.ts';
import { mailLimits } from './limits.ts';
import { soonToken } from './links.ts';
import { whenLines } from './when.ts';

export interface Body {
	lines: string[];
	/** The path of the page it leads to. */
	path: string;
	/** What opens that page, where the link carries a secret: it stands below it, too. */
	code?: string;
	/** The gathering's calendar entry goes with it; or the file that takes the entry away from whoever has no seat in it. */
	calendar?: 'entry' | 'withdrawn';
}

type Told = Facts & { reader: NonNullable<Facts['reader']> };
/** The same, of a gathering that is there. */
type Planned = Told & { gathering: Plan };
type Write<F> = (facts: F, now: Date) => Body | null;

const endOf = ({ startsAt, minutes }: Plan): number => startsAt.getTime() + minutes * 60_000;
const pageOf = ({ gathering }: Planned): string => `/gatherings/${gathering.id}`;
const when = ({ gathering, reader }: Planned): string[] => ['', ...whenLines(gathering.startsAt, gathering.zone, reader.zone), ''];
const link = (path: string): string => `${homeOrigin()}${path}`;

/** For what is about a gathering still to come, and not cancelled. */
const ahead =
	(write: Write<Planned>): Write<Told> =>
	(facts, now) =>
		facts.gathering && !facts.gathering.cancelledAt && facts.gathering.startsAt > now ? write(facts as Planned, now) : null;

/** For what is told of one start only: a gathering that was moved since has another. */
const ofThisStart =
	(write: Write<Planned>): Write<Told> =>
	(facts, now) =>
		facts.gathering && !facts.gathering.cancelledAt && facts.gathering.startsAt.toISOString() === facts.mail.occasion
			? write(facts as Planned, now)
			: null;

/** Whoever had a seat in it and has none any more finds it in their calendar no more. */
const withdrawnIfUnseated = (f: Told): Partial<Body> => (f.mail.data.had && f.seat === null ? { calendar: 'withdrawn' } : {});

const leadsTo = (path: string, lines: string[], more: Partial<Body> = {}): Body => ({ lines: [...lines, link(path)], path, ...more });

export const texts: Record<ChosenKind, Write<Told>> = {
	reserved: ahead((f) =>
		f.seat === null
			? null
			: leadsTo(
					pageOf(f),
					[
						'a seat is reserved for you:',
						...when(f),
						'The entry for your calendar is attached; it names nothing. If you cannot come, please give the seat back here, so that somebody else can have it:'
					],
					{ calendar: 'entry' }
				)
	),
	waiting: ahead((f) =>
		f.seat !== null || !f.waits || f.waits.passed || f.waits.offerUntil
			? null
			: leadsTo(pageOf(f), [
					'every seat is taken, and you are on the waiting list:',
					...when(f),
					'Seats that become free are offered in the order of asking, with time to answer. You can leave the list here:'
				])
	),
	promoted: ahead((f, now) =>
		!f.waits?.offerUntil || f.waits.passed || f.waits.offerUntil <= now
			? null
			: leadsTo(pageOf(f), [
					'a seat became free:',
					...when(f),
					'It is kept for you until',
					'',
					...whenLines(f.waits.offerUntil, f.reader.zone, f.reader.zone),
					'',
					'After that it is offered to the next person. You can take it here, or let it go:'
				])
	),
	givenBack: ahead((f) =>
		f.seat !== null
			? null
			: leadsTo(
					// No date is open to somebody who was locked out.
					f.reader.locked ? '/privacy' : '/circles',
					[
						'you have no seat any more in what is planned for',
						...when(f),
						`If it stands in your calendar, the attached file takes it out. ${f.reader.locked ? 'Your account is locked. Whoever runs this place can say why:' : 'Other dates are here:'}`
					],
					{ calendar: 'withdrawn' }
				)
	),
	dayBefore: ofThisStart((f, now) =>
		f.seat === null || f.gathering.startsAt.getTime() - now.getTime() < mailLimits.dayBeforeUntilMs
			? null
			: leadsTo(pageOf(f), [
					'this is to remind you of',
					...when(f),
					'Your seat is kept. If you cannot come, you can give it back here; nobody asks why:'
				])
	),
	soon: ofThisStart((f, now) => {
		if (f.seat === null || now.getTime() > f.gathering.startsAt.getTime() + mailLimits.soonUntilMs) return null;
		const token = soonToken(f.gathering.id, new Date(endOf(f.gathering)));
		return leadsTo(
			token ? `/soon/${token}` : pageOf(f),
			['it starts soon:', ...when(f), 'This link leads to the door. It works until the planned end, and signs nobody in:'],
			{ code: token ?? undefined }
		);
	}),
	moved: ahead((f) => {
		const { occasion, data } = f.mail;
		// Moved once more since: that is told by a mail of its own.
		if (!occasion.startsWith(f.gathering.startsAt.toISOString())) return null;
		const was = data.wasAt ? ['It was planned for', '', `  ${inWords(new Date(data.wasAt), f.reader.zone)}`, ''] : [];
		return leadsTo(
			pageOf(f),
			[
				'something you have to do with has a new time:',
				...when(f),
				...was,
				'Everything else stays as it was. If you have a seat and the new time does not suit you, you can give it back here:'
			],
			{ calendar: 'entry' }
		);
	}),
	cancelled: (f, now) =>
		!f.gathering?.cancelledAt || endOf(f.gathering) < now.getTime()
			? null
			: leadsTo(
					`/circles/${f.gathering.circleId}`,
					[
						'what was planned for',
						...when(f as Planned),
						'was cancelled. There is nothing you need to do. If you would rather not wait for the next time to talk to somebody:',
						link('/help'),
						'',
						'What else is planned:'
					],
					{ calendar: 'entry' }
				),
	missedYou: ofThisStart(() =>
		leadsTo('/circles', [
			'your seat stayed free. You need no reason, and nobody asks for one.',
			'',
			'If it would be good to talk to somebody now:',
			link('/help'),
			'',
			'When you would like to come again:'
		])
	),
	after: ofThisStart((f) =>
		leadsTo(pageOf(f), [
			'thank you for having been there. Some things take a while to settle; that is all right.',
			'',
			'If something stays with you, here is where else to turn:',
			link('/help'),
			'',
			'And if you wish to be asked in a while how you are, you can say so here:'
		])
	),
	asked: (f, now) => {
		if (!f.mail.gatheringId)
			return leadsTo('/asked', [
				'you are asked whether you would hold gatherings that come round again. When they are, and a yes or a no:'
			]);
		return ahead((f) =>
			leadsTo('/asked', ['you are asked whether you would hold a gathering:', ...when(f), 'You can say yes or no here:'])
		)(f, now);
	},
	illSubstitute: ahead((f) =>
		leadsTo('/asked', [
			'somebody who was to hold a gathering cannot come, and you are asked whether you would step in:',
			...when(f),
			'Whoever says yes first is in it. You can answer here:'
		])
	),
	relieved: ahead((f) =>
		leadsTo(
			pageOf(f),
			['somebody stepped in, and you need to do nothing more:', ...when(f), 'Who holds it now is here:'],
			withdrawnIfUnseated(f)
		)
	),
	released: ahead((f) =>
		leadsTo(
			pageOf(f),
			['you were to hold a gathering, and its host has given it to somebody else. You need to do nothing more:', ...when(f), 'Its page:'],
			withdrawnIfUnseated(f)
		)
	),
	unheld: ahead((f) =>
		leadsTo(`/gatherings/${f.gathering.id}/change`, [
			'somebody is missing who would hold a gathering of a circle you host:',
			...when(f),
			'You can ask somebody here, move it, or cancel it:'
		])
	),
	planned: ahead((f) => leadsTo(pageOf(f), ['there is a new date in a circle you follow:', ...when(f), 'You can reserve a seat here:'])),
	hostWord: (f) =>
		f.mail.data.word
			? leadsTo(`/circles/${f.mail.circleId}`, [
					'somebody who hosts a circle you follow wrote this to all who do:',
					'',
					f.mail.data.word,
					'',
					'The circle is here:'
				])
			: null,
	joinAsked: (f) => leadsTo(`/circles/${f.mail.circleId}`, ['somebody asks to join a circle you host. You can answer here:']),
	joinAnswered: (f) =>
		f.mail.data.yes
			? leadsTo(`/circles/${f.mail.circleId}`, ['you asked to join a circle, and you are welcome. It is here:'])
			: leadsTo('/circles', [
					'you asked to join a circle. It cannot take you in at present; this says nothing about you. Other circles are here:'
				]),
	checkIn: (f) =>
		leadsTo(
			`/check-in/${f.mail.data.checkIn}`,
			[
				'you wished to be asked how you are. There is a page for it, and what you say there stays with you. The same page has a button for no more of these:'
			],
			{ code: f.mail.data.checkIn }
		),
	toldYou: (f) =>
		leadsTo(`/circles/${f.mail.circleId}`, ['somebody wished to let you know how they are. It is on this page, when you are signed in:'])
};
