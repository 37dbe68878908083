// Reads the form of a plan that may come round again. Knows no database.

import type { Usable } from '../../formats/usable.ts';
import { planFrom, type PlanField } from './plan-form.ts';
import type { Plan } from './schedule.ts';
import { inWords } from '../ground/zones.ts';
import { oneOf, text, whole } from '../forms/forms.ts';
import { seriesLimits } from './limits.ts';
import { momentOf, occurrencesOf, recurrenceOf, repeats, ruleOf, type Recurrence } from './recurrence.ts';
import { planningSentences } from './sayings.ts';
import type { Series, SeriesPlan } from './series.ts';

export type RepeatField = 'repeat' | 'every' | 'ends' | 'until' | 'count';
type Field = PlanField | RepeatField | 'doors' | 'form';
export type Typed = Record<PlanField | RepeatField | 'doors', string>;
export type Errors = Partial<Record<Field, string>>;

const dayMs = 86_400_000;

/** How it repeats; null for once. */
function recurrenceFrom(form: FormData, date: string, now: Date): { recurrence: Recurrence | null } | { errors: Errors } {
	const repeat = oneOf(form, 'repeat', repeats);
	if (!repeat) return { recurrence: null };
	const ends = oneOf(form, 'ends', ['never', 'until', 'count'] as const) ?? 'never';
	const errors: Errors = {};
	const every = whole(form, 'every', 1, seriesLimits.mostEvery);
	if (!every) errors.every = `From 1 to ${seriesLimits.mostEvery}, please.`;
	const count = ends === 'count' ? whole(form, 'count', 2, seriesLimits.mostCount) : null;
	if (ends === 'count' && !count) errors.count = `From 2 to ${seriesLimits.mostCount} times, please.`;
	const until = ends === 'until' ? text(form, 'until') : null;
	const latest = new Date(now.getTime() + seriesLimits.untilDays * dayMs).toISOString().slice(0, 10);
	if (until !== null && !(/^\d{4}-\d\d-\d\d$/.test(until) && until > date && until <= latest))
		errors.until = 'Please give a day after the first one, within five years.';
	return !every || Object.keys(errors).length > 0 ? { errors } : { recurrence: { repeat, every, until, count } };
}

/** A plan for once, or for a series; or which fields to look at again and why, everything as typed. */
export function plannedFrom(
	form: FormData,
	usable: Usable[],
	now = new Date()
): { typed: Typed } & ({ plan: Plan; series: SeriesPlan | null } | { errors: Errors }) {
	const read = planFrom(form, usable, now);
	const repeated = Object.fromEntries((['repeat', 'every', 'ends', 'until', 'count'] as const).map((field) => [field, text(form, field)]));
	const typed = { ...read.typed, ...repeated } as Typed;
	const how = recurrenceFrom(form, typed.date, now);
	const errors: Errors = { ...('errors' in read ? read.errors : {}), ...('errors' in how ? how.errors : {}) };
	if ('errors' in read || 'errors' in how) return { typed, errors };
	if (!how.recurrence) return { typed, plan: read.plan, series: null };
	const localStart = `${typed.date}T${typed.time}`;
	const rule = ruleOf(how.recurrence, localStart);
	if (typeof rule !== 'string') return { typed, errors: { repeat: planningSentences[rule.refused] } };
	const { format, zone, minutes, seats } = read.plan;
	return { typed, plan: read.plan, series: { format, localStart, zone, minutes, seats, rule, exceptions: [] } };
}

/** The first dates of a plan in words, for whoever is about to begin it. */
export function datesInWords(plan: Plan, series: SeriesPlan | null, now = new Date()): string[] {
	if (!series) return [inWords(plan.startsAt, plan.zone)];
	const all = occurrencesOf(
		{ ...series, endsBefore: null },
		now,
		new Date(now.getTime() + seriesLimits.untilDays * dayMs),
		seriesLimits.previewed
	);
	return all.map(({ at }) => inWords(at, series.zone));
}

/** A series as a form shows it, to be changed from one of its occurrences on. */
export function typedOf(series: Series, from: string, usable: Usable[]): Typed {
	const { rule, zone, minutes, seats, format } = series;
	const { repeat, every, until, count: all } = recurrenceOf(rule);
	const left = () =>
		occurrencesOf(
			series,
			new Date(momentOf(from, zone).getTime() - 1),
			new Date(momentOf(from, zone).getTime() + seriesLimits.untilDays * dayMs)
		).length;
	const count = all === null ? null : Math.max(2, left());
	const ends = count !== null ? 'count' : until !== null ? 'until' : 'never';
	const [date, time] = from.split('T') as [string, string];
	const same =
		usable.find((one) => one.format.id === format.id && one.format.version === format.version) ??
		usable.find((one) => one.format.id === format.id);
	return {
		formatId: same?.ref ?? usable[0]!.ref,
		date,
		time,
		which: '',
		zone,
		minutes: String(minutes),
		seats: String(seats),
		doors: String(format.doorsCloseMinutes ?? ''),
		repeat,
		every: String(every),
		ends,
		until: until ?? '',
		count: String(count ?? '')
	};
}
