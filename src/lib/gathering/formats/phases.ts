// Small builders for the phases of a format. Shares are percent of the whole and become milliseconds.

import { minutes, seconds } from '../limits.ts';
import type { Format, Phase } from '../types.ts';

/** A phase as a format sketches it: what is not said takes the quiet default. */
export type Sketch = Partial<Omit<Phase, 'budgetMs'>> & Pick<Phase, 'id' | 'kind' | 'title'> & { share: number };

/** A phase as a format describes it: what is not said takes the quiet default. */
export interface Outline extends Omit<Format, 'phases' | 'spareMs'> {
	/** Percent of the gathering that is not scheduled. */
	spareShare: number;
	phases: Sketch[];
}

const quiet: Omit<Phase, 'id' | 'kind' | 'title' | 'budgetMs'> = {
	mode: 'piece',
	order: 'ring',
	start: 'first',
	roster: 'all',
	prompt: '',
	gentler: '',
	responses: 'listen',
	responders: 0,
	settleMs: seconds(4),
	listenerSpeaks: false,
	protected: false,
	notes: ''
};

/** Turns shares into time. Shares and the spare one add to 100; anything else is a bug in the format. */
export function format(outline: Outline): Format {
	const { spareShare, phases, ...rest } = outline;
	const sum = phases.reduce((all, p) => all + p.share, spareShare);
	if (sum !== 100) throw new Error(`${outline.id}: shares add to ${sum}`);
	const whole = minutes(outline.minutes);
	return {
		...rest,
		spareMs: Math.round((whole * spareShare) / 100),
		phases: phases.map(({ share, ...p }) => ({
			...quiet,
			...p,
			budgetMs: Math.round((whole * share) / 100)
		}))
	};
}

/** The same format over another length, every phase in proportion. */
export function scaled(f: Format, wholeMinutes: number): Format {
	const by = wholeMinutes / f.minutes;
	const phases = f.phases.map((p) => ({ ...p, budgetMs: Math.round(p.budgetMs * by) }));
	return { ...f, minutes: wholeMinutes, spareMs: Math.round(f.spareMs * by), phases };
}
