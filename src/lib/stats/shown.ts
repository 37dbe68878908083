// A release as people read it: the same words in the chart, in the table and in the file.

import { catalogue } from './catalogue.ts';
import { periodName } from './months.ts';
import type { Figure, Released } from './types.ts';

/** "about 25", or that there are not enough. */
export const figureInWords = (figure: Figure): string => (figure === null ? 'not enough people yet' : `about ${figure}`);

export interface ShownTable {
	id: string;
	title: string;
	of: string;
	rows: { label: string; figure: Figure; text: string }[];
}

/** The tables of a release with their words, in the catalogue's order. */
export const shownTables = ({ tables }: Pick<Released, 'tables'>): ShownTable[] =>
	catalogue.map(({ id, title, of, cells }) => ({
		id,
		title,
		of,
		rows: cells.map((cell) => {
			const figure = tables.find((table) => table.id === id)?.cells.find((one) => one.id === cell.id)?.figure ?? null;
			return { label: cell.label, figure, text: figureInWords(figure) };
		})
	}));

/** The exact figures beside them, which are not about persons. */
export const shownPlain = ({ plain }: Pick<Released, 'plain'>): { label: string; text: string }[] => [
	{ label: 'Gatherings held', text: String(plain.gatheringsHeld) },
	{ label: 'Seats offered', text: String(plain.seatsOffered) },
	{ label: 'Minutes planned', text: String(plain.plannedMinutes) }
];

/** How many people came, period by period, oldest first. */
export const overTime = (releases: Released[]): { label: string; figure: Figure; text: string }[] =>
	releases
		.toSorted((a, b) => a.from - b.from)
		.map((release) => {
			const { figure, text } = shownTables(release)[0]!.rows[0]!;
			return { label: periodName(release.from, release.period), figure, text };
		});

const quoted = (text: string): string => {
	// What a spreadsheet would take for a formula is text.
	const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return `"${plain.replaceAll('"', '""')}"`;
};

const lines = (rows: string[][]): string => rows.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');

/** The same figures as a file, release by release: one line for each, as RFC 4180 says. */
export function* csv(releases: Iterable<Released & { names: string[] }>): Generator<string> {
	yield lines([['Circles', 'Period', 'Table', 'What is counted', 'Figure']]);
	for (const release of releases) {
		const about = [release.names.join(', '), periodName(release.from, release.period)];
		yield lines([
			...shownTables(release).flatMap(({ title, rows }) => rows.map(({ label, text }) => [...about, title, label, text])),
			...shownPlain(release).map(({ label, text }) => [...about, 'Exact, and not about persons', label, text])
		]);
	}
}

/** Whether quarters would show more: of the last three months at least two had fewer people than are shown. */
export function rarelyEnough(releases: Released[]): boolean {
	const months = releases
		.filter(({ period }) => period === 'month')
		.toSorted((a, b) => b.from - a.from)
		.slice(0, 3);
	return months.length >= 2 && months.filter(({ tables }) => tables[0]?.cells[0]?.figure === null).length >= 2;
}
