// Every shipped format, read as data and played through from the lobby to its end.

import { describe, expect, test } from 'vitest';
import { baseAgreements, formats } from '../gathering/formats/index.ts';
import { limits, minutes } from '../gathering/limits.ts';
import { phaseOf } from '../gathering/context.ts';
import type { Format } from '../gathering/types.ts';
import { companyOf, played, type Moment } from './play.ts';

/** The last moment of each phase. */
function lastOfPhases(moments: Moment[]): Moment[] {
	return moments.filter(({ state }, i) => state.context.phaseIndex !== moments[i + 1]?.state.context.phaseIndex);
}

describe.each(formats.map((format) => [format.title, format] as const))('%s', (_, format: Format) => {
	test('is complete: shares fill its time, every agreement stands in it, every question has a gentler one', () => {
		const whole = format.phases.reduce((sum, p) => sum + p.budgetMs, format.spareMs);
		expect(Math.abs(whole - minutes(format.minutes))).toBeLessThan(format.phases.length);
		expect(format.agreements.slice(0, baseAgreements.length)).toEqual(baseAgreements);
		expect(format.unreviewed).toBe(true);
		expect(format.origin).not.toBe('');
		expect(format.maxSeats).toBeLessThanOrEqual(limits.maxSeats);
		expect(format.phases.some((p) => p.id === format.doorsCloseAfter)).toBe(true);
		expect(format.phases.at(-1)).toMatchObject({ kind: 'closing', protected: true });
		expect(new Set(format.phases.map((p) => p.id)).size).toBe(format.phases.length);
		for (const p of format.phases) {
			expect(p.prompt).not.toBe('');
			if (p.pairSteps) expect(p.pairSteps).toHaveLength(6);
		}
	});

	test.each([format.minSeats, companyOf(format), format.maxSeats])(
		'%i simulated people play it to its end, and everybody asked is heard or has passed',
		(company) => {
			const moments = [...played(format, { company })];
			expect(moments.at(-1)?.state.value.lifecycle).toBe('ended');
			for (const { state } of lastOfPhases(moments)) {
				const { context: c } = state;
				const phase = phaseOf(c);
				if (phase?.mode !== 'piece') continue;
				const open = c.seats.filter((s) => c.roster?.includes(s.seat) && !['heard', 'passed'].includes(s.mark));
				expect({ phase: phase.id, open: open.map((s) => s.seat) }).toEqual({ phase: phase.id, open: [] });
				if (phase.kind === 'closing') expect(c.roster).toHaveLength(company);
			}
			const seen = new Set(moments.map(({ state }) => phaseOf(state.context)?.id));
			expect(format.phases.filter((p) => !seen.has(p.id))).toEqual([]);
		}
	);
});

test('a format that asks for nobody is played to its end by peers alone', () => {
	for (const format of formats.filter(({ credentialed }) => credentialed === 0)) {
		const moments = [...played(format, { held: false })];
		expect(moments.at(-1)?.state.value.lifecycle).toBe('ended');
	}
});

test('it would be noticed: a format whose people cannot move is not played to an end', () => {
	const stuck = { ...formats[0]!, minSeats: 2, credentialed: 1 };
	expect(() => [...played(stuck, { held: false })]).toThrow('not-credentialed');
});
