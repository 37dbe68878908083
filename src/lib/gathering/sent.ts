// What the machine itself hears: commands as they came, and each timer under its own name.

import type { Actor, GatheringEvent, Instant, TimerName } from './types.ts';

type Base<N extends string> = N extends `${infer B}:${string}` ? B : N;
export interface Fired<N extends string = Base<TimerName>> {
	type: `TIMER.${N}`;
	name: TimerName;
	id: string;
	by: Actor;
	now: Instant;
}
type EveryTimer = { [N in Base<TimerName>]: Fired<N> }[Base<TimerName>];
export type Sent = Exclude<GatheringEvent, { type: 'TIMER' }> | EveryTimer;

/** Gives a timer's event the name its region listens for. */
export function sent(event: GatheringEvent): Sent {
	if (event.type !== 'TIMER') return event;
	const base = event.name.split(':')[0] as Base<TimerName>;
	return { ...event, type: `TIMER.${base}` } as Sent;
}
