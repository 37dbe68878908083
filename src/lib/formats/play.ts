// A whole gathering played through by simulated people, on the real machine, with a clock that is only a number. Pure.

import { desiredTimers } from '../gathering/clocks.ts';
import { beginning, decide, stateOf, type Snapshot } from '../gathering/decide.ts';
import { limits, minutes } from '../gathering/limits.ts';
import { over, type State } from '../gathering/state.ts';
import type { Actor, Command, Format, Instant, Role, Seat } from '../gathering/types.ts';
import { nextOf } from './people.ts';

/** One accepted command, and what it led to. */
export interface Moment {
	version: number;
	at: Instant;
	by: Actor;
	command: Command;
	state: State;
}

/** Far more than the longest format takes; more means that it would never end. */
const mostMoments = 5000;

/** How many sit in a gathering that is shown: as few as the format allows, but enough to see a ring. */
export const companyOf = ({ minSeats, maxSeats }: Pick<Format, 'minSeats' | 'maxSeats'>): number =>
	Math.min(maxSeats, Math.max(minSeats, 6));

/** Those who hold it first: as many as the format asks for, or nobody. */
function rolesOf(format: Format, company: number, held: boolean): Role[] {
	const holding: Role[] = held ? ['facilitator', ...(format.credentialed > 1 ? (['coFacilitator'] as const) : [])] : [];
	return [...holding, ...Array<Role>(Math.max(0, company - holding.length)).fill('participant')];
}

/**
 * Plays a format from the lobby to its end, a moment at a time.
 * @param startsAt when it would begin, in milliseconds
 * @param held somebody holds it; without, only formats that ask for nobody begin
 * @throws when the format cannot be played to an end: a person's move is refused, or nothing moves any more
 */
export function* played(format: Format, { startsAt = 0, company = companyOf(format), held = true } = {}): Generator<Moment, void> {
	const roles = rolesOf(format, company, held);
	let snapshot: Snapshot = beginning(format, { startsAt });
	let version = 0;
	let at = startsAt - limits.lobbyOpensMs;

	const does = (by: Actor, command: Command): Moment => {
		const answer = decide(format, snapshot, command, by, at);
		if ('refused' in answer) throw new Error(`${format.title}: ${command.type} was refused: ${answer.refused}`);
		snapshot = answer.next;
		version += 1;
		return { version, at, by, command, state: stateOf(format, snapshot) };
	};
	const house: Actor = { kind: 'house' };
	const seat = (index: number): Seat => index + 1;

	const credentialUntil = startsAt + minutes(24 * 60);
	for (const [i, role] of roles.entries())
		yield does(house, { type: 'SEAT', seat: seat(i), role, credentialUntil: role === 'participant' ? null : credentialUntil });
	let now = does({ kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	yield now;
	for (const i of roles.keys()) {
		at += 1000;
		yield does({ kind: 'seat', seat: seat(i) }, { type: 'JOIN', identity: `seat-${seat(i)}`, device: 'played', moveHere: false });
		yield does(house, { type: 'CONNECTION', seat: seat(i), connection: 'present' });
	}
	at = startsAt;
	yield (now = does({ kind: 'seat', seat: 1 }, { type: 'BEGIN' }));

	while (!over(now.state)) {
		if (version > mostMoments) throw new Error(`${format.title}: it never ends`);
		const next = nextOf(now.state, at);
		const due = desiredTimers(now.state).sort((a, b) => a.at - b.at)[0];
		if (next && (!due || next.at < due.at)) {
			at = Math.max(at, next.at);
			now = does(next.by, next.command);
		} else if (due) {
			at = Math.max(at, due.at);
			now = does({ kind: 'clock' }, { type: 'TIMER', name: due.name, id: due.id });
		} else throw new Error(`${format.title}: nothing moves any more`);
		yield now;
	}
}
