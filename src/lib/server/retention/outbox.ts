// Mails that lie on disk while no mail server is set: those to one address are taken away, and old ones forgotten.

import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { nothingFor, onDisk } from '../ground/disk.ts';
import { outbox } from '../ground/smtp.ts';

/** The head of a mail, its folded lines put together again. */
const headOf = (mail: string): string => mail.split('\r\n\r\n', 1)[0]!.replace(/\r\n[ \t]+/g, ' ');

/** Takes away every mail to this address (lower-cased). */
export async function takeFromOutbox(email: string): Promise<void> {
	for (const file of await files()) {
		const text = await onDisk(() => readFile(file, 'utf8').catch(nothingFor('')));
		if (headOf(text).toLowerCase().includes(email)) await onDisk(() => rm(file, { force: true }));
	}
}

/** Takes away what was laid there before. Each node does this for its own disk. */
export async function forgetOutbox(before: Date): Promise<void> {
	for (const file of await files()) {
		const found = await onDisk(() => stat(file).catch(nothingFor(null)));
		if (found && found.mtime < before) await onDisk(() => rm(file, { force: true }));
	}
}

async function files(): Promise<string[]> {
	const names = await onDisk(() => readdir(outbox()).catch(nothingFor<string[]>([])));
	return names.map((name) => path.join(outbox(), name));
}
