// The operator's own carrier: one signed post for each delivery, to the address the operator set. It says that somebody is
// asked for, never who asks or where.

import { createHmac } from 'node:crypto';
import type { pages } from '../db/schema-oncall.ts';
import { homeOrigin } from '../people/mail.ts';
import { asking } from '../silence.ts';

export interface Alert {
	/** Of the delivery: the same one may come twice, and then has the same id. */
	id: string;
	kind: (typeof pages.$inferSelect)['kind'];
	/** Neutral: it may stand on a locked screen. */
	title: string;
	/** The path of the page it opens. */
	path: string;
	/** What the person gave as their alert topic. */
	to: string;
}

/** Where alerts are posted and what signs them; null while the operator set none that may be used. */
export function webhookFrom({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret }: Record<string, string | undefined>): { url: string; secret: string } | null {
	return url && secret && mayPostTo(url) ? { url, secret } : null;
}

/** Whether this place has a carrier of its own. */
export const webhookLeaves = (): boolean => webhookFrom(process.env) !== null;

const inside = /^(localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1\]|\[f[cd][0-9a-f:]+\]|[a-z0-9-]+|.+\.(internal|local))$/;

/** Whether an address may be posted to: https anywhere, plain http only where no foreign wire lies between. */
export function mayPostTo(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || (protocol === 'http:' && inside.test(hostname));
}

/** What proves that a post came from here: HMAC-SHA256 over `timestamp.body`, in hexadecimal. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
	createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/**
 * Posts one alert. Any answer of 2xx is a hand-over; no redirect is followed.
 * @returns null, or why it was not handed over, without an address
 */
export async function postAlert({ id, kind, title, path, to }: Alert, attemptMs: number): Promise<string | null> {
	const hook = webhookFrom(process.env);
	if (!hook) return 'no webhook is set';
	const body = JSON.stringify({ id, kind, title, path, url: `${homeOrigin()}${path}`, to });
	const timestamp = String(Math.floor(Date.now() / 1000));
	try {
		const asked = fetch(hook.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'evenround-timestamp': timestamp,
				'evenround-signature': `sha256=${signatureOf(hook.secret, timestamp, body)}`
			},
			body,
			redirect: 'error',
			signal: AbortSignal.timeout(attemptMs)
		});
		const answer = await asking('webhook', asked);
		await answer.body?.cancel();
		return answer.ok ? null : `it answered ${answer.status}`;
	} catch (error) {
		return error instanceof Error && error.name === 'TimeoutError' ? `no answer within ${attemptMs / 1000} s` : 'it could not be reached';
	}
}
