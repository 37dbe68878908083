// Calendar files are read by a library other than the one that wrote them.

import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { feedOf, icsOf, withdrawnOf, type Entry } from './ics.ts';
import { instantOf } from '../ground/zones.ts';

const origin = 'https://circle.example';
const now = new Date('2026-10-01T12:00:00Z');
const at = (local: string, zone: string, which: 'earlier' | 'later' | null = null): Date => {
	const found = instantOf(local, zone, which);
	if ('refused' in found) throw new Error(found.refused);
	return found.at;
};
const entry = (startsAt: Date, zone: string, more: Partial<Entry> = {}): Entry => ({
	id: '5f0c8c3e-6a3b-4d8e-9f6e-0d9a1b2c3d4e',
	startsAt,
	zone,
	minutes: 90,
	revision: 0,
	cancelledAt: null,
	...more
});

/** The entries of a file as a calendar program understands them, by the rules the file itself brings. */
function understood(text: string) {
	const file = new ICAL.Component(ICAL.parse(text));
	const zones = new Map(
		file.getAllSubcomponents('vtimezone').map((one) => [String(one.getFirstPropertyValue('tzid')), new ICAL.Timezone(one)])
	);
	const moment = (event: ICAL.Component, name: string): Date => {
		const property = event.getFirstProperty(name)!;
		const time = property.getFirstValue() as ICAL.Time;
		const zone = property.getFirstParameter('tzid');
		if (zone) time.zone = zones.get(zone)!;
		return new Date(time.toUnixTime() * 1000);
	};
	const events = file.getAllSubcomponents('vevent').map((event) => ({
		uid: event.getFirstPropertyValue('uid'),
		sequence: event.getFirstPropertyValue('sequence'),
		status: event.getFirstPropertyValue('status'),
		summary: event.getFirstPropertyValue('summary'),
		wall: String(event.getFirstPropertyValue('dtstart')),
		start: moment(event, 'dtstart'),
		end: moment(event, 'dtend')
	}));
	return { method: file.getFirstPropertyValue('method'), zones: [...zones.keys()], events };
}

/** The one entry of a file. */
const only = (text: string): ICAL.Component => new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!;

describe('one gathering', () => {
	test.each([
		['in winter', '2026-11-25T19:00', 'Europe/Berlin', null],
		['in summer', '2026-07-25T19:00', 'Europe/Berlin', null],
		['on the evening after the clocks went back', '2026-10-25T19:00', 'Europe/Berlin', null],
		['on the evening before they go forward', '2027-03-27T19:00', 'Europe/Berlin', null],
		['over the hour that comes twice', '2026-10-25T01:45', 'Europe/Berlin', null],
		['in the first hour of the two', '2026-10-25T02:30', 'Europe/Berlin', 'earlier'],
		['in the second hour of the two', '2026-10-25T02:30', 'Europe/Berlin', 'later'],
		['over the hour that is missing', '2026-03-29T01:15', 'Europe/Berlin', null],
		['in New York, where they change on another day', '2026-10-28T19:00', 'America/New_York', null],
		['on the southern half, where summer is in January', '2027-01-10T19:00', 'Australia/Sydney', null],
		['where the clocks change by half an hour', '2026-11-25T19:00', 'Australia/Lord_Howe', null],
		['where they never change', '2026-11-25T19:00', 'Asia/Kolkata', null],
		['by universal time', '2026-11-25T19:00', 'UTC', null]
	] as const)('%s is understood as the same moments', (_, local, zone, which) => {
		const startsAt = at(local, zone, which);
		const [event] = understood(icsOf(entry(startsAt, zone), { origin, now })).events;
		expect(event!.start).toEqual(startsAt);
		expect(event!.end).toEqual(new Date(startsAt.getTime() + 90 * 60_000));
	});

	test('keeps the wall clock of its zone, and brings the rules of that zone along', () => {
		const file = understood(icsOf(entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin'), { origin, now }));
		expect(file.zones).toEqual(['Europe/Berlin']);
		expect(file.events[0]!.wall).toBe('2026-11-25T19:00:00');
	});

	test('is the same entry when it moves or is cancelled, each time a newer one', () => {
		const planned = entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin');
		const moved = { ...planned, startsAt: at('2026-11-26T20:00', 'Europe/Berlin'), revision: 1 };
		const cancelled = { ...moved, revision: 2, cancelledAt: now };
		const files = [planned, moved, cancelled].map((one) => understood(icsOf(one, { origin, now })));
		expect(new Set(files.map((file) => file.events[0]!.uid)).size).toBe(1);
		expect(files.map((file) => file.events[0]!.sequence)).toEqual([0, 1, 2]);
		expect(files.map((file) => file.method)).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL']);
		expect(files[2]!.events[0]!.status).toBe('CANCELLED');
	});

	test('says when it was written in universal time, as the format demands', () => {
		expect(icsOf(entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin'), { origin, now })).toContain('DTSTAMP:20261001T120000Z');
	});

	test('is called by the name of the software and by nothing else', () => {
		const text = icsOf(entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin'), { origin, now });
		expect(understood(text).events[0]!.summary).toBe('Evenround');
		expect(text).not.toMatch(/^(ATTENDEE|CATEGORIES|COMMENT|CONTACT)/m);
	});

	test('has its link wherever programs show one, and nothing beside it', () => {
		const event = only(icsOf(entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin'), { origin, now }));
		const link = 'https://circle.example/gatherings/5f0c8c3e-6a3b-4d8e-9f6e-0d9a1b2c3d4e';
		expect(['url', 'description', 'location'].map((name) => event.getFirstPropertyValue(name))).toEqual([link, link, link]);
	});

	test('comes from the house; one that is taken away names whose it is', () => {
		const planned = entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin');
		const [published, cancelled] = [planned, { ...planned, cancelledAt: now, revision: 1 }].map((one) =>
			only(icsOf(one, { origin, now, attendee: 'ana@example.org' }))
		);
		for (const event of [published!, cancelled!]) {
			expect(event.getFirstPropertyValue('organizer')).toBe('mailto:evenround@localhost');
			expect(event.getFirstProperty('organizer')!.getParameter('cn')).toBe('Evenround');
		}
		expect(published!.getFirstProperty('attendee')).toBeNull();
		expect(String(cancelled!.getFirstPropertyValue('attendee')).toLowerCase()).toBe('mailto:ana@example.org');
	});

	test('of a seat that was given back is taken away, with the revision that giving it back made', () => {
		const planned = entry(at('2026-11-25T19:00', 'Europe/Berlin'), 'Europe/Berlin');
		const [before, after] = [
			understood(icsOf(planned, { origin, now })),
			understood(withdrawnOf({ ...planned, revision: 1 }, { origin, now }))
		];
		expect([after.method, after.events[0]!.status, after.events[0]!.uid]).toEqual(['CANCEL', 'CANCELLED', before.events[0]!.uid]);
		expect(Number(after.events[0]!.sequence)).toBeGreaterThan(Number(before.events[0]!.sequence));
	});
});

describe('a calendar of several', () => {
	test('holds each at its own moment, over a change of the clocks and in several zones', () => {
		const rows = [
			entry(at('2026-10-21T19:00', 'Europe/Berlin'), 'Europe/Berlin', { id: 'a' }),
			entry(at('2026-10-28T19:00', 'Europe/Berlin'), 'Europe/Berlin', { id: 'b' }),
			entry(at('2027-04-07T19:00', 'Europe/Berlin'), 'Europe/Berlin', { id: 'c', cancelledAt: now, revision: 1 }),
			entry(at('2026-12-01T18:00', 'America/New_York'), 'America/New_York', { id: 'd' })
		];
		const file = understood(feedOf(rows, { origin, now }));
		expect(file.events.map(({ start }) => start)).toEqual(rows.map(({ startsAt }) => startsAt));
		expect(file.events.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED', 'CONFIRMED']);
		expect(file.zones.toSorted()).toEqual(['America/New_York', 'Europe/Berlin']);
	});

	test('may be empty, and is a valid calendar then, too', () => {
		const file = understood(feedOf([], { origin, now }));
		expect(file.events).toEqual([]);
		expect(file.zones).toEqual(['Etc/UTC']);
	});

	test('is looked at again every hour, and has a name that says nothing', () => {
		for (const rows of [[], [entry(at('2026-10-21T19:00', 'Europe/Berlin'), 'Europe/Berlin')]]) {
			const file = new ICAL.Component(ICAL.parse(feedOf(rows, { origin, now })));
			const value = (name: string) => String(file.getFirstPropertyValue(name));
			expect(['refresh-interval', 'x-published-ttl', 'name', 'x-wr-calname'].map(value)).toEqual([
				'PT1H',
				'PT1H',
				'Evenround',
				'Evenround'
			]);
		}
	});
});
