// Reads what the test runners report about themselves and adds it up. Trusts no exit code alone and no report alone.
import { existsSync, readFileSync } from 'node:fs';

export interface Totals {
	passed: number;
	failed: number;
	skipped: number;
}

interface VitestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests?: number;
	success: boolean;
	testResults: { name: string; startTime: number; endTime: number; status: string; assertionResults: { status: string }[] }[];
}

interface PlaywrightReport {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	errors: unknown[];
	suites: Suite[];
}
interface Suite {
	file: string;
	suites?: Suite[];
	specs: { title: string; tests: { results: { duration: number }[] }[] }[];
}
/** How long one file of tests took, or one test in a browser. In milliseconds. */
export interface Took {
	name: string;
	ms: number;
}

/**
 * What one runner did. A runner that crashed, wrote no report, or ran nothing is one failure more:
 * it must not pass for a success because nothing was counted.
 * @param file its JSON report; @param exitCode null after a signal
 */
export function totalsOf(kind: 'vitest' | 'playwright', file: string, exitCode: number | null): Totals {
	const totals = readReport(kind, file);
	if (!totals) return { passed: 0, failed: 1, skipped: 0 };
	const ranNothing = totals.passed + totals.failed === 0;
	if (ranNothing || (exitCode !== 0 && totals.failed === 0)) totals.failed += 1;
	return totals;
}

/** A check that has no tests of its own (types, lint) counts as one. */
export function oneCheck(exitCode: number | null): Totals {
	return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

export function sum(all: Totals[]): Totals {
	return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
		passed: 0,
		failed: 0,
		skipped: 0
	});
}

/** `12 passed, 0 failed`, with `, 1 skipped` only when there is one. */
export function line({ passed, failed, skipped }: Totals): string {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function readReport(kind: 'vitest' | 'playwright', file: string): Totals | undefined {
	if (!existsSync(file)) return undefined;
	try {
		const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
		return kind === 'vitest' ? fromVitest(report as VitestReport) : fromPlaywright(report as PlaywrightReport);
	} catch {
		return undefined;
	}
}

function fromVitest(report: VitestReport): Totals {
	// A file that cannot even be loaded fails without a failed test in it.
	const brokenFiles = report.testResults.filter(
		(file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
	);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + brokenFiles.length,
		skipped: report.numPendingTests + (report.numTodoTests ?? 0)
	};
}

function fromPlaywright({ stats, errors }: PlaywrightReport): Totals {
	return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/** What took longest, longest first: the files of a runner, or the tests of the browsers. Nothing where there is no report. */
export function slowest(kind: 'vitest' | 'playwright', file: string, most = 5): Took[] {
	if (!existsSync(file)) return [];
	try {
		const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
		const all = kind === 'vitest' ? filesOf(report as VitestReport) : (report as PlaywrightReport).suites.flatMap(testsOf);
		return all.toSorted((a, b) => b.ms - a.ms).slice(0, most);
	} catch {
		return [];
	}
}

const filesOf = ({ testResults }: VitestReport): Took[] =>
	testResults.map(({ name, startTime, endTime }) => ({ name, ms: endTime - startTime }));

const testsOf = ({ file, suites = [], specs }: Suite): Took[] => [
	...specs.map(({ title, tests }) => ({
		name: `${file}: ${title}`,
		ms: tests.flatMap(({ results }) => results).reduce((ms, { duration }) => ms + duration, 0)
	})),
	...suites.flatMap(testsOf)
];

/** `4 min 5 s`, or `5 s`. */
export function lasted(ms: number): string {
	const seconds = Math.round(ms / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
