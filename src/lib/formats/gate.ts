// The one gate of formats that are not shipped: the editor and files go through it. Texts stay texts; nothing in them is run.

import * as v from 'valibot';
import type { Draft, DraftPhase } from './draft.ts';
import { draftedFormat, spareMinutes } from './draft.ts';
import { isBlank, plainText } from './hidden.ts';
import { formatLimits as most } from './limits.ts';
import { played } from './play.ts';

/** What to look at again: where it stands ("phases.2.prompt", or "" for the whole), and why. */
export type Errors = Record<string, string>;

const words = (chars: number) =>
	v.pipe(
		v.string('These should be words.'),
		v.transform(plainText),
		v.check((text) => [...text].length <= chars, `At most ${chars} characters, please. Nothing was cut off.`)
	);
const needed = (chars: number) =>
	v.pipe(
		words(chars),
		v.check((text) => !isBlank(text), 'A few words are needed here.')
	);
const count = (least: number, most: number, of: string) => {
	const message = `From ${least} to ${most} ${of}, please.`;
	return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
};
const length = (least: number, most: number, of: string) => {
	const message = `From ${least} to ${most} ${of}, please.`;
	return v.pipe(v.number(message), v.finite(message), v.minValue(least, message), v.maxValue(most, message));
};
const one = <const T extends readonly string[]>(choices: T) => v.picklist(choices, 'Please choose one of the list.');
const list = <T extends v.GenericSchema>(item: T, many: number) =>
	v.pipe(v.array(item, 'This should be a list.'), v.maxLength(many, `At most ${many} lines, please.`));
const yes = v.boolean('This should be yes or no.');

const Phase = v.object({
	id: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9-]{1,40}$/, 'This phase has a name that cannot be used.')),
	kind: one(['opening', 'checkIn', 'round', 'dyads', 'pause', 'integration', 'closing']),
	mode: one(['open', 'broadcast', 'silence', 'piece', 'dyads']),
	title: needed(most.titleChars),
	minutes: length(most.minPhaseMinutes, most.maxMinutes, 'minutes'),
	prompt: words(most.promptChars),
	gentler: words(most.promptChars),
	notes: words(most.notesChars),
	order: one(['ring', 'centre']),
	start: one(['first', 'afterLastHeard']),
	roster: one(['all', 'unheard', 'teller', 'others']),
	responses: one(['none', 'listen', 'wish']),
	wishes: list(one(['listen', 'mirror', 'stirred', 'ask', 'alike']), 5),
	responders: v.picklist([0, 1, 2], 'Nobody, one or two, please.'),
	settleSeconds: length(0, most.maxSettleSeconds, 'seconds'),
	listenerSpeaks: yes,
	pairSteps: v.pipe(v.array(length(0.5, 60, 'minutes')), v.length(6, 'A pair has six steps.')),
	sentences: list(needed(most.sentenceChars), most.sentences),
	tellerSpeaks: yes,
	practice: yes,
	quietly: words(most.promptChars)
});

const Whole = v.object({
	title: needed(most.titleChars),
	about: needed(most.aboutChars),
	origin: needed(most.originChars),
	minSeats: count(most.minSeats, most.maxSeats, 'seats'),
	maxSeats: count(most.minSeats, most.maxSeats, 'seats'),
	minutes: count(most.minMinutes, most.maxMinutes, 'minutes'),
	credentialed: v.picklist([0, 1, 2], 'Nobody, one or two, please.'),
	grounding: words(most.promptChars),
	agreements: list(needed(most.agreementChars), most.agreements),
	doorsCloseAfter: v.string('Please choose a phase.'),
	phases: v.pipe(list(Phase, most.phases), v.minLength(1, 'A format needs phases.'))
});

/**
 * Whether what somebody wrote, or what a file says, is a format that people can sit in.
 * @returns the draft, or what to look at again and why
 */
export function throughTheGate(written: unknown): { draft: Draft } | { errors: Errors } {
	const read = v.safeParse(Whole, written);
	if (!read.success) {
		const errors: Errors = {};
		for (const issue of read.issues) errors[v.getDotPath(issue) ?? ''] ??= issue.message;
		return { errors };
	}
	const draft: Draft = read.output;
	const errors = { ...ofTheWhole(draft), ...ofPhases(draft.phases) };
	if (Object.keys(errors).length > 0) return { errors };
	return playable(draft)
		? { draft }
		: { errors: { '': 'Played through by simulated people, this does not come to its end. Please look at who is asked in each phase.' } };
}

function ofTheWhole(draft: Draft): Errors {
	const errors: Errors = {};
	const ids = draft.phases.map(({ id }) => id);
	if (draft.minSeats > draft.maxSeats) errors.maxSeats = 'This is less than the fewest seats.';
	if (new Set(ids).size < ids.length) errors[''] = 'Two phases have the same name inside. Please remove one and add it again.';
	if (!ids.includes(draft.doorsCloseAfter)) errors.doorsCloseAfter = 'Please choose the phase after which the doors close.';
	const spare = spareMinutes(draft);
	if (spare < 0)
		errors.minutes = `The phases take ${-spare} ${spare === -1 ? 'minute' : 'minutes'} more than this. Make one shorter, or the whole longer.`;
	const closings = draft.phases.filter(({ kind }) => kind === 'closing').length;
	if (draft.phases.at(-1)?.kind !== 'closing' || closings !== 1) errors.phases = 'A format ends in its closing, and has only one.';
	return errors;
}

function ofPhases(phases: DraftPhase[]): Errors {
	const errors: Errors = {};
	let told = false;
	for (const [i, phase] of phases.entries()) {
		const at = (field: keyof DraftPhase, why: string) => (errors[`phases.${i}.${field}`] = why);
		if ((phase.kind === 'dyads') !== (phase.mode === 'dyads')) at('mode', 'Pairs, and only pairs, sit two and two.');
		if (phase.kind === 'closing' && (phase.mode !== 'piece' || phase.order !== 'ring' || phase.roster !== 'all'))
			at('mode', 'In a closing the piece goes round to everybody.');
		if (phase.mode === 'silence' || phase.mode === 'dyads') continue;
		if (phase.prompt === '') at('prompt', 'What is asked here? People read it while they wait.');
		if (phase.mode !== 'piece') continue;
		if (phase.responses === 'wish' && phase.responders === 0)
			at('responders', 'Who may wish for a response needs somebody who may give one.');
		if (phase.responses === 'wish' && !phase.wishes.includes('listen')) at('wishes', '“Just listen” always belongs to it.');
		if (phase.roster === 'teller' && phase.order === 'centre') told = true;
		const needsTeller = phase.roster === 'others' || phase.tellerSpeaks || (phase.roster === 'teller' && phase.order === 'ring');
		if (needsTeller && !told)
			at('roster', 'Before this there must be a phase in which one person takes the piece from the middle and tells.');
	}
	return errors;
}

/** Simulated people come to its end, in as few and in as many seats as it allows. */
function playable(draft: Draft): boolean {
	const format = draftedFormat(draft, { id: 'draft', version: 1 });
	return [draft.minSeats, draft.maxSeats].every((company) => {
		try {
			let last = 'scheduled';
			for (const { state } of played(format, { company })) last = state.value.lifecycle;
			return last === 'ended';
		} catch {
			return false;
		}
	});
}
