// What an action answers: a sentence where it was refused, where it goes on where it was done, and what it shows.

import { isActionFailure, isRedirect } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { acts, named, odd, within } from './acts.ts';

const posts = (fields: Record<string, string> = {}) => {
	const body = new URLSearchParams(fields);
	return { request: new Request('http://localhost/', { method: 'POST', body }) };
};
/** The status and words of a failure. */
const failed = (answer: unknown) => (isActionFailure(answer) ? { status: answer.status, ...(answer.data as object | undefined) } : null);
const act = acts((event: { who?: string }) => ({ id: event.who ?? 'seven' }), { to: ({ id }) => `/things/${id}` });
const caught = async (answer: Promise<unknown>) =>
	answer.then(
		() => null,
		(thrown: unknown) => thrown
	);

test('whoever the guard stops does nothing, and their form is not read', async () => {
	let done = 0;
	const shut = acts(() => Promise.reject(new Error('no way in')))(async () => void done++);
	const event = posts();
	await expect(shut(event)).rejects.toThrow('no way in');
	expect({ done, read: event.request.bodyUsed }).toEqual({ done: 0, read: false });
});

test('a refusal is given to the page as a sentence, under its name, beside what was typed', async () => {
	const refused = act(async () => ({ refused: 'full' as const }), { as: 'seatError', typed: (form) => ({ given: form.get('name') }) });
	const answer = await refused(posts({ name: 'Ana' }));
	expect(failed(answer)).toEqual({ status: 409, given: 'Ana', seatError: expect.stringMatching(/^[A-Z].*\.$/) });
	const typed = await act(async () => odd('choice-odd'))(posts());
	expect(failed(typed)).toEqual({ status: 400, error: 'Please look at the marked choice again. Everything else is still here.' });
});

test('a page whose room has sentences of its own says those', async () => {
	const speaks = acts(() => null, { status: 400, says: (code: 'over') => `It is ${code}.` });
	const answer = await speaks(async () => ({ refused: 'over' as const }))(posts());
	expect(failed(answer)).toEqual({ status: 400, error: 'It is over.' });
});

test('what was done goes on where the page says, or this action', async () => {
	const [all, one] = await Promise.all([
		caught(act(async () => ({ ok: true as const }))(posts())),
		caught(act(async () => {}, { to: () => '/elsewhere' })(posts()))
	]);
	expect([isRedirect(all) && all.location, isRedirect(one) && one.location]).toEqual(['/things/seven', '/elsewhere']);
	expect(await acts(() => null)(async () => {})(posts())).toBeUndefined();
});

test('what there is to show is shown, and nothing goes on', async () => {
	expect(await act(async () => ({ link: 'there' }))(posts())).toEqual({ link: 'there' });
});

test('beyond an allowance the call is not made, and the person reads how long to wait', async () => {
	let calls = 0;
	const often = act(async () => within('checkFormat', 'somebody', async () => void calls++));
	for (let times = 0; times < 60; times++) await caught(often(posts()));
	const answer = await often(posts());
	expect(calls).toBe(60);
	expect(failed(answer)).toEqual({ status: 429, error: expect.stringContaining('Please wait 10 minutes and try again.') });
});

test('only an id that may be one is looked for', async () => {
	const form = async (id: string) => posts({ id }).request.formData();
	const id = crypto.randomUUID();
	expect([await named(await form(id), (one) => one), await named(await form('7'), (one) => one)]).toEqual([id, undefined]);
});
