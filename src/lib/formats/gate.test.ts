// What may be a format, and what is said when something may not.

import { expect, test } from 'vitest';
import { formats } from '../gathering/formats/index.ts';
import { draftOf, fitted, draftedFormat, newPhase, spareMinutes, type Draft } from './draft.ts';
import { fileOf, fromFile } from './file.ts';
import { throughTheGate } from './gate.ts';
import { formatLimits } from './limits.ts';

const draft = (change: (draft: Draft) => void = () => {}): Draft => {
	const made = draftOf(formats[0]!);
	change(made);
	return made;
};
const errors = (written: unknown) => {
	const answer = throughTheGate(written);
	return 'errors' in answer ? answer.errors : {};
};
/** What a file brings, through the gate. */
const brought = (text: string) => {
	const read = fromFile(text);
	if (!('written' in read)) return read;
	const through = throughTheGate(read.written);
	return 'errors' in through ? through : { ...through, belongs: read.belongs };
};

test.each(formats.map((format) => [format.title, format] as const))(
	'%s goes through the gate as it is, and through a file, and stays what it was',
	(_, format) => {
		const { id, version, wantsBefore, series } = format;
		const read = brought(fileOf(draftOf(format), { format: id, version }, format));
		if (!('draft' in read)) throw new Error(JSON.stringify(read.errors));
		const again = draftedFormat(read.draft, { id, version, ...read.belongs });
		expect([again.wantsBefore, again.series]).toEqual([wantsBefore, series]);
		expect(again.phases.map((p) => p.id)).toEqual(format.phases.map((p) => p.id));
		expect(again.agreements).toEqual(format.agreements);
		for (const [i, phase] of again.phases.entries()) {
			const { budgetMs, pairSteps, wishes, responders, ...rest } = phase;
			const { budgetMs: was, pairSteps: _steps, wishes: _wishes, responders: _responders, ...before } = format.phases[i]!;
			expect(rest).toEqual(before);
			expect(Math.abs(budgetMs - was)).toBeLessThan(4000);
			expect(pairSteps === undefined).toBe(phase.mode !== 'dyads');
			expect(wishes === undefined || phase.responses === 'wish').toBe(true);
			expect(responders).toBeLessThanOrEqual(2);
		}
	}
);

test('each thing that is not right is named where it stands, in a sentence', () => {
	expect(errors(draft((d) => (d.title = ' ')))).toEqual({ title: 'A few words are needed here.' });
	expect(errors(draft((d) => (d.phases[2]!.prompt = '')))).toHaveProperty(['phases.2.prompt']);
	expect(errors(draft((d) => (d.phases[2]!.minutes = 60)))).toHaveProperty('minutes');
	expect(errors(draft((d) => d.phases.pop()))).toHaveProperty('phases');
	expect(errors(draft((d) => (d.minSeats = 12)))).toHaveProperty('maxSeats');
	expect(errors(draft((d) => (d.doorsCloseAfter = 'nowhere')))).toHaveProperty('doorsCloseAfter');
	expect(errors(draft((d) => (d.phases[1]!.roster = 'others')))).toHaveProperty(['phases.1.roster']);
	expect(errors(draft((d) => (d.phases[1]!.mode = 'dyads')))).toHaveProperty(['phases.1.mode']);
	expect(errors({ ...draft(), phases: 'none' })).toHaveProperty('phases');
	expect(errors(null)).not.toEqual({});
});

test.each([
	['a title that nobody sees', '\u200b\u3164\u2800'],
	['one that is turned round', '\u202e']
])('%s is none', (_, title) => {
	expect(errors(draft((d) => (d.title = title)))).toEqual({ title: 'A few words are needed here.' });
});

test('half of a character is left out, as nothing can keep it', () => {
	const read = throughTheGate(draft((d) => (d.title = 'Tea\ud800')));
	expect('draft' in read && read.draft.title).toBe('Tea');
});

test('base agreements cannot be taken out, and nobody can call their own format reviewed', () => {
	const format = draftedFormat(
		draft((d) => (d.agreements = ['We bring tea.'])),
		{ id: 'x', version: 1 }
	);
	expect(format.agreements).toHaveLength(formats[0]!.agreements.length + 1);
	expect(format.unreviewed).toBe(true);
});

test('a file is read as text: too large, no JSON, not a format, another version, something odd inside', () => {
	const no = (text: string) => {
		const read = brought(text);
		return 'errors' in read ? Object.values(read.errors)[0] : '';
	};
	expect(no('x'.repeat(formatLimits.fileChars + 1))).toContain('larger');
	expect(no('{')).toContain('not JSON');
	expect(no('[]')).toContain('does not say');
	expect(no('{"kind":"evenround-format/9"}')).toContain('another version');
	expect(no(JSON.stringify({ kind: 'evenround-format/1', ...draft(), title: { toString: 'x' } }))).toContain('words');
	const read = brought(
		JSON.stringify({
			kind: 'evenround-format/1',
			...draft((d) => (d.title = '<b>\u202eTea\u0000</b>')),
			__proto__: { x: 1 },
			more: 'ignored'
		})
	);
	expect('draft' in read && read.draft.title).toBe('<b>Tea</b>');
	expect('draft' in read && Object.keys(read.draft)).not.toContain('more');
});

test('over another length every phase keeps its part, and a new phase has a name of its own', () => {
	const longer = fitted(draft(), 120);
	expect(longer.phases[2]!.minutes).toBeCloseTo((draft().phases[2]!.minutes * 120) / 90, 0);
	expect(spareMinutes(longer)).toBeGreaterThanOrEqual(0);
	expect(newPhase('round', ['round-1', 'round-2']).id).toBe('round-3');
});
