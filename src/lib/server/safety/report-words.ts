// What a report may be about, in words. Not yet reviewed by people with clinical and lived experience. Imports types only.

import type { reportCode } from '../db/schema-rights.ts';

export type ReportCode = (typeof reportCode.enumValues)[number];

export const reportWords: Record<ReportCode, string> = {
	hurtful: 'Words or conduct that hurt',
	boundary: 'A boundary was crossed, inside or outside the circle',
	confidence: 'Something said here was recorded or passed on',
	pressure: 'Pressure, selling, or offers of substances',
	power: 'Somebody who holds or hosts misused that',
	danger: 'Somebody may be in danger, and it is not acute',
	other: 'Something else'
};

export const reportCodes = Object.keys(reportWords) as ReportCode[];

/** The most characters of one's own words. */
export const mostReportChars = 2000;
