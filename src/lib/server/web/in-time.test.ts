import { redirect } from '@sveltejs/kit';
import { expect, test, vi } from 'vitest';
import { inTime } from './in-time.ts';

const url = new URL('https://circle.example/gatherings/1');
const asked = (how: { method?: string; accept?: string; action?: boolean; route?: string; data?: boolean } = {}) => ({
	request: new Request(url, {
		method: how.method ?? 'GET',
		headers: { ...(how.accept && { accept: how.accept }), ...(how.action && { 'x-sveltekit-action': 'true' }) }
	}),
	route: { id: how.route ?? '/gatherings/[id]' },
	url,
	isDataRequest: how.data ?? false
});
const never = () => new Promise<Response>(() => {});
const page = 'text/html,*/*';

test('an answer that comes in time is handed on as it is, and so is a way elsewhere', async () => {
	const answer = new Response('here');
	expect(await inTime(asked(), Promise.resolve(answer))).toBe(answer);
	const away = Promise.resolve().then(() => redirect(303, '/consent'));
	await expect(inTime(asked(), away)).rejects.toMatchObject({ status: 303 });
});

test('after twenty seconds a page says that nothing is lost, under our headers', async () => {
	vi.useFakeTimers();
	const waiting = inTime(asked({ accept: page }), never());
	await vi.advanceTimersByTimeAsync(20_000);
	vi.useRealTimers();
	const answer = await waiting;
	expect(answer.status).toBe(503);
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'no-referrer',
		'cache-control': 'private, no-store',
		'retry-after': '60'
	});
	const text = await answer.text();
	expect(text).toContain('Nothing was changed, and nothing is lost. Please open this page again in a minute.');
	expect(text).not.toContain('what you wrote');
});

test('whoever posted is told that nobody knows, and what to do; a command, that it is safe to try again', async () => {
	const form = await inTime(asked({ method: 'POST', accept: page }), never(), 1);
	expect(await form.text()).toMatch(/may still be done\. Please look in a minute .*what you wrote is still there/);
	const scripted = await inTime(asked({ method: 'POST', action: true, accept: 'application/json' }), never(), 1);
	expect(await scripted.json()).toMatchObject({
		type: 'error',
		error: { message: expect.stringContaining('before you send it again') as string }
	});
	const command = await inTime(asked({ method: 'POST', route: '/api/gatherings/[id]/commands', accept: '*/*' }), never(), 1);
	expect(command.headers.get('x-frame-options')).toBe('DENY');
	expect(await command.json()).toEqual({ refused: 'not-saved', sentence: expect.stringContaining('It is safe to try again') as string });
	const data = await inTime(asked({ data: true }), never(), 1);
	expect(await data.json()).toEqual({ message: expect.stringContaining('Please open this page again in a minute.') as string });
});

test('what fails before anybody acted on it says the same: never the framework’s own page', async () => {
	const answer = await inTime(asked({ accept: page }), Promise.reject(new Error('CONNECTION_CLOSED')));
	expect([answer.status, answer.headers.get('x-frame-options')]).toEqual([503, 'DENY']);
});
