// What happened a moment ago, who did it, and why the piece went on from somebody: said once, quietly. Pure.

import type { View } from '$lib/gathering/viewed';
import type { Instant, MoveCode, Said } from '$lib/gathering/types';
import { nameOf } from './names';

/** How long it stands. */
export const saidMs = 12_000;

/** Nothing for who is in the care room, where the circle is not told of, nor for who has stepped out. */
export function saidWords(view: View, now: Instant): string {
	const { said, you } = view;
	if (!said || now - said.at >= saidMs || you.standing !== 'admitted') return '';
	return lineOf(view, said);
}

function lineOf(view: View, { code, seat, by }: Said): string {
	const who = by === null ? null : nameOf(view, by);
	const name = nameOf(view, seat);
	const mine = seat === view.you.seat;
	switch (code) {
		case 'paused':
			// The middle names who leads it: nothing lies over the faces then.
			if (view.hold?.kind === 'takeover' && view.hold.leader === by) return '';
			return who ? `${who} paused the circle.` : 'The circle is paused.';
		case 'goes-on':
			return who ? `${who} let the circle go on.` : 'The circle goes on.';
		case 'to-closing':
			return who ? `${who} took the circle to its closing.` : 'The circle goes to its closing.';
		case 'taken-back':
			return who ? `${who} took that back. All is as it was before.` : 'That was taken back. All is as it was before.';
		case 'leads':
			return by === null || by === seat ? `${name} ${mine ? 'lead' : 'leads'} from here.` : `${who} let ${mine ? 'you' : name} lead.`;
		case 'round':
			return who ? `${who} asked for a short round before we go on.` : 'A short round before we go on.';
		case 'come-back':
			// Whoever it is reads why in the middle.
			return mine && movedWords(view) ? '' : `We'll come back to ${mine ? 'you' : name}.`;
		case 'take-your-time':
			return mine ? 'Take your time.' : `Take your time, ${name}.`;
		case 'thanks':
			// The middle says it while the piece settles.
			return view.piece.state === 'settling' ? '' : mine ? 'Thank you.' : `Thank you, ${name}.`;
	}
}

const whys: Record<MoveCode, string> = {
	time: 'Time is short just now; we come back to you.',
	comeBack: 'A little later may be better; we come back to you.',
	safety: 'The piece went on to keep someone safe; we come back to you.',
	technical: 'Something technical was in the way; we come back to you.'
};

/** Why the piece went on from oneself, until it is offered again; nobody else reads it. */
export function movedWords(view: View): string {
	const there = view.phase?.mode === 'piece' && view.you.standing === 'admitted';
	return there && view.you.moved !== null ? whys[view.you.moved] : '';
}

/** What may be taken back now, in one line; nothing once its time is over. */
export function takeBackWords(view: View, now: Instant): string {
	const { takeBack, said } = view;
	if (!takeBack || takeBack.until <= now) return '';
	const known = said && (said.code === 'goes-on' || said.code === 'to-closing');
	if (known) return lineOf(view, said);
	return takeBack.what === 'closing' ? 'The circle goes to its closing.' : 'The circle goes on.';
}
