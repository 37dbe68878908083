// The count at the end of CI: a runner that crashes, stays silent or runs nothing never counts as a success.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lasted, line, oneCheck, slowest, sum, totalsOf } from './totals.ts';

let dir: string;
beforeAll(() => {
	dir = mkdtempSync(path.join(tmpdir(), 'totals-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function report(content: unknown): string {
	const file = path.join(dir, 'report.json');
	writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
	return file;
}

const vitest = (passed: number, failed: number, files: { status: string; assertionResults: { status: string }[] }[] = []) => ({
	numPassedTests: passed,
	numFailedTests: failed,
	numPendingTests: 1,
	success: failed === 0,
	testResults: files
});

test('a clean run is counted as it is', () => {
	expect(totalsOf('vitest', report(vitest(3, 0)), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
	const stats = { expected: 2, unexpected: 0, flaky: 0, skipped: 0 };
	expect(totalsOf('playwright', report({ stats, errors: [] }), 0)).toEqual({ passed: 2, failed: 0, skipped: 0 });
});

test('a runner without a report, or with half of one, is a failure', () => {
	expect(totalsOf('vitest', path.join(dir, 'absent.json'), 0).failed).toBe(1);
	expect(totalsOf('vitest', report('{"numPassed'), 0).failed).toBe(1);
});

test('a runner that ran nothing is a failure', () => {
	expect(totalsOf('vitest', report(vitest(0, 0)), 0).failed).toBe(1);
});

test('a runner that ends badly is a failure although each test passed', () => {
	expect(totalsOf('vitest', report(vitest(3, 0)), 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
	expect(totalsOf('vitest', report(vitest(3, 0)), null).failed).toBe(1);
});

test('a file that cannot be loaded is a failure', () => {
	expect(totalsOf('vitest', report(vitest(3, 0, [{ status: 'failed', assertionResults: [] }])), 1).failed).toBe(1);
});

test('a browser test that passed only at its second try is a failure', () => {
	const stats = { expected: 2, unexpected: 0, flaky: 1, skipped: 0 };
	expect(totalsOf('playwright', report({ stats, errors: [] }), 0).failed).toBe(1);
});

test('the line names what was skipped only when something was', () => {
	expect(line(sum([oneCheck(0), oneCheck(1)]))).toBe('1 passed, 1 failed');
	expect(line({ passed: 5, failed: 0, skipped: 2 })).toBe('5 passed, 0 failed, 2 skipped');
});

test('what took longest is named first, from each runner’s own report; without one nothing is', () => {
	const file = (name: string, startTime: number, endTime: number) => ({ name, startTime, endTime, status: 'passed', assertionResults: [] });
	expect(slowest('vitest', report({ ...vitest(2, 0), testResults: [file('a.test.ts', 0, 10), file('b.test.ts', 5, 65)] }), 1)).toEqual([
		{ name: 'b.test.ts', ms: 60 }
	]);
	const spec = (title: string, ...durations: number[]) => ({ title, tests: [{ results: durations.map((duration) => ({ duration })) }] });
	const suites = [{ file: 'walk.spec.ts', specs: [spec('short', 10)], suites: [{ file: 'walk.spec.ts', specs: [spec('twice', 20, 30)] }] }];
	expect(slowest('playwright', report({ stats: {}, errors: [], suites }))).toEqual([
		{ name: 'walk.spec.ts: twice', ms: 50 },
		{ name: 'walk.spec.ts: short', ms: 10 }
	]);
	expect(slowest('vitest', path.join(dir, 'absent.json'))).toEqual([]);
	expect(slowest('playwright', report('{"stats'))).toEqual([]);
});

test('a time is said in minutes and seconds', () => {
	expect([lasted(4400), lasted(59_400), lasted(59_600), lasted(245_000)]).toEqual(['4 s', '59 s', '1 min 0 s', '4 min 5 s']);
});
