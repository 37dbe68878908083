// Moments of gatherings, each as one person's page has it: those of states.ts, and those that random gatherings reach.
import fc from 'fast-check';
import { seconds } from '../../src/lib/gathering/limits.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import { begun, formats, happens, step } from '../fuzz/steps.ts';
import { states } from './states.ts';
import type { Table } from './table.ts';

export interface Moment {
	name: string;
	view: View;
}

/** What everybody has on their screen, when nothing is new there any more. */
function screens(name: string, t: Table): Moment[] {
	t.after(seconds(2));
	const people = new Map(t.c.seats.map((s) => [s.seat, { name: `Person ${s.seat}`, simulated: false }]));
	return t.c.seats.map(({ seat }) => ({
		name: `${name}, seat ${seat}`,
		view: viewFor(t.state, { gathering: 'g', version: t.version, now: t.now, seat, title: 'Thursday', people })
	}));
}

/** One of each that differ in what may be done, or in what kind of screen they are. */
function different(moments: Moment[]): Moment[] {
	const kind = ({ view }: Moment): string =>
		JSON.stringify([view.may, view.lifecycle, view.you.standing, view.hold?.kind, view.careInvite !== null, view.cases.length > 0]);
	// Who has not come yet, or whose seat was given back to them, is on another page: the one on which one joins.
	const drawn = moments.filter(({ view }) => view.you.standing !== 'invited' && view.you.device !== null);
	return [...new Map(drawn.map((one) => [kind(one), one])).values()];
}

export const madeByHand = (): Moment[] => different(Object.entries(states).flatMap(([name, make]) => screens(name, make())));

/** @param numRuns gatherings, each looked at every few steps */
export function atRandom(numRuns: number, seed: number): Moment[] {
	const walks = fc.sample(fc.tuple(fc.constantFrom(...formats), fc.array(step, { minLength: 120, maxLength: 120, size: 'max' })), {
		numRuns,
		seed
	});
	const moments = walks.flatMap(([format, steps], walk) => {
		const t = begun(format);
		return steps.flatMap((one, i) => {
			happens(t, one);
			return i % 6 === 0 ? screens(`seed ${seed}, walk ${walk}, step ${i}`, t) : [];
		});
	});
	return different(moments);
}
