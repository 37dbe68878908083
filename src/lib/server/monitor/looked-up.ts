// What stands at the moment of asking, as gauges: from this node's memory, and in one question from the database.

import { Gauge } from 'prom-client';
import { tooOld } from '../../helplines/age.ts';
import { isOpen, withThem } from '../../gathering/signals/attended.ts';
import { now } from '../db/clock.ts';
import { known } from '../gatherings/newest.ts';
import { unreadableHere } from '../gatherings/readable.ts';
import { held } from '../live/leases.ts';
import { divergence } from '../live/reconcile.ts';
import { unread } from '../live/stream.ts';
import { listing } from '../help/helplines.ts';
import { late } from '../ground/pulse.ts';
import { silences } from '../ground/silence.ts';
import { queueNames } from '../jobs/queues.ts';
import { ask, type Asked } from './asked.ts';
import { registry } from '../metrics/index.ts';

const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
	new Gauge<L>({ name: `evenround_${name}`, help, labelNames, registers: [registry] });

const database = gauge('database_up', '1 while the database answers in time.');
const probe = gauge(
	'database_probe_seconds',
	'How long the database took for the question behind these numbers, with the wait for a connection.'
);
const leases = gauge('leases', 'Gatherings that this node looks after.');
const gatherings = gauge('gatherings', 'Gatherings that this node looks after and that are no rehearsals, by where they are.', 'state');
const unkept = gauge('gatherings_unkept', 'Open gatherings that no node has looked after for 15 seconds.');
const unreadable = gauge('gatherings_unreadable', 'Gatherings that this node could not read.');
const calls = gauge('calls_open', 'Open calls for support in gatherings of this node, by what has become of them.', 'state');
const callOldest = gauge('call_unattended_seconds', 'Age of the oldest open call with which nobody is.');
const alertsOpen = gauge('alerts_open', 'Alerts to people outside that nobody answered yet.');
const alertOldest = gauge('alert_unanswered_seconds', 'Age of the oldest of them.');
const lettersWaiting = gauge('alert_letters_waiting', 'Deliveries of these alerts that no carrier took yet.');
const grants = gauge('grants_diverging', 'People at the media server who may send something else than is wanted.');
const grantsFor = gauge('grants_diverging_seconds', 'For how long the oldest of these rooms was not put right.');
const streams = gauge('streams', 'Open streams of this node.');
const unreadMost = gauge('stream_unread_events', 'The most events that one open stream has not taken.');
const clockLate = gauge('clock_late_seconds', 'By how much the oldest clock of a gathering is late.');
const jobsDue = gauge('jobs_due', 'Jobs that are due, by queue.', 'queue');
const jobsLate = gauge('jobs_late_seconds', 'By how much the oldest of them is late.', 'queue');
const workLate = gauge('work_late', 'Recurring work of this node that is late.');
const silent = gauge('silent', 'What this node asked outside of itself and had no answer from: mail, push, webhook, disk.');
const helplines = gauge('helplines_too_old', 'Rows of helplines that were not checked for too long.');

/** So long the database may take; then these numbers come without what it knows. */
const answerMs = 2000;

/** Sets every gauge to what is now. */
export async function lookUp(): Promise<void> {
	const began = performance.now();
	const asked = await inTime();
	database.set(asked ? 1 : 0);
	probe.set((performance.now() - began) / 1000);
	if (asked) ofDatabase(asked);
	else nothingKnown();
	ofNode();
}

let asking: Promise<Asked> | undefined;

/** One question at a time: whoever asks meanwhile waits for the same one. */
async function inTime(): Promise<Asked | null> {
	asking ??= ask().finally(() => (asking = undefined));
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, answerMs, null)));
	try {
		return await Promise.race([asking, late]);
	} catch {
		return null;
	} finally {
		clearTimeout(timer);
	}
}

function ofDatabase(asked: Asked): void {
	unkept.set(asked.unkept);
	alertsOpen.set(asked.alertsOpen);
	alertOldest.set(asked.alertOldest);
	lettersWaiting.set(asked.lettersWaiting);
	clockLate.set(asked.clockLate);
	for (const queue of [...queueNames, 'mails']) {
		const found = asked.jobs.find((one) => one.queue === queue);
		jobsDue.set({ queue }, found?.due ?? 0);
		jobsLate.set({ queue }, found?.late ?? 0);
	}
	ofCircles(asked.mine);
}

/** What was true a while ago is not said on: a number that is not there is seen, an old nought is believed. */
function nothingKnown(): void {
	for (const one of [unkept, alertsOpen, alertOldest, lettersWaiting, clockLate, callOldest]) one.remove();
	for (const one of [jobsDue, jobsLate, gatherings, calls]) one.reset();
}

function ofCircles(mine: string[]): void {
	const at = now();
	const states = mine.flatMap((id) => known(id)?.state ?? []);
	for (const where of ['lobby', 'live', 'over'] as const) {
		gatherings.set(
			{ state: where },
			states.filter(({ value: { lifecycle } }) => (lifecycle === 'lobby' || lifecycle === 'live' ? lifecycle : 'over') === where).length
		);
	}
	const open = states.flatMap(({ context }) =>
		context.signals.filter(isOpen).map((signal) => ({
			signal,
			state: withThem(context, signal, at) ? ('attended' as const) : signal.unanswered ? ('told' as const) : ('calling' as const)
		}))
	);
	for (const state of ['attended', 'calling', 'told'] as const) calls.set({ state }, open.filter((one) => one.state === state).length);
	callOldest.set(Math.max(0, ...open.filter(({ state }) => state !== 'attended').map(({ signal }) => (at - signal.at) / 1000)));
}

function ofNode(): void {
	leases.set(held().length);
	unreadable.set(unreadableHere().length);
	const { people, seconds } = divergence();
	grants.set(people);
	grantsFor.set(seconds);
	const { open, most } = unread();
	streams.set(open);
	unreadMost.set(most);
	workLate.set(late().length);
	silent.set(silences().length);
	helplines.set(tooOld(listing(), Date.now()).length);
}
