// The one place from which anything leaves: by mail, to a device, by the operator's own carrier. One attempt each; who retries is
// not known here. tests/floors.test.ts holds that nobody else calls them.

import { sendMail, type Mail } from '../ground/smtp.ts';
import { dropDevice, push, type Device, type Message } from '../push/index.ts';
import { postAlert, type Alert } from './webhook.ts';

/**
 * What became of an attempt. `dropped`: it was not needed, true or wished for any more. `gone`: there is no such device any more, and
 * no such delivery either. Why it failed is said in words of ours, without an address.
 */
export type Outcome = 'handed over' | 'dropped' | 'gone' | { failed: string };

/** Gives a mail to the mail server, or lays it into the outbox on disk. */
export const byMail = async (mail: Mail): Promise<Outcome> =>
	(await sendMail(mail)) ? 'handed over' : { failed: 'the mail server did not take it' };

/**
 * Gives a message to the push service of a device. A device that is gone is forgotten.
 * @param id the same one takes the place of the first on the device
 */
export async function toDevice(device: Device, id: string, message: Omit<Message, 'tag' | 'title'>): Promise<Outcome> {
	// Push services want at most 32 letters, of a small alphabet: an id without its dashes.
	const answer = await push(device, { title: 'Evenround', ...message, tag: id.replaceAll('-', '') });
	if (answer === 'gone') await dropDevice(device.endpoint);
	return answer === 'sent' ? 'handed over' : answer === 'gone' ? 'gone' : { failed: 'the push service did not take it' };
}

/** Posts an alert to the operator's own carrier. @param attemptMs it is given up after this */
export async function byWebhook(alert: Alert, attemptMs: number): Promise<Outcome> {
	const failed = await postAlert(alert, attemptMs);
	return failed === null ? 'handed over' : { failed };
}
