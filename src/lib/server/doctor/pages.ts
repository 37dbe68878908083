// Looks whether the application answers where people reach it: through the proxy, by its public name.

import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import tls from 'node:tls';
import { because, broken, ok, type Finding } from './finding.ts';

const patienceMs = 5000;

/** @param ca trusted beside the system's own, in PEM */
export async function lookAtPages(origin: string | undefined, ca?: string): Promise<Finding> {
	if (!origin || !URL.canParse(origin))
		return broken('pages', 'ORIGIN is not set.', 'Set ORIGIN to exactly what stands in people’s browsers.');
	const todo = 'See that the application runs, that the proxy hands on to it, and that the name leads to this machine.';
	try {
		const { status, text } = await ask(new URL('/readyz', origin), ca);
		if (status !== 200)
			return broken(
				'pages',
				`${origin} answers, and is not ready: ${text.slice(0, 200)}`,
				'See to what is not well below, and to the application’s log.'
			);
		return ok('pages', `${origin} answers and is ready.`);
	} catch (error) {
		return broken('pages', `${origin} does not answer: ${because(error)}.`, todo);
	}
}

function ask(url: URL, ca?: string): Promise<{ status: number; text: string }> {
	const secure = url.protocol === 'https:';
	const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
	const asked = (secure ? getSecure : getPlain)(
		url,
		{ timeout: patienceMs, ...(ca && secure && { ca: [...tls.rootCertificates, ca] }) },
		(answer) => {
			let text = '';
			answer.setEncoding('utf8').on('data', (part: string) => (text += part));
			answer.on('error', reject);
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
		}
	);
	asked.on('timeout', () => asked.destroy(new Error('no answer')));
	asked.on('error', reject);
	return promise;
}
