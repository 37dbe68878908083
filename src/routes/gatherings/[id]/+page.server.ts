import { error, fail, redirect } from '@sveltejs/kit';
import { limits } from '$lib/gathering/limits';
import { roomsOpen } from '$lib/gathering/state';
import { wouldNotBegin } from '$lib/server/planning/beginning';
import { unheld } from '$lib/server/planning/unheld';
import { coverOf } from '$lib/server/oncall/cover';
import { isId, seatOf, type Visitor } from '$lib/server/access';
import { mayDebrief } from '$lib/server/care/debrief';
import { cardFrom } from '$lib/server/care/card-form';
import { keptCards, ownCard, sealCard, takeCardBack } from '$lib/server/care/cards';
import { incidentCodes, incidentWords, pausesLedBy, writeIncident } from '$lib/server/care/incidents';
import { steps, takeWishesBack, wish, wishesAfter } from '$lib/server/care/check-ins';
import { placesOf } from '$lib/server/care/places';
import { described, phaseTimes } from '$lib/server/formats/described';
import { recordOf, shownRecord } from '$lib/server/rights/record';
import { helpFor } from '$lib/server/help/emergency';
import { name, oneOf, text, whole } from '$lib/server/forms/forms';
import { standingIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import { askBack, askedBack, stopAsking } from '$lib/server/seats/returners';
import { say } from '$lib/server/web/say';
import { gatheringById, lifecycleOf } from '$lib/server/planning/schedule';
import { agree, expected, giveBack, reserve, sitterOf } from '$lib/server/seats/seating';
import { wayIn } from '$lib/server/circles/joining';
import { answer as giveAnswer, mayAnswer } from '$lib/server/stats/feedback';
import { seatingOf } from '$lib/server/seats/threshold';
import { inWords, sameClock } from '$lib/world/zones';
import type { Actions, PageServerLoad } from './$types';

async function found(visitor: Visitor, id: string) {
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404, 'There is nothing here.');
	const seat = await seatOf(visitor, id);
	return { gathering, seat, ...(await standingIn(visitor, gathering.circleId, seat !== null)) };
}

/** The hash of a guest who has no seat here; null for everybody else. */
const guestWithout = (account: unknown, seat: number | null, member: { guestHash: string | null } | null): string | null =>
	account || seat !== null ? null : (member?.guestHash ?? null);

export const load: PageServerLoad = async (event) => {
	const { gathering, seat, ...standing } = await found(event, event.params.id);
	const { circle, host, member } = standing;
	const { account } = event.locals;
	event.depends('door');
	const { id, format, startsAt, zone, minutes } = gathering;
	const guestHash = guestWithout(account, seat, member);
	const [who, seating, sitter, lifecycle, asked, cover, missing, card, kept, led, wishes, places, answers, record, debrief] = await Promise.all([
		expected(id, startsAt),
		seatingOf(standing, account, gathering),
		seat === null ? null : sitterOf(id, seat),
		lifecycleOf(id),
		guestHash ? askedBack(id, guestHash) : null,
		coverOf(id),
		host ? unheld(gathering) : false,
		seat === null ? null : ownCard(id, seat),
		seat === null ? [] : keptCards(id, seat),
		seat === null ? null : pausesLedBy(id, seat),
		seat === null || !account ? null : wishesAfter(id, account.id),
		seat === null ? [] : placesOf(circle.id),
		mayAnswer(account?.id ?? null, id),
		seat === null ? null : recordOf(id, seat),
		seat === null ? false : mayDebrief(id, seat)
	]);
	const onCall = !circle.rehearsal && cover !== null && cover.onCall;
	const mine = account?.timeZone ?? zone;
	const inMine = (at: Date) => inWords(at, mine);
	return {
		id,
		circle: { id: circle.id, title: circle.title, isFor: circle.isFor, isNot: circle.isNot },
		looksBack: member !== null && !circle.rehearsal,
		format: described(format),
		times: phaseTimes(format, startsAt, zone),
		when: inWords(startsAt, zone),
		whenHere: sameClock(startsAt, mine, zone) ? null : inWords(startsAt, mine),
		startsAt,
		zone,
		was: gathering.movedFrom && inWords(gathering.movedFrom, zone),
		opensAt: new Date(startsAt.getTime() - limits.lobbyOpensMs),
		now: new Date(),
		minutes,
		lifecycle,
		/** For whoever has no seat: what they may do about one. */
		seating: { ...seating, waits: seating.waits?.state === 'offered' ? { state: 'offered' as const, until: inMine(seating.waits.until) } : seating.waits },
		...who,
		/** How many seats are taken, while one may be: afterwards it would be a count of who meant to come. */
		taken: ['scheduled', 'lobby', 'live'].includes(lifecycle) ? who.taken : null,
		/** Somebody outside is on call for all of it, as things stand now. */
		onCall,
		/** Why it would not begin with those who are expected; null when it would, and in a rehearsal. */
		cannot: circle.rehearsal ? null : await wouldNotBegin(gathering, who, cover),
		rehearsal: circle.rehearsal,
		/** Where else help answers, when nobody may be there for it or none outside would come. */
		help: who.credentialed && onCall ? null : helpFor(account?.country ?? null),
		/** Afterwards: where to turn, shown to whoever sat in it. */
		after: sitter && lifecycle === 'ended' ? helpFor(account?.country ?? null) : null,
		you: sitter && { name: sitter.name, role: sitter.role, agreed: sitter.agreedVersion !== null },
		/** A guest without a seat may say that they had one; what became of it. */
		returning: guestHash && roomsOpen(lifecycle) ? { asked } : null,
		/** One's own sealed card, never what it says; and those that are kept for whoever held the circle. */
		card: card && {
			sealed: card.sealed && { keepLonger: card.sealed.keepLonger, keptUntil: card.sealed.keptUntil && inMine(card.sealed.keptUntil) },
			open: card.open,
			opened: card.opened.map(({ by, at }) => ({ by, when: inMine(new Date(at)) }))
		},
		/** Who used what power here: for those who sat in it. */
		record: record && record.pauses.length + record.own.length > 0 ? shownRecord(record, inMine) : null,
		kept: kept.map(({ until, ...rest }) => ({ ...rest, until: inMine(until) })),
		/** Afterwards: where else to turn, as those who hold the circle keep it. */
		places: sitter && lifecycle === 'ended' ? places : [],
		/** Afterwards: what one may be asked later, and when. */
		wishes: lifecycle === 'ended' && wishes ? { may: wishes.may.map(({ step }) => step), wished: wishes.wished.map(({ dueAt }) => inMine(dueAt)) } : null,
		/** Afterwards: how it was, in coded answers. */
		answers: lifecycle === 'ended' && answers,
		/** For whoever led a pause: what each was about, in one word. */
		led:
			led && led.pauses.length > 0
				? {
						open: led.open,
						codes: incidentCodes.map((value) => ({ value, label: incidentWords[value] })),
						people: led.people.filter((one) => one.seat !== seat).map((one) => ({ seat: one.seat, name: one.name })),
						pauses: led.pauses.map(({ takeover, from, until, written }) => ({
							takeover,
							from: inMine(from),
							minutes: until && Math.max(1, Math.round((until.getTime() - from.getTime()) / 60_000)),
							written: written.map(({ code, contested }) => ({ label: incidentWords[code], contested }))
						}))
					}
				: null,
		/** For those who led it and sat there: what is still open. */
		debrief,
		/** They gave their seat back just now; it may still be in their calendar. */
		gaveBack: seat === null && event.url.searchParams.has('given-back'),
		name: member?.name ?? account?.name ?? '',
		/** For its host. */
		cover: host ? cover : null,
		/** Near, and nobody credentialed said yes. */
		missing,
		host
	};
};

export const actions: Actions = {
	reserve: async (event) => {
		const { gathering, seat, ...standing } = await found(event, event.params.id);
		const { member } = standing;
		const { account } = event.locals;
		const form = await event.request.formData();
		const shown = name(form);
		if (!shown) return fail(400, { nameError: say('name-odd') });
		if (!form.has('agreed')) return fail(400, { error: say('agreements-open') });
		const guestHash = account ? null : (member?.guestHash ?? null);
		if (!account && !guestHash) error(403, 'An invitation brings you in here.');
		const tooMany = await limited('reserve', account?.id ?? guestHash!);
		if (tooMany) return fail(429, { error: say(tooMany) });
		const way = seat === null ? await wayIn(standing, account?.id ?? null, gathering.format) : null;
		if (way) return fail(409, { error: say(way) });
		const answer = await reserve(gathering.id, {
			accountId: account?.id ?? null,
			guestHash,
			name: shown,
			invitationId: member?.invitationId ?? null
		});
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}`);
	},
	askBack: async (event) => {
		const { gathering, seat, member } = await found(event, event.params.id);
		const guestHash = guestWithout(event.locals.account, seat, member);
		if (!member || !guestHash) error(403, 'An invitation brings you in here.');
		const tooMany = await limited('askBack', guestHash);
		if (tooMany) return fail(429, { error: say(tooMany) });
		const answer = await askBack(gathering.id, { ...member, guestHash });
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}`);
	},
	stopAsking: async (event) => {
		const { gathering, seat, member } = await found(event, event.params.id);
		const guestHash = guestWithout(event.locals.account, seat, member);
		if (guestHash) await stopAsking(gathering.id, guestHash);
		redirect(303, `/gatherings/${gathering.id}`);
	},
	agree: async (event) => {
		const { gathering, seat } = await found(event, event.params.id);
		const form = await event.request.formData();
		if (!form.has('agreed')) return fail(400, { error: say('agreements-open') });
		if (seat === null) return fail(409, { error: say('no-seat') });
		await agree(gathering.id, seat);
		redirect(303, `/gatherings/${gathering.id}`);
	},
	seal: async (event) => {
		const { gathering, seat } = await found(event, event.params.id);
		if (seat === null) return fail(409, { error: say('no-seat') });
		const read = cardFrom(await event.request.formData());
		if ('errors' in read) return fail(400, { cardErrors: read.errors });
		const answer = await sealCard(gathering.id, seat, read.card, read.keepLonger);
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}`);
	},
	unseal: async (event) => {
		const { gathering, seat } = await found(event, event.params.id);
		if (seat !== null) await takeCardBack(gathering.id, seat);
		redirect(303, `/gatherings/${gathering.id}`);
	},
	wish: async (event) => {
		const { gathering } = await found(event, event.params.id);
		const { account } = event.locals;
		const form = await event.request.formData();
		const wanted = steps.filter((step) => form.has(step));
		if (!account || wanted.length === 0) return fail(400, { error: say('choice-odd') });
		const answer = await wish(gathering.id, account.id, wanted);
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}#ask-later`);
	},
	feedback: async (event) => {
		const { gathering } = await found(event, event.params.id);
		const { account } = event.locals;
		const form = await event.request.formData();
		if (!account) return fail(400, { error: say('no-seat') });
		const tooMany = await limited('feedback', account.id);
		if (tooMany) return fail(429, { error: say(tooMany) });
		const answer = await giveAnswer(account.id, gathering.id, text(form, 'question'), text(form, 'answer'));
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		return { answered: text(form, 'question') };
	},
	unwish: async (event) => {
		const { gathering } = await found(event, event.params.id);
		const { account } = event.locals;
		if (account) await takeWishesBack(account.id);
		redirect(303, `/gatherings/${gathering.id}`);
	},
	incident: async (event) => {
		const { gathering, seat } = await found(event, event.params.id);
		const form = await event.request.formData();
		const code = oneOf(form, 'code', incidentCodes);
		const takeover = whole(form, 'takeover', 1, 999_999);
		if (seat === null) return fail(409, { error: say('no-seat') });
		if (!code || takeover === null) return fail(400, { error: say('choice-odd') });
		const answer = await writeIncident(gathering.id, seat, { takeover, code, about: whole(form, 'about', 1, 99) });
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}`);
	},
	giveBack: async (event) => {
		const { gathering, seat } = await found(event, event.params.id);
		if (seat === null) return fail(409, { error: say('no-seat') });
		const answer = await giveBack(gathering.id, seat);
		if ('refused' in answer) return fail(409, { error: say(answer.refused) });
		redirect(303, `/gatherings/${gathering.id}?given-back`);
	}
};
