// How long a request may wait for its answer. What it began may still be done; whoever asked is told that nobody knows yet.

import { error } from '@sveltejs/kit';

/** Longer than a database that stands still is waited for, and shorter than people or proxies wait. */
const longestMs = 20_000;

/** The answer, or after 20 s a 503 that says what to do. An answer that is a stream has only to begin by then. */
export async function inTime(answer: Promise<Response>): Promise<Response> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, longestMs, null)));
	try {
		const response = await Promise.race([answer, late]);
		if (response) return response;
	} finally {
		clearTimeout(timer);
	}
	answer.catch(() => {});
	error(503, 'This takes longer than it should. Please look in a minute whether it was done, before you send it again.');
}
