// The simulated facilitator: begins, moves on, answers, pauses the circle once and gives it back. Acts on its view only.

import type { View } from '../../gathering/viewed.ts';
import type { Person } from './person.ts';
import type { Leading } from './scripts.ts';

/** What a facilitator does about this view; each thing once. */
export function lead(person: Person, script: Leading, view: View): void {
	if (view.may.includes('BEGIN') && hereIn(view) >= script.beginsWith) {
		person.once('begin', async () => {
			await person.pause(script.beginsAfter);
			await person.does({ type: 'BEGIN' });
		});
	}
	for (const seat of view.facilitation?.waiting ?? []) person.once(`admits ${seat}`, () => person.does({ type: 'ADMIT', seat }));
	for (const { id, seat, with: company } of script.takesOver.vanishes ? [] : (view.facilitation?.signals ?? [])) {
		if (company !== null || seat === view.you.seat) continue;
		person.once(`answers ${id}`, async () => {
			await person.pause(2);
			await person.does({ type: 'ANSWER_SUPPORT', signalId: id, answer: 'seen' });
		});
	}
	course(person, script, view);
	takeover(person, script.takesOver, view);
}

/** How many sit in the ring and can be reached in one way or the other. */
const hereIn = (view: View): number =>
	view.seats.filter((seat) => seat.standing === 'admitted' && (seat.connection === 'present' || seat.connection === 'unstable')).length;

function course(person: Person, script: Leading, view: View): void {
	const phase = view.phase;
	if (!phase || view.hold || view.lifecycle !== 'live') return;
	const phaseId = phase.id;
	const still = () => person.view?.phase?.id === phaseId;
	if (phase.kind === 'aftercare' || phase.kind === 'tea') {
		person.once(`ends ${phaseId}`, async () => {
			await person.pause(script.stays);
			await person.does(phase.kind === 'tea' ? { type: 'NEXT_PHASE', phaseId } : { type: 'END', phaseId }, still);
		});
	} else if (phase.mode === 'open' || phase.mode === 'broadcast') {
		person.once(`speaks ${phaseId}`, async () => {
			await person.pause(1);
			await person.speaks(script.speaks, still);
			await person.pause(script.movesOnAfter);
			if (still()) await person.does({ type: 'NEXT_PHASE', phaseId }, still);
		});
	} else if (phase.mode === 'piece' && view.piece.state === 'complete') {
		person.once(`moves on ${phaseId}`, async () => {
			await person.pause(script.movesOnAfter);
			if (still()) await person.does({ type: 'NEXT_PHASE', phaseId }, still);
		});
	}
}

function takeover(person: Person, script: Leading['takesOver'], view: View): void {
	const holder = view.seats.find((seat) => seat.seat === view.piece.seat)?.name;
	if (view.phase?.round !== 1 || view.piece.state !== 'held' || holder !== script.from || view.hold) return;
	const { turnId } = view.piece;
	person.once('takeover', async () => {
		await person.pause(script.after);
		if (person.view?.piece.turnId !== turnId || person.view.piece.state !== 'held') return;
		const whom = view.seats.find(({ name }) => name === script.vanishes?.for)?.seat ?? null;
		const taken = await person.does({ type: 'TAKEOVER', kind: 'support', seat: whom });
		if ('refused' in taken) return;
		const leading = () => person.view?.hold?.kind !== 'takeover' || person.view.hold.leader === person.view.you.seat;
		await person.client.until((now) => now.hold?.kind === 'takeover', 5000);
		await person.pause(2);
		await person.speaks(script.speaks, leading);
		if (script.vanishes) {
			await person.pause(script.vanishes.after);
			return void person.stops();
		}
		await person.pause(1);
		await person.does({ type: 'RESUME', pauseId: person.view?.hold?.pauseId ?? '', mode: 'exact' });
	});
}
