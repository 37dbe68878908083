// A call for support on its way out of this browser: kept until it is accepted, refused or taken back. Pure.

import type { View, ViewedSignal } from '$lib/gathering/viewed';
import type { Command, Instant, Seat } from '$lib/gathering/types';
import type { Answer, Lost } from './answer';

export type Call = Extract<Command, { type: 'SUPPORT' | 'CALL_AGAIN' }>;

export interface Kept {
	/** The same over every try, so that it happens once. */
	commandId: string;
	call: Call;
	/** Whose it is: it goes out from this seat only. */
	seat: Seat;
	at: Instant;
	tries: number;
	triedAt: Instant;
	/** Why it is not through; null while the first try is under way. */
	why: Lost | null;
	/** It was refused: what a person reads. */
	refused: string | null;
	/** Accepted as this version; gone once the page has seen it. */
	through: number | null;
	/** Taken back, and perhaps carried all the same: then it is withdrawn as soon as it is seen. */
	back: boolean;
}

/** Older ones concern another evening. */
const keptForMs = 12 * 3_600_000;
/** A try that was given up is not carried later than this. */
const lateMs = 15_000;
const waits = [300, 700, 1000, 2000];

/** What goes out until it is through. A try of the button calls nobody, and is sent like anything else. */
export const isCall = (command: Command): command is Call =>
	command.type === 'CALL_AGAIN' || (command.type === 'SUPPORT' && command.practice !== true);

/** A call that passes the circle by, and one to those who hold it, go out beside each other. */
const passesBy = ({ call }: Kept): boolean => call.type === 'SUPPORT' && call.whom === 'aside';

export const keptNew = (commandId: string, call: Call, seat: Seat, at: Instant): Kept => ({
	...{ commandId, call, seat, at, tries: 0, triedAt: at, why: null, refused: null, through: null, back: false }
});

/** Still to be sent. */
export const waiting = (kept: Kept): boolean => kept.through === null && kept.refused === null && !kept.back;

/** Adds one. While another of its kind waits, a second press is the same call; what was taken back gives way. */
export function added(all: Kept[], one: Kept): Kept[] {
	const same = (other: Kept) => passesBy(other) === passesBy(one);
	return all.some((other) => same(other) && waiting(other)) ? all : [...all.filter((other) => !same(other)), one];
}

export const changed = (all: Kept[], commandId: string, change: Partial<Kept>): Kept[] =>
	all.map((one) => (one.commandId === commandId ? { ...one, ...change } : one));

/** What a try came to. */
export function tried(all: Kept[], commandId: string, answer: Answer): Kept[] {
	if ('lost' in answer) return changed(all, commandId, { why: answer.lost });
	if ('ok' in answer) return changed(all, commandId, { through: answer.version });
	// A call of this person is open already: that is what they wanted.
	if (answer.refused === 'nothing-to-do') return all.filter((one) => one.commandId !== commandId);
	if (answer.refused === ('too-many' as string)) return changed(all, commandId, { why: 'unsaved' });
	return changed(all, commandId, { refused: answer.sentence });
}

/** How long after this many tries it is tried again. */
export const waitMs = (tries: number): number => waits[Math.min(tries, waits.length) - 1] ?? 0;

/** Its owner takes it back before it is through. What called again leaves the open call as it is. */
export function takenBack(all: Kept[], commandId: string): Kept[] {
	const one = all.find((kept) => kept.commandId === commandId);
	return one?.call.type === 'SUPPORT' && one.refused === null
		? changed(all, commandId, { back: true })
		: all.filter((kept) => kept !== one);
}

const openOf = (view: View, kept: Kept): ViewedSignal | null => (passesBy(kept) ? view.aside : view.signal);

/** The page sees what is so: what is left, and the calls to withdraw because they were taken back on their way. */
export function seen(all: Kept[], view: View, now: Instant): { left: Kept[]; withdraw: string[] } {
	const withdraw = all.flatMap((one) => (one.back ? (openOf(view, one)?.id ?? []) : []));
	const settled = (one: Kept) => {
		if (one.back) return openOf(view, one) !== null || now - one.triedAt > lateMs;
		return one.through !== null && view.version >= one.through;
	};
	const left = all.filter((one) => !settled(one));
	return { left: left.length === all.length ? all : left, withdraw };
}

/** As it is kept on this device. */
export const written = (all: Kept[]): string => JSON.stringify(all.filter((one) => one.through === null && one.refused === null));

/** What was kept on this device for this seat; nothing where it cannot be read. */
export const read = (text: string | null, seat: Seat, now: Instant): Kept[] => all(text, now).filter((one) => one.seat === seat);

/** Whether a call is kept that still has to go out, whoever's it is: what a page says of it that knows nobody here. */
export const unsent = (text: string | null, now: Instant): boolean => all(text, now).some(waiting);

function all(text: string | null, now: Instant): Kept[] {
	try {
		return (JSON.parse(text ?? '[]') as Kept[]).filter((one) => now - one.at < keptForMs && isCall(one.call));
	} catch {
		return [];
	}
}
