// What a simulated person does around care: says yes or no to a care room, speaks when somebody is with them, and comes back;
// a second facilitator comes to whoever calls. Acts on its view only, each thing once.

import type { View } from '../../gathering/viewed.ts';
import type { Person } from './person.ts';

/** A word in a short round, in seconds. */
const WORD = 1.5;
/** A second facilitator notices, and then waits in the care room until the other has said what they wished. In seconds. */
const NOTICES = 3;
const LISTENS = 12;

/** Asked aside, with somebody in a care room, or given the word in a pause. */
export function caredFor(person: Person, view: View): void {
	const { care = { goes: false, after: 2, talks: 0 } } = person.script;
	const { careInvite, hold, care: room, you } = view;
	if (careInvite !== null) {
		person.once(`asked aside ${view.signal?.id} ${hold?.pauseId}`, async () => {
			await person.pause(care.after);
			await person.does({ type: care.goes ? 'ACCEPT_CARE' : 'DECLINE_CARE' });
		});
	}
	if (room && room.seat === you.seat && you.standing === 'inCare' && !room.alone) {
		person.once(`in care ${room.since}`, async () => {
			await person.speaks(care.talks, () => inCare(person));
			if (inCare(person)) await person.does({ type: 'CARE_BACK' });
		});
	}
	if (hold?.youMaySpeak) {
		const still = () => person.view?.hold?.pauseId === hold.pauseId && person.view.hold.youMaySpeak;
		// A round may come after they were cared for: it is another word.
		person.once(`word ${hold.pauseId} ${hold.round}`, async () => {
			await person.pause(1);
			await person.speaks(hold.round ? WORD : care.talks, still);
			if (hold.round && still()) await person.does({ type: 'WORD_DONE', pauseId: hold.pauseId });
		});
	}
}

const inCare = (person: Person): boolean => person.view?.you.standing === 'inCare';

/** Whoever holds the circle beside the newcomer comes to those who call, and gives the circle back afterwards. */
export function helps(person: Person, view: View): void {
	const { hold, care, you } = view;
	for (const { id, seat, with: companion } of view.facilitation?.signals ?? []) {
		if (companion !== null || seat === you.seat) continue;
		person.once(`comes to ${id}`, async () => {
			await person.pause(NOTICES);
			await person.does({ type: 'BE_WITH', signalId: id });
		});
	}
	if (care?.companion === you.seat && you.standing === 'inCare') {
		person.once(`listens ${care.since}`, async () => {
			await person.pause(1);
			await person.speaks(2, () => inCare(person));
			await person.pause(LISTENS);
			if (inCare(person)) await person.does({ type: 'CARE_BACK' });
		});
	}
	if (
		hold?.kind === 'takeover' &&
		hold.leader === you.seat &&
		you.standing === 'admitted' &&
		care === null &&
		view.facilitation?.careAsked === null
	) {
		person.once(`gives back ${hold.pauseId}`, async () => {
			await person.pause(NOTICES);
			await person.does({ type: 'RESUME', pauseId: hold.pauseId, mode: 'exact' });
		});
	}
}
