// How long a request may wait for its answer, and what is said in its place: in our words, and under the headers of every answer.
// What it began may still be done; whoever asked is told that nobody knows yet.

import { isHttpError, isRedirect } from '@sveltejs/kit';
import { logFailure } from '../ground/log.ts';
import { secure } from './headers.ts';

/** Longer than a database that stands still is waited for, and shorter than people or proxies wait. */
const longestMs = 20_000;
const retrySeconds = 60;

interface Asked {
	request: Request;
	route: { id: string | null };
	url: URL;
	/** The framework's own page asks for what a page shows. */
	isDataRequest: boolean;
}
interface Words {
	title: string;
	text: string;
}

/** What is posted there has an id of its own, and is done once however often it comes. */
const doneOnce = ['/api/gatherings/[id]/commands', '/api/gatherings/[id]/join'];
const later: Words = {
	title: 'This takes too long just now.',
	text: 'Nothing was changed, and nothing is lost. Please open this page again in a minute.'
};
const unsure: Words = {
	title: 'Nobody can say yet whether this was done.',
	text: 'It takes too long just now, and may still be done. Please look in a minute whether it is there, before you send it again. What was there before is kept.'
};
const safe: Words = {
	title: unsure.title,
	text: 'This takes too long just now, and may still be done. What was there before is kept. It is safe to try again: it is done once.'
};

const reads = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
const wordsFor = ({ request, route }: Asked): Words => (reads(request) ? later : doneOnce.includes(route.id ?? '') ? safe : unsure);

/**
 * The answer; or after 20 s, or when none could be made before anybody acted, a 503 that says what was kept and what to do.
 * An answer that is a stream has only to begin by then.
 */
export async function inTime(asked: Asked, answer: Promise<Response>, withinMs = longestMs): Promise<Response> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, withinMs, null)));
	try {
		const response = await Promise.race([answer, late]);
		if (response) return response;
	} catch (error) {
		if (isRedirect(error) || isHttpError(error)) throw error;
		logFailure(asked.route.id ?? 'no route', error);
	} finally {
		clearTimeout(timer);
	}
	answer.catch(() => {});
	return secure(said(asked, wordsFor(asked)), asked.url);
}

/** To a page with scripts as it reads errors, to a person as a page, to anything else as JSON. */
function said({ request, isDataRequest }: Asked, { title, text }: Words): Response {
	const init = { status: 503, headers: { 'retry-after': String(retrySeconds), 'cache-control': 'private, no-store' } };
	if (isDataRequest) return Response.json({ message: text }, init);
	if (request.headers.get('x-sveltekit-action') === 'true') return Response.json({ type: 'error', error: { message: text } }, init);
	if (!/text\/html/.test(request.headers.get('accept') ?? '')) return Response.json({ refused: 'not-saved', sentence: text }, init);
	const back = reads(request) ? '' : '<p>Go back in your browser: what you wrote is still there.</p>';
	const page = `<!doctype html><html lang="en"><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>One minute, please</title><h1>${title}</h1><p>${text}</p>${back}</html>`;
	return new Response(page, { ...init, headers: { ...init.headers, 'content-type': 'text/html; charset=utf-8' } });
}
