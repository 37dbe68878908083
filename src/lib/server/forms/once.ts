// A form that comes twice with the same one-time word is done once, on whichever node: the second is given the first's answer.

import { createHash } from 'node:crypto';
import { setTimeout as nap } from 'node:timers/promises';
import type { RequestEvent } from '@sveltejs/kit';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { seal, unseal } from '../ground/sealing.ts';
import { db } from '../db/index.ts';
import { formAnswers } from '../db/schema-house.ts';
import { refuse } from './posted.ts';

export const onceLimits = {
	/** So long a repeat gets the first answer. */
	keptMs: 10 * 60_000,
	/** A first that has not answered by then went down with its node. */
	lostMs: 60_000,
	/** So long a repeat waits for the first, and how often it looks. */
	waitMs: 15_000,
	lookMs: 100,
	/** Longer answers are not kept; who repeats them is led to the page itself. */
	mostChars: 400_000
} as const;

/** A one-time word as pages make it (lib/ui/Once.svelte). */
const word = /^[0-9a-f]{32}$/;

interface Answer {
	status: number;
	headers: [string, string][];
	body: string | null;
}

/**
 * Answers a posted form. Without a one-time word it is done each time; with one it is done once, unless it was refused:
 * a no changed nothing, and may be asked again.
 */
export async function once(event: RequestEvent, form: FormData, act: () => Response | Promise<Response>): Promise<Response> {
	const given = form.get('once');
	if (typeof given !== 'string' || !word.test(given)) return act();
	const hash = await hashOf(event, form);
	for (const end = Date.now() + onceLimits.waitMs; ;) {
		if (await claim(hash)) return first(hash, given, event, act);
		const [found] = await db().select({ sealed: formAnswers.sealed }).from(formAnswers).where(eq(formAnswers.hash, hash));
		const before = found?.sealed && unseal(keyOf(given), hash, found.sealed);
		if (before) return again(JSON.parse(before) as Answer);
		if (Date.now() > end)
			return refuse(event.request, { status: 409, message: 'This is being done already. Please look in a moment whether it is there.' });
		await nap(onceLimits.lookMs);
	}
}

/** Forgets the answers whose time is over. */
export async function forgetAnswers(now = new Date()): Promise<void> {
	await db().delete(formAnswers).where(lt(formAnswers.until, now));
}

async function first(hash: string, given: string, event: RequestEvent, act: () => Response | Promise<Response>): Promise<Response> {
	const mine = eq(formAnswers.hash, hash);
	let kept = false;
	try {
		const response = await act();
		const answer = await answerOf(response, event);
		if (answer)
			await db()
				.update(formAnswers)
				.set({ sealed: seal(keyOf(given), hash, JSON.stringify(answer)) })
				.where(mine);
		kept = answer !== null;
		return response;
	} finally {
		if (!kept) await db().delete(formAnswers).where(mine);
	}
}

/** True for one of those who come with the same: nobody did before, or what came of it is forgotten or was lost. */
async function claim(hash: string): Promise<boolean> {
	const now = new Date();
	await forgetAnswers(now);
	const row = { begunAt: now, sealed: null, until: new Date(now.getTime() + onceLimits.keptMs) };
	const lost = and(isNull(formAnswers.sealed), lt(formAnswers.begunAt, new Date(now.getTime() - onceLimits.lostMs)));
	const made = await db()
		.insert(formAnswers)
		.values({ hash, ...row })
		.onConflictDoUpdate({ target: formAnswers.hash, set: row, setWhere: or(lost, lt(formAnswers.until, now)) })
		.returning({ hash: formAnswers.hash });
	return made.length > 0;
}

/** What is to be given again; null where a form was refused, failed, or gave a file. */
async function answerOf(response: Response, event: RequestEvent): Promise<Answer | null> {
	if (response.status >= 400 || response.headers.has('content-disposition')) return null;
	const headers = [...response.headers].filter(([name]) => name !== 'content-length' && name !== 'etag');
	const body = response.body ? await response.clone().text() : null;
	if (headers.some(([name, value]) => name === 'content-type' && value.startsWith('application/json'))) {
		const { type } = JSON.parse(body ?? '{}') as { type?: string };
		if (type === 'failure' || type === 'error') return null;
	}
	if ((body?.length ?? 0) <= onceLimits.mostChars) return { status: response.status, headers, body };
	return { status: 303, headers: [['location', event.url.pathname]], body: null };
}

const again = ({ status, headers, body }: Answer): Response => new Response(body, { status, headers });

/** Nobody but the page knows the word, so nobody but the page can open the answer. */
const keyOf = (given: string): Buffer => createHash('sha256').update(`answer of ${given}`).digest();

async function hashOf({ locals, getClientAddress, route, url }: RequestEvent, form: FormData): Promise<string> {
	const hash = createHash('sha256').update(JSON.stringify([locals.account?.id ?? getClientAddress(), route.id, url.pathname, url.search]));
	for (const [name, value] of form) {
		const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
		hash.update(JSON.stringify([name, bytes.length])).update(bytes);
	}
	return hash.digest('hex');
}
