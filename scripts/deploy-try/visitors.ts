// Two visitors by IPv6, from two networks: what one uses up is not taken from the other.
import { request } from 'node:https';
import { Plain } from '../lib/say.ts';
import { publicAddress6, visitors6 } from './machine.ts';
import { domain, origin } from './place.ts';

/** Wrong passwords for one address from one network, before nobody there is asked any more. */
const tries = 10;
const often = /asked for often/;

/** @param email of an account, which nobody signs in to meanwhile */
export async function apart(email: string): Promise<void> {
	const [first, second] = visitors6;
	for (let n = 0; n < tries; n++) await guesses(first, email);
	if (!often.test(await guesses(first, email))) throw new Plain('Whoever guesses ten times by IPv6 is not stopped.');
	if (often.test(await guesses(second, email)))
		throw new Plain('All visitors by IPv6 share one allowance: the door does not see where they come from.');
}

function guesses(from: string, email: string): Promise<string> {
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	const headers = { host: domain, origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
	const asked = request(
		{ host: publicAddress6, localAddress: from, servername: domain, path: '/sign-in?/password', method: 'POST', headers },
		(answer) => {
			let text = '';
			answer.setEncoding('utf8').on('data', (part: string) => (text += part));
			answer.on('end', () => resolve(text));
		}
	);
	asked.on('error', reject);
	asked.end(new URLSearchParams({ email, password: 'not the words here' }).toString());
	return promise;
}
