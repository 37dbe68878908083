// Reads the form of a gathering's plan. Knows no database.

import { chosen, type Usable } from '../../formats/usable.ts';
import { oneOf, text, whole } from '../forms/forms.ts';
import { scheduleLimits, type Plan } from './schedule.ts';
import { todays } from '../../world/zones.ts';
import { timeSentences } from '../ground/time-sayings.ts';
import { instantOf } from '../ground/zones.ts';

export type PlanField = 'formatId' | 'date' | 'time' | 'which' | 'zone' | 'minutes' | 'seats';
export type PlanTyped = Record<PlanField, string> & { doors?: string };

/** The plan, or which fields to look at again and why; everything as typed, so that the form can be shown again. */
export function planFrom(
	form: FormData,
	usable: Usable[],
	now = new Date()
): { typed: PlanTyped } & ({ plan: Plan } | { errors: Partial<PlanTyped> }) {
	const fields: PlanField[] = ['formatId', 'date', 'time', 'which', 'zone', 'minutes', 'seats'];
	const typed: PlanTyped = {
		...(Object.fromEntries(fields.map((field) => [field, text(form, field)])) as Record<PlanField, string>),
		doors: text(form, 'doors')
	};
	// One of the times that were offered instead of the one that was typed.
	const instead = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/.exec(text(form, 'instead'));
	if (instead) Object.assign(typed, { date: instead[1], time: instead[2], which: '' });
	const { minSeats, maxSeats, minMinutes, maxMinutes, minDoors, farDays } = scheduleLimits;
	const errors: Partial<PlanTyped> = {};

	const format = chosen(usable, typed.formatId);
	if (!format) errors.formatId = 'Please choose one of the formats.';
	const minutes = whole(form, 'minutes', minMinutes, maxMinutes);
	if (!minutes) errors.minutes = `From ${minMinutes} to ${maxMinutes} minutes, please.`;
	const seats = whole(form, 'seats', minSeats, maxSeats);
	if (!seats) errors.seats = `From ${minSeats} to ${maxSeats} seats, please.`;

	const doors = typed.doors === '' ? undefined : whole(form, 'doors', minDoors, maxMinutes);
	if (doors === null) errors.doors = `From ${minDoors} to ${maxMinutes} minutes, or leave it empty.`;

	// A series has a rule of its own for times that come twice: the first is meant.
	const which = text(form, 'repeat') ? 'earlier' : oneOf(form, 'which', ['earlier', 'later'] as const);
	const found = instantOf(`${typed.date}T${typed.time}`, typed.zone, which);
	if ('refused' in found)
		errors[found.refused === 'no-such-zone' ? 'zone' : found.refused === 'twice' ? 'which' : 'time'] = timeSentences[found.refused];
	else if (found.at <= now) errors.time = 'This time is over. Please take a later one.';
	else if (found.at.getTime() > now.getTime() + farDays * 86_400_000) errors.date = 'Please take a day within the next thirteen months.';

	if (!format || !minutes || !seats || doors === null || 'refused' in found || Object.keys(errors).length > 0) return { typed, errors };
	const closing = doors === undefined ? format : { ...format, doorsCloseMinutes: doors };
	return { typed, plan: { format: closing, startsAt: found.at, zone: todays(typed.zone)!, minutes, seats } };
}
