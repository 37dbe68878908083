// The operator's own carrier: one signed post for each delivery, to the address the operator set. It says that somebody is
// asked for, never who asks or where.

import { createHmac } from 'node:crypto';
import type { PageKind } from '../db/schema-oncall.ts';
import { surroundings } from '../env/index.ts';
import { mayPostTo } from '../env/kinds.ts';
import { homeOrigin } from '../ground/smtp.ts';
import { asking } from '../ground/silence.ts';

export interface Alert {
	/** Of the delivery: the same one may come twice, and then has the same id. */
	id: string;
	kind: PageKind;
	/** Neutral: it may stand on a locked screen. */
	title: string;
	/** The path of the page it opens. */
	path: string;
	/** What the person gave as their alert topic. */
	to: string;
}

/** Where alerts are posted and what signs them; null while the operator set none that may be used. */
export function webhookFrom({
	ALERT_WEBHOOK_URL: url,
	ALERT_WEBHOOK_SECRET: secret
}: Record<string, string | undefined>): { url: string; secret: string } | null {
	return url && secret && mayPostTo(url) ? { url, secret } : null;
}

/** Whether this place has a carrier of its own. */
export const webhookLeaves = (): boolean => webhookFrom(surroundings()) !== null;

/** What proves that a post came from here: HMAC-SHA256 over `timestamp.body`, in hexadecimal. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
	createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/**
 * Posts one alert. Any answer of 2xx is a hand-over; no redirect is followed.
 * @returns null, or why it was not handed over, without an address
 */
export async function postAlert({ id, kind, title, path, to }: Alert, attemptMs: number): Promise<string | null> {
	const hook = webhookFrom(surroundings());
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
