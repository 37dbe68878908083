// The figures as people read them in a terminal.
import { driftLimit, type Figure } from './figures.ts';

const short = (value: number | null): string => (value === null || Number.isNaN(value) ? '–' : String(Number(value.toPrecision(3))));
const times = (value: number | null): string => (value === null ? '–' : `${value.toFixed(2)}×`);

/** One line a metric, then what must be known beside it. */
export function table(figures: Record<string, Figure>): string {
	const head = ['metric', 'unit', 'n', 'p50', 'p99', 'floor p50', 'p99', 'ratio p50', 'p99', 'drift', 'load', 'goal', 'met'];
	const rows = Object.entries(figures).map(([name, f]) => [
		name,
		f.unit,
		String(f.n),
		short(f.p50),
		short(f.p99),
		short(f.floor_p50),
		short(f.floor_p99),
		times(f.ratio_p50),
		times(f.ratio_p99),
		f.floor_drift === null ? '–' : `${Math.round(f.floor_drift * 100)} %${f.floor_drift > driftLimit ? ' !' : ''}`,
		f.load.map((load) => load.toFixed(1)).join('–'),
		f.goal,
		f.met === null ? '–' : f.met ? 'yes' : 'no'
	]);
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
	const line = (cells: string[]) =>
		cells
			.map((cell, column) => cell.padEnd(widths[column]!))
			.join('  ')
			.trimEnd();
	const notes = Object.entries(figures).flatMap(([name, { notes }]) => notes.map((note) => `  ${name}: ${note}`));
	return [line(head), ...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}
