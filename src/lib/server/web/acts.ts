// What every action of a page's forms shares: its guard, its form, what becomes of a refusal, and where it goes on. Knows no form's words.

import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { isId } from '../access/index.ts';
import { text } from '../forms/forms.ts';
import { limited, type Allowance, type TooMany } from '../rates/rates.ts';
import { say, type PeopleRefusal } from './say.ts';

/** A coded no. */
interface No<Code extends string> {
	refused: Code;
	/** Over HTTP; what the page's refusals have unless it says another. */
	status?: number;
}

/** A no because of what was typed or chosen. */
export const odd = <const Code extends string>(refused: Code): No<Code> => ({ refused, status: 400 });

/** The call, while there is room for one more; else how long to wait. @param key whoever asks */
export async function within<A>(allowance: Allowance, key: string, call: () => A): Promise<Awaited<A> | TooMany> {
	return (await limited(allowance, key)) ?? (await call());
}

/** The call for what a form names by its id; nothing when that is none. */
export async function named<A>(form: FormData, call: (id: string) => A): Promise<Awaited<A> | undefined> {
	const id = text(form, 'id');
	return isId(id) ? await call(id) : undefined;
}

/** It was done or refused: all that a room says of it. */
type Plain<Code extends string> = { ok: true } | No<Code> | TooMany | null | void;
/** What a page is given as `form`: a refusal as a sentence under its name, or what its action shows. */
type Given<Answer, As extends string, Typed> = ActionFailure<Record<As, string> & Typed> | Exclude<Answer, Plain<string>>;

interface Page<At, Code extends string> {
	/** Where it goes on once something was done; without it the same page is shown again. */
	to?: (at: At) => string;
	/** The sentence of a code, where it is not the one that all pages share. */
	says?: (code: Code) => string;
	/** Of a refusal that names none. 409 unless the page says another. */
	status?: number;
}
interface How<At, As extends string, Typed extends object> {
	/** Under which name the page is given a refusal; `error` unless it says another. */
	as?: As;
	/** What was typed, given back beside a refusal. */
	typed?: (form: FormData) => Typed;
	/** Where this one goes on, when not where the others do. */
	to?: (at: At) => string;
}

/**
 * Makes the actions of one page. Each is given what the guard found, the form and the event, and returns what the room answered,
 * or what there is to show: data, or a failure with words of its own.
 * @param guard ends the request of whoever may not go on
 */
export function acts<Event, At, Code extends string = PeopleRefusal>(guard: (event: Event) => At | Promise<At>, page: Page<At, Code> = {}) {
	const sentence = (no: No<Code> | TooMany): string =>
		'seconds' in no ? say(no) : (page.says ?? (say as (code: string) => string))(no.refused);

	return <Answer extends Plain<Code> | (object & { refused?: never }), As extends string = 'error', Typed extends object = object>(
			does: (at: At, form: FormData, event: Event) => Promise<Answer>,
			{ as = 'error' as As, typed, to = page.to }: How<At, As, Typed> = {}
		) =>
		async (event: Event & { request: Request }): Promise<Given<Answer, As, Typed>> => {
			const at = await guard(event);
			const form = await event.request.formData();
			const answer: Plain<Code> | object = await does(at, form, event);
			if (answer && 'refused' in answer) {
				const no = answer as No<Code> | TooMany;
				const status = 'seconds' in no ? 429 : (no.status ?? page.status ?? 409);
				return fail(status, { ...typed?.(form), [as]: sentence(no) } as Record<As, string> & Typed);
			}
			if (answer && !('ok' in answer)) return answer as Exclude<Answer, Plain<string>>;
			if (to) redirect(303, to(at));
			return undefined as never;
		};
}
