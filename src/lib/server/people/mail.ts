// Sends mail by SMTP_URL, or lays it into the outbox on disk until there is one. Subjects never name a topic.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { logFailure } from '../log.ts';
import { newSecret } from '../secrets.ts';

export interface Mail {
	to: string;
	subject: string;
	text: string;
}

/** Where mails lie while no mail server is set. */
export const outbox = (): string => path.join(process.env.DATA_DIR || '.data', 'outbox');

/** Whether mails leave this machine. */
export const mailLeaves = (): boolean => Boolean(process.env.SMTP_URL);

async function toOutbox(message: Mail & { from: string }): Promise<void> {
	const { message: bytes } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
	await mkdir(outbox(), { recursive: true, mode: 0o700 });
	const file = `${new Date().toISOString().replaceAll(':', '-')}-${newSecret().slice(0, 6)}.eml`;
	await writeFile(path.join(outbox(), file), bytes as Buffer, { mode: 0o600 });
}

/** Sends one mail. False when it could not be handed over; the reason is in the log, without the address. */
export async function sendMail(mail: Mail): Promise<boolean> {
	const message = { ...mail, from: process.env.MAIL_FROM || 'Evenround <evenround@localhost>' };
	try {
		if (process.env.SMTP_URL) await createTransport(process.env.SMTP_URL).sendMail(message);
		else await toOutbox(message);
		return true;
	} catch (error) {
		logFailure('mail', error);
		return false;
	}
}
