// One list of zones, by the names of today.

import { expect, test } from 'vitest';
import { inWords, renamed, sameClock, todays, zoneGroups, zones } from './zones.ts';

const at = new Date('2026-11-25T18:00:00Z');

test('each zone stands in the list once, by today’s name', () => {
	const all = zones();
	expect(all).toEqual(
		expect.arrayContaining([
			'UTC',
			'Europe/Kyiv',
			'Asia/Kolkata',
			'Asia/Kathmandu',
			'America/Nuuk',
			'Pacific/Chuuk',
			'America/Argentina/Buenos_Aires'
		])
	);
	expect(all.filter((zone) => zone in renamed)).toEqual([]);
	expect(new Set(all).size).toBe(all.length);
	expect(all.filter((zone) => todays(zone) !== zone)).toEqual([]);
});

test.each([
	['Europe/Kiev', 'Europe/Kyiv'],
	['Europe/Kyiv', 'Europe/Kyiv'],
	['Asia/Calcutta', 'Asia/Kolkata'],
	['Asia/Kolkata', 'Asia/Kolkata'],
	['Etc/UTC', 'UTC'],
	['Etc/GMT+6', 'Etc/GMT+6'],
	['Europe/Atlantis', null],
	['+02:00', null],
	['', null]
])('%s is %s', (given, name) => expect(todays(given)).toBe(name));

test.each(['Etc/GMT+6', 'Europe/Kiev', 'Europe/Kyiv', 'UTC', 'Europe/Berlin'])('%s, once kept, is among what is offered', async (kept) => {
	const offered = (await zoneGroups(at, kept)).flatMap(({ options }) => options.map(({ value }) => value));
	expect(offered.filter((value) => value === todays(kept))).toHaveLength(1);
});

test('the list says what the clocks show, and groups by part of the world', async () => {
	const groups = await zoneGroups(at, 'Etc/GMT+6');
	expect(groups.map(({ label }) => label)).toEqual(expect.arrayContaining(['Africa', 'America', 'Asia', 'Europe', 'The same all year']));
	const label = (value: string) => groups.flatMap(({ options }) => options).find((one) => one.value === value)?.label;
	expect([label('Europe/Kyiv'), label('Asia/Kolkata'), label('America/Argentina/Buenos_Aires'), label('Etc/GMT+6'), label('UTC')]).toEqual([
		'Kyiv · GMT+2',
		'Kolkata · GMT+5:30',
		'Argentina/Buenos Aires · GMT-3',
		'GMT-6',
		'UTC'
	]);
});

test('a moment is told by today’s name, also where an older one is kept', () => {
	expect(inWords(at, 'Europe/Kiev')).toBe('Wednesday, 25 November 2026, 20:00 (Europe/Kyiv, GMT+2)');
	expect(inWords(at, 'Etc/GMT+6')).toBe('Wednesday, 25 November 2026, 12:00 (GMT-6)');
	expect(inWords(at, 'UTC')).toBe('Wednesday, 25 November 2026, 18:00 (UTC)');
	expect([sameClock(at, 'Europe/Berlin', 'Europe/Paris'), sameClock(at, 'Europe/Berlin', 'Europe/Kyiv')]).toEqual([true, false]);
});
