// Random people, drops and timers against the pure core; after every step the invariants hold.
// Steps in CI: 10^5; FUZZ_RUNS=5000 (`npm run properties`) takes 10^6. A failing seed is printed by fast-check; keep it as an example below.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginning, decide } from '../../src/lib/gathering/decide.ts';
import { repeatable } from '../../src/lib/gathering/rules.ts';
import type { Table } from '../support/table.ts';
import { holds, invariants, remembering } from './invariants.ts';
import { begun, formats, happens, step, type Step } from './steps.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
const STEPS = 200;
const limitMs = Math.max(600_000, RUNS * 2_000);
/** Every so many gatherings one is told again from its log alone. */
const folds = 4;

function run(t: Table, steps: Step[]): void {
	const memory = remembering(t);
	for (const s of steps) {
		const before = t.text;
		const version = t.version;
		happens(t, s);
		if (t.version === version) {
			holds(JSON.stringify(t.snapshot) === before, 'a refusal changes nothing');
			continue;
		}
		const last = t.log.at(-1)!.command;
		if (t.version === version + 1 && !(repeatable as readonly string[]).includes(last.type))
			holds(t.text !== before, `accepted means that something changed: ${last.type}`);
		holds(t.log.length === t.version, 'I2: no gap');
		invariants(t, memory, last);
	}
}

/** I3: the state is the fold of the log. */
function fold(t: Table): void {
	let folded = beginning(t.format, { startsAt: t.c.startsAt });
	for (const e of t.log) {
		const answer = decide(t.format, folded, e.command, e.by, e.at);
		if ('refused' in answer) throw new Error(`fold: ${e.command.type} refused ${answer.refused}`);
		folded = answer.next;
	}
	expect(JSON.parse(JSON.stringify(folded))).toEqual(t.snapshot);
}

test(
	`[I1 I2 I3 I4 I6 I7 I13 I14 I16 I17] hold over ${RUNS * STEPS} random steps, each through a stored snapshot`,
	() => {
		let nth = 0;
		fc.assert(
			fc.property(fc.constantFrom(...formats), fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), (format, steps) => {
				const t = begun(format);
				run(t, steps);
				if (nth++ % folds === 0) fold(t);
			}),
			{ numRuns: RUNS, endOnFailure: true, interruptAfterTimeLimit: limitMs, markInterruptAsFailure: true }
		);
	},
	limitMs + 60_000
);
