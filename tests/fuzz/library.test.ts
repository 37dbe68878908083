// Our own step of the machine spares what the library does for actors that we have not. What comes out is the library's own.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActor, transition, type Snapshot as XSnapshot } from 'xstate';
import type { Snapshot } from '../../src/lib/gathering/decide.ts';
import { machine } from '../../src/lib/gathering/machine.ts';
import { sent } from '../../src/lib/gathering/sent.ts';
import type { State } from '../../src/lib/gathering/state.ts';
import type { Actor, Command } from '../../src/lib/gathering/types.ts';
import { Table } from '../support/table.ts';
import { begun, formats, happens, step } from './steps.ts';

/** These are remembered, or taken back, by `decide` itself. */
const decided: Command['type'][] = ['RESUME', 'CLOSE_WELL', 'TAKE_BACK', 'TIMER'];
let compared = 0;

class Compared extends Table {
	override send(command: Command, by: Actor) {
		const { snapshot, state, now } = this;
		const no = super.send(command, by);
		if (no === null && !decided.includes(command.type) && state.context.takeBack === null) {
			expect(JSON.parse(JSON.stringify(library(state, snapshot, command, by, now)))).toEqual(this.snapshot);
			compared += 1;
		}
		return no;
	}
}

/** The same step by the library alone, from a snapshot that it restores itself. */
function library({ context }: State, snapshot: Snapshot, command: Command, by: Actor, now: number): Snapshot {
	const restored = { ...snapshot, context } as unknown as XSnapshot<unknown>;
	const actor = createActor(machine, { snapshot: restored, input: { format: context.format, startsAt: context.startsAt } });
	const [next] = transition(machine, actor.getSnapshot(), sent({ ...command, by, now }));
	const { context: after, ...rest } = machine.getPersistedSnapshot(next) as unknown as { context: typeof context };
	const { format: _, ...stored } = after;
	return { ...rest, context: stored };
}

test('over a thousand random steps ours and the library’s end in the same snapshot', () => {
	compared = 0;
	fc.assert(
		fc.property(fc.constantFrom(...formats), fc.array(step, { minLength: 200, maxLength: 200, size: 'max' }), (format, steps) => {
			const t = begun(format, Compared);
			for (const s of steps) happens(t, s);
		}),
		{ numRuns: 16, endOnFailure: true }
	);
	expect(compared).toBeGreaterThan(1000);
});
