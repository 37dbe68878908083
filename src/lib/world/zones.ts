// Time zones: which there are, by today's names, and how a moment in one is said. For servers and pages; imports nothing.

/** What ICU still calls by an old name, and what the IANA calls it today. */
export const renamed: Readonly<Record<string, string>> = {
	'Africa/Asmera': 'Africa/Asmara',
	'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
	'America/Catamarca': 'America/Argentina/Catamarca',
	'America/Coral_Harbour': 'America/Atikokan',
	'America/Cordoba': 'America/Argentina/Cordoba',
	'America/Godthab': 'America/Nuuk',
	'America/Indianapolis': 'America/Indiana/Indianapolis',
	'America/Jujuy': 'America/Argentina/Jujuy',
	'America/Louisville': 'America/Kentucky/Louisville',
	'America/Mendoza': 'America/Argentina/Mendoza',
	'Asia/Calcutta': 'Asia/Kolkata',
	'Asia/Katmandu': 'Asia/Kathmandu',
	'Asia/Rangoon': 'Asia/Yangon',
	'Asia/Saigon': 'Asia/Ho_Chi_Minh',
	'Atlantic/Faeroe': 'Atlantic/Faroe',
	'Europe/Kiev': 'Europe/Kyiv',
	'Pacific/Enderbury': 'Pacific/Kanton',
	'Pacific/Ponape': 'Pacific/Pohnpei',
	'Pacific/Truk': 'Pacific/Chuuk'
};

/** A zone by today's name, whatever it was called before; hours that are the same all year (`Etc/GMT+6`) too. Null for no zone. */
export function todays(zone: string): string | null {
	// `+02:00` is how far one clock is from another now, and no zone one can plan in.
	if (!/^[A-Za-z][\w/+-]*$/.test(zone)) return null;
	try {
		const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
		return renamed[known] ?? known;
	} catch {
		return null;
	}
}

/** The zone this machine's clock is set to. */
export const here = (): string => todays(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? 'UTC';

/** How far a zone's clock is from universal time at a moment: "GMT+1". */
const offset = (at: Date, zone: string): string =>
	new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
		.formatToParts(at)
		.find(({ type }) => type === 'timeZoneName')!.value;

const fixed = (zone: string): boolean => zone.startsWith('Etc/');

/** A zone for people: "America/New York"; "GMT-6" for `Etc/GMT+6`, whose sign means the other side. */
export const zoneName = (zone: string): string =>
	fixed(zone)
		? zone.slice('Etc/'.length).replace(/[+-]/, (sign) => (sign === '+' ? '-' : '+'))
		: (renamed[zone] ?? zone).replaceAll('_', ' ');

/** A moment for people, with its zone: "Wednesday, 25 November 2026, 19:00 (Europe/Berlin, GMT+1)". */
export function inWords(at: Date, zone: string): string {
	const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: zone }).format(at);
	const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(at);
	const more = zone === 'UTC' || fixed(zone) ? '' : `, ${offset(at, zone)}`;
	return `${day}, ${time} (${zoneName(zone)}${more})`;
}

/** Whether two zones show the same time at a moment. */
export const sameClock = (at: Date, one: string, other: string): boolean => offset(at, one) === offset(at, other);

export interface ZoneOption {
	value: string;
	label: string;
}
export interface ZoneGroup {
	label: string;
	options: ZoneOption[];
}

/** One zone as a list shows it, the city first so that typing its name finds it: "Kyiv · GMT+3". */
export function zoneOption(zone: string, at: Date): ZoneOption {
	if (zone === 'UTC' || fixed(zone)) return { value: zone, label: zoneName(zone) };
	return { value: zone, label: `${zoneName(zone).replace(/^[^/]*\//, '')} · ${offset(at, zone)}` };
}

/** The zones there are, by today's names. */
export const zones = (): string[] =>
	[...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone)])].sort();

const groupOf = (zone: string): string => (zone.includes('/') && !fixed(zone) ? zone.split('/')[0]! : 'The same all year');

const halfHourMs = 30 * 60_000;
let listed: { from: number; options: Promise<ZoneOption[]> } | null = null;

/** Reckoned once in half an hour, and a few at a time: four hundred zones at once would hold the thread for a tenth of a second. */
function optionsAt(at: Date): Promise<ZoneOption[]> {
	const from = Math.floor(at.getTime() / halfHourMs);
	if (listed?.from !== from) listed = { from, options: reckoned(at) };
	return listed.options;
}

async function reckoned(at: Date): Promise<ZoneOption[]> {
	const options: ZoneOption[] = [];
	for (const zone of zones()) {
		options.push(zoneOption(zone, at));
		if (options.length % 16 === 0) await new Promise((next) => setTimeout(next));
	}
	return options;
}

/** All of them, as a list offers them: by part of the world, with what their clocks show at a moment, and the one that is kept. */
export async function zoneGroups(at: Date, kept: string): Promise<ZoneGroup[]> {
	const all = await optionsAt(at);
	const own = todays(kept);
	const more = own && !all.some(({ value }) => value === own) ? [zoneOption(own, at)] : [];
	const groups = new Map<string, ZoneOption[]>();
	for (const option of [...all, ...more]) groups.set(groupOf(option.value), [...(groups.get(groupOf(option.value)) ?? []), option]);
	return [...groups].map(([label, options]) => ({ label, options }));
}
