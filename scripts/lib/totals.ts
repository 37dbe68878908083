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
	testResults: { status: string; assertionResults: { status: string }[] }[];
}

interface PlaywrightReport {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	errors: unknown[];
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
