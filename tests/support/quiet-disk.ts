// A disk that can fall silent under one application, together with whoever takes its log (stuck-disk.mjs does it, within).
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryDir } from './private-servers.ts';

const script = pathToFileURL(path.join(import.meta.dirname, 'stuck-disk.mjs'));

export interface QuietDisk {
	/** For the application that it is under. */
	env: Record<string, string>;
	/** From now on the disk does not answer, and nobody takes the log. */
	hang(): void;
	/** What waited is done, and everything after it. */
	goOn(): void;
	/** What was logged. */
	log(): string;
	close(): void;
}

export function quietDisk(): QuietDisk {
	const dir = temporaryDir();
	const [gate, log, flag] = ['gate', 'log', 'stuck'].map((name) => path.join(dir, name)) as [string, string, string];
	execFileSync('mkfifo', [gate, log]);
	let text = '';
	const taking = new net.Socket({ fd: openSync(log, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
	taking.setEncoding('utf8').on('data', (part: string) => (text += part));
	let open = openSync(gate, 'r+');
	let silent = false;
	return {
		env: { STUCK_DISK: dir, NODE_OPTIONS: `--import ${script}` },
		hang() {
			silent = true;
			taking.pause();
			fill(log);
			closeSync(open);
			writeFileSync(flag, '');
		},
		goOn() {
			if (!silent) return;
			silent = false;
			rmSync(flag);
			open = openSync(gate, 'r+');
			taking.resume();
		},
		log: () => text,
		close() {
			this.goOn();
			closeSync(open);
			taking.destroy();
		}
	};
}

/** As much as a pipe holds: the next line has no room. */
function fill(pipe: string): void {
	const into = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
	try {
		for (const line of ['.'.repeat(4095), '']) for (;;) writeSync(into, `${line}\n`);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
	} finally {
		closeSync(into);
	}
}
