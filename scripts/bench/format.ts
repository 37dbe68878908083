// The format the bench sits in: an ordinary evening, with no silence after a share, an open phase, and time enough.
import { roundTheCircle } from '../../src/lib/gathering/formats/round-the-circle.ts';
import { minutes } from '../../src/lib/gathering/limits.ts';
import type { Format, Phase } from '../../src/lib/gathering/types.ts';

const [opening, ...others] = roundTheCircle.phases as [Phase, ...Phase[]];
const sharing = others.filter((phase) => phase.mode === 'piece');
const [, round] = sharing as [Phase, Phase];
const again = [2, 3].map((n): Phase => ({ ...round, id: `round-${n}`, kind: 'round' }));

/** The open phase, in which every microphone is on. */
export const openPhase: Phase = { ...opening, id: 'talk', mode: 'open' };

export const benchFormat: Format = {
	...roundTheCircle,
	id: 'bench',
	phases: [openPhase, ...sharing.slice(0, 2), ...again, ...sharing.slice(2)].map((phase, n) => ({
		...phase,
		id: phase === openPhase ? phase.id : `phase-${n}`,
		responses: 'listen',
		responders: 0,
		settleMs: 0,
		budgetMs: minutes(120)
	}))
};
