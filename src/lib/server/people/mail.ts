// Sends mail by SMTP_URL, or lays it into the outbox on disk until there is one. Subjects never name a topic.

import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { logFailure } from '../log.ts';
import { newSecret } from '../secrets.ts';

export interface Mail {
	to: string;
	subject: string;
	text: string;
	/** A mail that may be sent a second time says by this that it is the same one. */
	id?: string;
	/** Not handed over by then counts as failed. In milliseconds. */
	attemptMs?: number;
}

/** Where mails lie while no mail server is set. */
export const outbox = (): string => path.join(process.env.DATA_DIR || '.data', 'outbox');

/** Where links in a mail lead that is written without a request at hand. */
export const homeOrigin = (): string => process.env.ORIGIN || `http://localhost:${process.env.PORT || 3000}`;

/** Whether mails leave this machine. */
export const mailLeaves = (): boolean => Boolean(process.env.SMTP_URL);

type Message = Pick<Mail, 'to' | 'subject' | 'text'> & { from: string; messageId?: string };

async function toOutbox(message: Message, id: string): Promise<void> {
	const { message: bytes } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
	await mkdir(outbox(), { recursive: true, mode: 0o700 });
	// Whoever reads the outbox finds a mail whole or not at all.
	const part = path.join(outbox(), `${id}-${newSecret().slice(0, 6)}.part`);
	await writeFile(part, bytes as Buffer, { mode: 0o600 });
	await rename(part, path.join(outbox(), `${id}.eml`));
}

/** Sends one mail. False when it could not be handed over; the reason is in the log, without the address. */
export async function sendMail({ id, attemptMs, ...mail }: Mail): Promise<boolean> {
	const message = { ...mail, from: process.env.MAIL_FROM || 'Evenround <evenround@localhost>', messageId: id && `<${id}@evenround>` };
	try {
		if (process.env.SMTP_URL) await bySmtp(process.env.SMTP_URL, message, attemptMs);
		else await toOutbox(message, id ?? `${new Date().toISOString().replaceAll(':', '-')}-${newSecret().slice(0, 6)}`);
		return true;
	} catch (error) {
		logFailure('mail', error);
		return false;
	}
}

async function bySmtp(url: string, message: Message, attemptMs?: number): Promise<void> {
	const transport = createTransport(url);
	if (attemptMs === undefined) return void (await transport.sendMail(message));
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(() => late.reject(new Error('late')), attemptMs);
	try {
		await Promise.race([transport.sendMail(message), late.promise]);
	} finally {
		clearTimeout(timer);
		transport.close();
	}
}
