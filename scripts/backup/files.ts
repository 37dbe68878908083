// A backup as a file: packed, sealed when there is a passphrase, there whole or not at all.
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Plain } from '../lib/say.ts';
import { doesNotOpen, isSealed, opening, sealing } from './sealed.ts';

/** Writes `parts` to `file`, which must not exist. Readable by its owner alone. */
export async function writeBackup(file: string, parts: AsyncIterable<string | Buffer>, passphrase: string | null): Promise<void> {
	if (existsSync(file)) throw new Plain(`${file} is there already. Give the backup a name of its own.`);
	const part = path.join(path.dirname(file), `.${path.basename(file)}.part`);
	try {
		const into = createWriteStream(part, { mode: 0o600 });
		const packed = createGzip();
		if (passphrase === null) await pipeline(Readable.from(parts), packed, into);
		else await pipeline(Readable.from(parts), packed, sealing(passphrase), into);
		const written = await open(part, 'r+');
		await written.sync();
		await written.close();
		await rename(part, file);
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
}

/**
 * What is in a backup, as bytes. They are certain only when the stream has ended: it throws Plain when the file was cut off or
 * changed, or needs another passphrase.
 */
export async function* readBackup(file: string, passphrase: string | null): AsyncGenerator<Buffer> {
	if (!existsSync(file)) throw new Plain(`There is no file ${file}.`);
	const sealed = isSealed(await startOf(file));
	if (sealed && passphrase === null) throw new Plain('This file is sealed. Set BACKUP_PASSPHRASE to what it was sealed with.');
	const from = createReadStream(file);
	const packed = sealed ? Readable.from(opening(passphrase!)(from)) : from;
	const broken = sealed ? doesNotOpen : 'This file is damaged or was cut off. Nothing was restored.';
	const unpacked = createGunzip();
	// What goes wrong before it is unpacked is to be heard by whoever reads what is unpacked.
	packed.on('error', (error: Error) => unpacked.destroy(error));
	try {
		for await (const part of packed.pipe(unpacked)) yield part as Buffer;
	} catch (error) {
		throw error instanceof Plain ? error : new Plain(broken);
	} finally {
		from.destroy();
	}
}

async function startOf(file: string): Promise<Buffer> {
	const handle = await open(file, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}
