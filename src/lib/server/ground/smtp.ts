// All of nodemailer: one mail as MIME, handed to SMTP_URL, or laid into the outbox on disk until there is one.
// Every mail is plain text: nothing in it can be loaded, and so nothing tells who read it. Subjects never name a topic.

import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { onDisk } from './disk.ts';
import { env } from '../env/index.ts';
import { logFailure } from './log.ts';
import { mailTried } from '../metrics/index.ts';
import { newSecret } from './secrets.ts';
import { asking } from './silence.ts';

export interface Mail {
	to: string;
	subject: string;
	text: string;
	/** A mail that may be sent a second time says by this that it is the same one. */
	id?: string;
	/** Not handed over by then counts as failed, and the connection is cut. In milliseconds. */
	attemptMs?: number;
	/** The address to which a mail program posts when somebody wants no more of these (RFC 8058). */
	unsubscribe?: string;
	/** A calendar's entry, and whether it is to be taken in or taken away. */
	calendar?: { ics: string; method: 'PUBLISH' | 'CANCEL' };
}

/** One attempt, where the caller says nothing: somebody waits for it, and not for as long as a request may take. In milliseconds. */
const usualAttemptMs = 12_000;

/** Where mails lie while no mail server is set. */
export const outbox = (): string => path.join(env.DATA_DIR, 'outbox');

/** From whom mails come. */
const from = (): string => env.MAIL_FROM;

/** The bare address of this house, as calendar entries name it. */
export const houseAddress = (): string => /<([^<>]+)>\s*$/.exec(from())?.[1] ?? from();

/** Where links in a mail lead that is written without a request at hand. */
export const homeOrigin = (): string => env.ORIGIN ?? `http://localhost:${env.PORT}`;

/** Whether mails leave this machine. */
export const mailLeaves = (): boolean => env.SMTP_URL !== undefined;

/** Sends one mail. False when it could not be handed over; the reason is in the log, without the address. */
export async function sendMail(mail: Mail): Promise<boolean> {
	const { id = `${new Date().toISOString().replaceAll(':', '-')}-${newSecret().slice(0, 6)}`, attemptMs = usualAttemptMs } = mail;
	try {
		if (env.SMTP_URL) await bySmtp(env.SMTP_URL, mime(mail), attemptMs);
		else await toOutbox(mime(mail), id);
		mailTried(true);
		return true;
	} catch (error) {
		mailTried(false);
		logFailure('mail', error);
		return false;
	}
}

/** The mail as nodemailer wants it, and nothing in it that it would fetch from a disk or a network. */
function mime({ to, subject, text, id, unsubscribe, calendar }: Mail): SendMailOptions {
	return {
		from: from(),
		// An address and never text to be read: a group or a comment in it would be another mailbox, or none.
		to: { name: '', address: to },
		subject,
		text,
		messageId: id && `<${id}@evenround>`,
		headers: {
			// Nobody's holiday notice answers it.
			'Auto-Submitted': 'auto-generated',
			...(unsubscribe && { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
		},
		icalEvent: calendar && { method: calendar.method, filename: 'evenround.ics', content: calendar.ics },
		disableFileAccess: true,
		disableUrlAccess: true
	};
}

async function bySmtp(url: string, message: SendMailOptions, attemptMs: number): Promise<void> {
	// Cut, not only given up: an attempt that goes on unseen could hand the same mail over beside the next one.
	const cut: SendMailOptions & { signal: AbortSignal } = { ...message, signal: AbortSignal.timeout(attemptMs) };
	await asking('mail', createTransport(url).sendMail(cut));
}

async function toOutbox(message: SendMailOptions, id: string): Promise<void> {
	const { message: bytes } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
	// Whoever reads the outbox finds a mail whole or not at all.
	const part = path.join(outbox(), `${id}-${newSecret().slice(0, 6)}.part`);
	await onDisk(async () => {
		await mkdir(outbox(), { recursive: true, mode: 0o700 });
		await writeFile(part, bytes as Buffer, { mode: 0o600 });
		await rename(part, path.join(outbox(), `${id}.eml`));
	});
}
