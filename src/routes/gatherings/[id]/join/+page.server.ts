// The door: who holds the circle by name, everybody else as a number. Looking in tells nobody that one is there.

import { error, redirect } from '@sveltejs/kit';
import { rehearsal } from '$lib/gathering/formats/index';
import { practiceOf } from '$lib/gathering/formats/practices';
import { limits } from '$lib/gathering/limits';
import { wouldNotBegin } from '$lib/server/planning/beginning';
import { coverOf } from '$lib/server/oncall/cover';
import { isId, seatOf } from '$lib/server/access';
import { credentialUntil } from '$lib/server/accounts/credentials';
import { helpFor } from '$lib/server/help/emergency';
import { viewOf } from '$lib/server/gatherings/gatherings';
import { gatheringById } from '$lib/server/planning/schedule';
import { expected, sitterOf } from '$lib/server/seats/seating';
import type { PageServerLoad } from './$types';

const over = new Set(['ended', 'cancelled', 'abandoned']);

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	event.depends('door');
	const gathering = isId(id) ? await gatheringById(id) : null;
	if (!gathering) error(404);
	const seat = await seatOf(event, id);
	const [sitter, view, who, cover] = await Promise.all([
		seat === null ? null : sitterOf(id, seat),
		seat === null ? null : viewOf(id, seat),
		expected(id, gathering.startsAt),
		coverOf(id)
	]);
	if (!sitter?.agreedVersion || !view) redirect(303, `/gatherings/${id}`);
	// Nothing is tried out at the door of a gathering that is over: no camera, no microphone, no seat.
	if (over.has(view.lifecycle)) redirect(303, `/gatherings/${id}`);
	const own = view.seats.find((one) => one.seat === seat);
	const leads =
		sitter.accountId !== null &&
		['facilitator', 'coFacilitator'].includes(sitter.role) &&
		(await credentialUntil(sitter.accountId, new Date(view.now))) !== null;
	const sentBack = view.you.standing === 'waiting';
	const atOnce = !sentBack && (own?.onCall === true || leads);
	const holding = view.seats.filter((one) => one.role !== 'participant' && one.connection === 'present' && one.standing === 'admitted');
	// Before it begins, whoever is expected counts as well as whoever is there.
	const nobody = view.nobodyToAsk && (view.lifecycle === 'live' || !who.credentialed);
	const practice = practiceOf(gathering.format);
	return {
		id,
		title: view.title,
		name: sitter.name,
		opensAt: gathering.startsAt.getTime() - limits.lobbyOpensMs,
		startsAt: gathering.startsAt.getTime(),
		now: view.now,
		lifecycle: view.lifecycle,
		/** They never close for whoever sits down at once. */
		doorsOpen: view.doorsOpen || atOnce,
		/** May come straight back: sat here before. */
		knownHere: ['admitted', 'resting', 'inCare', 'left'].includes(view.you.standing),
		/** [S10] On call and asked for, or named to hold it: nobody has to let them in. */
		seatedAtOnce: atOnce,
		holders: who.facilitators.map(({ name, role }) => ({ name, role, here: holding.some((one) => one.name === name) })),
		others: Math.max(0, view.here - holding.length),
		rehearsal: gathering.format.id === rehearsal.id || practice !== undefined,
		cannot: await wouldNotBegin(gathering, who, cover),
		/** Somebody outside can be reached now; before the door opens, somebody is on call for all of it. */
		onCall: view.onCall === null ? cover !== null && cover.onCall : view.onCall > 0,
		/** What is practised, if anything: said before it begins. */
		practice: practice && { title: practice.title, before: practice.before },
		help: nobody ? helpFor(event.locals.account?.country ?? null) : null
	};
};
