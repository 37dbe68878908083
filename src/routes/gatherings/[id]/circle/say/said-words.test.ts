// What happened a moment ago is said once, by name, and is gone again.
import { expect, it } from 'vitest';
import type { SaidCode } from '$lib/gathering/types';
import { viewOf } from '../../../../../../tests/stories/views';
import { movedWords, saidMs, saidWords, takeBackWords } from './said-words';

const said = (code: SaidCode, seat: number | null, by: number | null, you = 3) => {
	const view = viewOf('held', 7, you);
	view.said = { code, seat, by, at: view.now };
	return saidWords(view, view.now + 1000);
};

it('who did what, as others and as they themselves read it', () => {
	expect(said('paused', null, 1)).toBe('Mira paused the circle.');
	expect(said('goes-on', null, 1)).toBe('Mira let the circle go on.');
	expect(said('goes-on', null, 1, 1)).toBe('You let the circle go on.');
	expect(said('goes-on', null, null)).toBe('The circle goes on.');
	expect(said('to-closing', null, 1)).toBe('Mira took the circle to its closing.');
	expect(said('taken-back', null, 1)).toBe('Mira took that back. All is as it was before.');
	expect(said('leads', 5, 1)).toBe('Mira let Tomás lead.');
	expect(said('leads', 5, null)).toBe('Tomás leads from here.');
	expect(said('leads', 3, 3)).toBe('You lead from here.');
	expect(said('round', null, 1)).toBe('Mira asked for a short round before we go on.');
	expect(said('come-back', 4, null)).toBe("We'll come back to Jonas.");
	expect(said('come-back', 3, null)).toBe("We'll come back to you.");
	expect(said('take-your-time', 3, null)).toBe('Take your time.');
	expect(said('take-your-time', 4, null)).toBe('Take your time, Jonas.');
	expect(said('thanks', 4, null)).toBe('Thank you, Jonas.');
});

it('who paused the circle is read in the middle while they lead it', () => {
	const view = viewOf('takeover', 7);
	view.said = { code: 'paused', seat: null, by: 1, at: view.now };
	expect(saidWords(view, view.now)).toBe('');
	view.hold!.leader = 5;
	expect(saidWords(view, view.now)).toBe('Mira paused the circle.');
});

it('it is gone after a few seconds, and never told in the care room', () => {
	const view = viewOf('wentOn', 7, 3);
	expect(saidWords(view, view.said!.at + saidMs - 1)).not.toBe('');
	expect(saidWords(view, view.said!.at + saidMs)).toBe('');
	view.you.standing = 'inCare';
	expect(saidWords(view, view.now)).toBe('');
});

it('[K12] what may be taken back is named until its time is over', () => {
	const view = viewOf('wentOn', 7);
	expect(takeBackWords(view, view.now)).toBe('You let the circle go on.');
	expect(takeBackWords(view, view.takeBack!.until)).toBe('');
	view.said = null;
	view.takeBack!.what = 'closing';
	expect(takeBackWords(view, view.now)).toBe('The circle goes to its closing.');
});

it('[P7] only the one from whom the piece went on reads why, until it comes back', () => {
	expect(movedWords(viewOf('moved', 7))).toBe('Time is short just now; we come back to you.');
	expect(saidWords(viewOf('moved', 7), viewOf('moved', 7).now)).toBe('');
	expect(movedWords(viewOf('held', 7))).toBe('');
});
