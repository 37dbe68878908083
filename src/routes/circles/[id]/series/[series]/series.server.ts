// A series and the occurrence from which on it is changed: what its host is shown of it, and the plan that a form makes of it.

import { error } from '@sveltejs/kit';
import { isId, type Visitor } from '$lib/server/access';
import { choicesOf, formatsFor } from '$lib/server/formats/usable';
import { seriesLimits } from '$lib/server/planning/limits';
import { peerTrouble } from '$lib/server/planning/peers';
import { momentOf, occurrencesOf } from '$lib/server/planning/recurrence';
import { ruleInWords } from '$lib/server/planning/recurrence-words';
import { scheduleLimits } from '$lib/server/planning/schedule';
import { firstAhead, horizonOf, seriesById } from '$lib/server/planning/series';
import { plannedFrom, typedOf } from '$lib/server/planning/series-form';
import { hostOf } from '$lib/server/web/guards';
import { say } from '$lib/server/web/say';
import { inWords, zoneGroups } from '$lib/world/zones';

type Asking = Visitor & { params: { id: string; series: string }; request: Request };

/** The series, its circle, and the occurrence from which on it is changed: the one asked for, else the next. */
export async function found(event: Asking) {
	const { circle, account } = await hostOf(event, event.params.id);
	const series = isId(event.params.series) ? await seriesById(circle.id, event.params.series) : null;
	if (!series) error(404, 'There is nothing here.');
	if (series.endsBefore)
		error(
			event.request.method === 'POST' ? 409 : 404,
			'This series was changed or ended meanwhile. What you wrote was not kept: look at what is planned now, on the page “Look after this circle”.'
		);
	const asked = event.url.searchParams.get('from');
	const from = asked && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asked) ? asked : firstAhead(series);
	return { circle, account, series, from };
}
export type Found = Awaited<ReturnType<typeof found>>;

export async function seriesShown({ circle, account, series, from }: Found) {
	const usable = await formatsFor({ circleId: circle.id, accountId: account.id, usual: circle.formatId });
	const ahead = occurrencesOf(series, new Date(), horizonOf(new Date()));
	return {
		circle: { id: circle.id, title: circle.title },
		rule: ruleInWords(series.rule, series.localStart, series.zone),
		from,
		fromWhen: inWords(momentOf(from, series.zone), series.zone),
		typed: typedOf(series, from, usable),
		days: ahead.map(({ original, at }) => ({ value: original.slice(0, 10), label: inWords(at, series.zone) })),
		formats: choicesOf(usable),
		zones: await zoneGroups(new Date(), series.zone),
		limits: scheduleLimits
	};
}

/** What the form plans, or what to look at again. */
export async function planOf(at: Found, form: FormData) {
	const usable = await formatsFor({ circleId: at.circle.id, accountId: at.account.id, usual: at.circle.formatId });
	const read = plannedFrom(form, usable);
	if ('errors' in read) return read;
	// Earlier than that it would meet beside what stays as it was.
	const early = momentOf(at.from, at.series.zone).getTime() - seriesLimits.nearestMs > read.plan.startsAt.getTime();
	const errors = early
		? { date: 'This is before what you change. Please take a later first day.' }
		: read.series
			? (await peerTrouble(at.circle.id, read.plan)).errors
			: { repeat: say('choice-odd') };
	return Object.keys(errors).length > 0 || !read.series ? { typed: read.typed, errors } : { ...read, series: read.series };
}
