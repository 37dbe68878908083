import { describe, expect, test } from 'vitest';
import { freshness, tooOld } from './age.ts';
import { sms, tel } from './dial.ts';
import { countriesListed, emergencyIn, linesIn, shippedLines } from './index.ts';
import type { Listing } from './types.ts';

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const today = Date.parse('2026-11-21');
const day = 86_400_000;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const known = (code: string) => /^[A-Z]{2}$/.test(code) && names.of(code) !== undefined;

describe('what is shipped', () => {
	test.each(shippedLines.lines.map((line) => [line.id, line] as const))(
		'%s has a number, whom it is for, public sources and a date',
		(_, line) => {
			expect(known(line.country)).toBe(true);
			expect([...(line.call ?? []), ...(line.text ? [line.text.to] : [])].length).toBeGreaterThan(0);
			expect(line.forWhom.length).toBeGreaterThan(0);
			for (const source of line.sources) expect(new URL(source).protocol).toMatch(/^https?:$/);
			expect(line.verifiedAt).toMatch(isoDate);
			expect(Date.parse(line.verifiedAt)).toBeLessThanOrEqual(Date.now());
			for (const number of line.call ?? []) expect(tel(number)).toMatch(/^tel:\+?\d{3,14}$/);
			if (line.text) expect(sms(line.text)).toMatch(/^sms:\+?\d{3,14}(\?body=[A-Z]+)?$/);
		}
	);

	test('each line once; ten countries and more have lines, and all of those an emergency number', () => {
		const ids = shippedLines.lines.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const covered = new Set(shippedLines.lines.map(({ country }) => country));
		expect(covered.size).toBeGreaterThanOrEqual(10);
		for (const country of covered) expect(emergencyIn(shippedLines, country)).toMatch(/^\d+$/);
	});

	test('every emergency number is one a telephone can dial, in a country that exists, from a source with a date', () => {
		const { numbers, sources, verifiedAt } = shippedLines.emergency;
		for (const [country, number] of Object.entries(numbers)) {
			expect([country, known(country)]).toEqual([country, true]);
			expect(tel(number)).toMatch(/^tel:\d{2,6}$/);
		}
		expect(sources.every((source) => new URL(source).protocol === 'https:')).toBe(true);
		expect(verifiedAt).toMatch(isoDate);
	});

	test('a psychedelic line is a row of its own', () => {
		expect(linesIn(shippedLines, 'us', today).find(({ forWhom }) => forWhom.includes('psychedelic'))?.name).toContain('Fireside');
	});
});

test('the emergency number of a country in either case; none where we are not certain', () => {
	expect(emergencyIn(shippedLines, 'de')).toBe('112');
	expect(emergencyIn(shippedLines, 'GB')).toBe('999');
	for (const unknown of [null, '', 'ZZ', 'constructor']) expect(emergencyIn(shippedLines, unknown)).toBeNull();
});

test('countries are offered by name, in order', () => {
	const offered = countriesListed(shippedLines).map(({ name }) => name);
	expect(offered).toContain('Netherlands');
	expect(offered).toEqual([...offered].sort((a, b) => a.localeCompare(b, 'en')));
});

test('numbers become links by their digits alone', () => {
	expect(tel('+1 623-473-7433')).toBe('tel:+16234737433');
	expect(tel('0800 111 0 111')).toBe('tel:08001110111');
	expect(sms({ to: '741741', word: 'HOME' })).toBe('sms:741741?body=HOME');
	expect(sms({ to: '0477 13 11 14' })).toBe('sms:0477131114');
});

describe('how old it is', () => {
	const row = { verifiedAt: '2026-08-23' };
	const asOf = (verifiedAt: string): Listing => ({
		emergency: { ...shippedLines.emergency, verifiedAt: '2026-11-21' },
		lines: [{ ...shippedLines.lines[0]!, verifiedAt }]
	});

	test('after 90 days a row asks to be checked, not before', () => {
		expect(freshness(row, today)).toBe('Confirmed in August 2026.');
		expect(freshness(row, today + day)).toBe('Check this number when there is time: we last saw it confirmed in August 2026.');
	});

	test('a copy without a date says so', () => {
		expect(freshness({ verifiedAt: '2026-11-21', undated: true }, today)).toContain('bears no date');
	});

	test('after 180 days a row says so, and stands behind all that are newer', () => {
		const [first, second] = shippedLines.lines.filter(({ country }) => country === 'US');
		const listing: Listing = {
			...shippedLines,
			lines: [
				{ ...first!, verifiedAt: '2026-01-01' },
				{ ...second!, verifiedAt: '2026-11-01' }
			]
		};
		expect(linesIn(listing, 'US', today).map(({ id }) => id)).toEqual([second!.id, first!.id]);
		expect(freshness(listing.lines[0]!, today)).toBe('This may not be right any more: we last saw it confirmed in January 2026.');
	});

	test('after 180 days nothing is released', () => {
		expect(tooOld(asOf('2026-05-25'), today)).toEqual([]);
		expect(tooOld(asOf('2026-05-25'), today + day)).toEqual([{ name: 'us-988', days: 181 }]);
	});

	test('nor with old emergency numbers', () => {
		const listing = asOf('2026-11-21');
		const stale = { ...listing, emergency: { ...listing.emergency, verifiedAt: '2026-01-01' } };
		expect(tooOld(stale, today).map(({ name }) => name)).toEqual(['the emergency numbers']);
	});
});
