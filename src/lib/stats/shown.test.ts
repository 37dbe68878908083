import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { sample } from './sample.ts';
import { csv, overTime, rarelyEnough, shownTables } from './shown.ts';
import type { Figure, Released } from './types.ts';

const november = 2026 * 12 + 10;
const released = (from: number, figure: Figure, period: Released['period'] = 'month'): Released => ({
	period,
	from,
	tables: catalogue.map(({ id, cells }) => ({ id, cells: cells.map((cell) => ({ id: cell.id, figure })) })),
	plain: { gatheringsHeld: 4, seatsOffered: 32, plannedMinutes: 360 }
});

test('the file holds every row of every table, in the same words, and then the exact figures', () => {
	const one = { ...released(november, 15), names: ['Thursday circle'] };
	const lines = [...csv([one])].join('').trim().split('\r\n').slice(1);
	expect(lines.slice(0, -3)).toEqual(
		shownTables(one).flatMap(({ title, rows }) =>
			rows.map(({ label, text }) => `"Thursday circle","November 2026","${title}","${label}","${text}"`)
		)
	);
	expect(lines.slice(-3)).toEqual([
		'"Thursday circle","November 2026","Exact, and not about persons","Gatherings held","4"',
		'"Thursday circle","November 2026","Exact, and not about persons","Seats offered","32"',
		'"Thursday circle","November 2026","Exact, and not about persons","Minutes planned","360"'
	]);
});

test('a circle’s name is text in the file, whatever a spreadsheet would make of it', () => {
	const [, line] = [...csv([{ ...released(november, null), names: ['=HYPERLINK("x")'] }])].join('').split('\r\n');
	expect(line).toMatch(/^"'=HYPERLINK\(""x""\)","November 2026"/);
});

test('over time: oldest first, and a hidden figure keeps its place', () => {
	expect(overTime([released(november, null), released(november - 1, 20)])).toEqual([
		{ label: 'October 2026', figure: 20, text: 'about 20' },
		{ label: 'November 2026', figure: null, text: 'not enough people yet' }
	]);
});

test('quarters are proposed when two of the last three months were hidden', () => {
	expect(rarelyEnough([released(november, null)])).toBe(false);
	expect(rarelyEnough([released(november, null), released(november - 1, 20), released(november - 2, null)])).toBe(true);
	expect(
		rarelyEnough([released(november, 20), released(november - 1, 20), released(november - 2, null), released(november - 3, null)])
	).toBe(false);
	expect(rarelyEnough([released(november, null, 'quarter'), released(november - 3, null, 'quarter')])).toBe(false);
});

test('the sample keeps the rule it shows', () => {
	for (const { tables } of sample)
		for (const { cells } of tables)
			for (const { figure } of cells) expect(figure === null || (figure >= 10 && figure % 5 === 0)).toBe(true);
});
