// The ways a delivery leaves: by mail, to a device, by the operator's own carrier. One attempt each; who retries is not known here.

import type { Carrier, pages } from '../db/schema-oncall.ts';
import { sendMail } from '../ground/smtp.ts';
import { dropDevice, push } from '../push/index.ts';
import { onCallLimits } from './limits.ts';
import { textOf } from './texts.ts';
import { postAlert } from './webhook.ts';

/** A delivery as it was taken, with what its carrier needs. */
export interface Taken {
	id: string;
	page: string;
	kind: (typeof pages.$inferSelect)['kind'];
	carrier: Carrier;
	tries: number;
	email: string | null;
	topic: string | null;
	endpoint: string | null;
	p256dh: string | null;
	auth: string | null;
}
/** `gone`: there is no such device any more, and no such delivery either. */
export type Outcome = 'handed over' | 'gone' | { failed: string };

/** Gives one delivery to its carrier. */
export function handOver(letter: Taken): Promise<Outcome> {
	return { mail: byMail, push: toDevice, webhook: byWebhook }[letter.carrier](letter);
}

async function byMail({ id, page, kind, email }: Taken): Promise<Outcome> {
	const { subject, body } = textOf(kind, page);
	const sent = await sendMail({ to: email ?? '', subject, text: body, id, attemptMs: onCallLimits.attemptMs });
	return sent ? 'handed over' : { failed: 'the mail server did not take it' };
}

async function toDevice({ id, page, kind, endpoint, p256dh, auth }: Taken): Promise<Outcome> {
	const { push: body, url } = textOf(kind, page);
	// Push services want at most 32 letters, of a small alphabet: an id without its dashes.
	const message = { title: 'Evenround', body, url, tag: id.replaceAll('-', ''), ttlSeconds: onCallLimits.pushTtlSeconds, urgency: 'high' as const };
	const answer = endpoint && p256dh && auth ? await push({ endpoint, p256dh, auth }, message) : 'gone';
	if (answer === 'gone') await dropDevice(endpoint ?? '');
	return answer === 'sent' ? 'handed over' : answer === 'gone' ? 'gone' : { failed: 'the push service did not take it' };
}

async function byWebhook({ id, page, kind, topic }: Taken): Promise<Outcome> {
	const { subject, url } = textOf(kind, page);
	const failed = await postAlert({ id, kind, title: subject, path: url, to: topic ?? '' }, onCallLimits.attemptMs);
	return failed === null ? 'handed over' : { failed };
}
