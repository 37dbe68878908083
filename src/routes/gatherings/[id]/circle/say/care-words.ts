// What the care room says of itself. Pure. Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { View, ViewedSeat } from '$lib/gathering/viewed';
import { nameOf } from './names';
import { reachLine } from './reach-words';
import { middleOf } from './copy';

/** The other one of the two; undefined when they are not in the view any more. */
export function otherOf(view: View): ViewedSeat | undefined {
	const seat = view.care?.seat === view.you.seat ? view.care.companion : view.care?.seat;
	return view.seats.find((one) => one.seat === seat);
}

/** `there`: both are; `coming`: still on the way or back in a moment; `gone`: not coming back by themselves. */
export function otherIs(view: View): 'there' | 'coming' | 'gone' {
	const other = otherOf(view);
	if (view.care?.alone || other?.standing !== 'inCare') return 'gone';
	return other.connection === 'lost' || other.connection === 'absent' ? 'coming' : 'there';
}

/**
 * One calm sentence under the two.
 * @param here sound and picture are in the room where the seat belongs
 */
export function careLine(view: View, here: boolean): string {
	const name = otherOf(view)?.name ?? 'Who was with you';
	const cared = view.care?.seat === view.you.seat;
	if (!here) return 'Going over to the care room…';
	switch (otherIs(view)) {
		case 'gone':
			return cared ? `${name} is not here any more. You did nothing wrong. ${toldWhom(view)}` : `${name} is not here now.`;
		case 'coming':
			return cared
				? `${name} lost the connection, and may be back in a moment. This room stays yours.`
				: `${name} lost the connection. The room stays open; if they do not come back, you can go back to the circle.`;
		default:
			return backLine(view, name);
	}
}

/** [A4] The call goes out by itself, after a moment in which the companion may be back. */
function toldWhom(view: View): string {
	if (!view.care?.alone) return 'If they do not come back in a moment, those who hold the circle are called.';
	if (view.nobodyToAsk) return `Nobody who could come is in the circle now. ${reachLine(view, { reach: view.signal?.reach ?? null })}`;
	return 'Everyone who holds the circle has been told that you are alone here.';
}

function backLine(view: View, name: string): string {
	const back = view.care?.back ?? [];
	if (back.includes(view.you.seat)) return `You are ready to go back. ${name} may need a moment more.`;
	if (back.length > 0) return `${name} is ready to go back to the circle, when you are. There is no hurry.`;
	return 'Only the two of you are here. Nobody else hears or sees you.';
}

/** What the circle does meanwhile, in one line. */
export function meanwhile(view: View): string {
	if (view.hold?.kind === 'technicalPause') return 'The circle rests until somebody takes it up.';
	if (view.hold?.kind === 'takeover') {
		const { leader, lead } = view.hold;
		if (leader !== view.you.seat) return `The circle is paused; ${nameOf(view, leader)} is with them.`;
		return lead?.meanwhile == null
			? 'The circle is paused and rests until you are back.'
			: `The circle is paused; ${nameOf(view, lead.meanwhile)} is with them.`;
	}
	const { above, prompt } = middleOf(view);
	return `The circle: ${[view.phase?.title, above || prompt].filter(Boolean).join(' · ')}`;
}
