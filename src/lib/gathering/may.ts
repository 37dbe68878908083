// Which commands a person's buttons offer now: those that would not be refused. Rules are asked, never repeated.

import { examples, resumeModes } from './examples.ts';
import { limits } from './limits.ts';
import { refusal } from './refusal.ts';
import type { State } from './state.ts';
import type { CommandType, Instant, ResumeMode, Seat } from './types.ts';

/** @returns the types of command this seat would not be refused now */
export function mayNow(state: State, seat: Seat, now: Instant): CommandType[] {
	const by = { kind: 'seat', seat } as const;
	const open = new Set<CommandType>();
	for (const e of examples(state.context, seat)) if (!open.has(e.type) && refusal(state, e, by, now) === null) open.add(e.type);
	return [...open];
}

/** The ways back that are possible now, the two usual ones first. */
export function resumesNow(state: State, seat: Seat, now: Instant): ResumeMode[] {
	const by = { kind: 'seat', seat } as const;
	return resumeModes.filter((mode) => refusal(state, { type: 'RESUME', pauseId: state.context.pauseId ?? '', mode }, by, now) === null);
}

/** The first phase to come that this seat may shorten, so that the one that is on can take its time. */
export function shortenNow(state: State, seat: Seat, now: Instant) {
	const by = { kind: 'seat', seat } as const;
	const ms = -limits.shortenMs;
	const phase = state.context.format.phases.find(({ id }) => refusal(state, { type: 'EXTEND', phaseId: id, ms }, by, now) === null);
	return phase ? { phaseId: phase.id, title: phase.title, ms: limits.shortenMs } : null;
}
