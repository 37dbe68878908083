// A disk that can fall silent under one application, together with whoever takes its log (stuck-disk.mjs does it, within).
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryDir } from './private-servers.ts';

const script = pathToFileURL(path.join(import.meta.dirname, 'stuck-disk.mjs'));

const takeMs = 50;

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
	const from = openSync(log, constants.O_RDONLY | constants.O_NONBLOCK);
	const part = Buffer.alloc(65_536);
	const take = () =>
		untilFull(() => {
			const length = readSync(from, part);
			text += part.toString('utf8', 0, length);
			return length > 0;
		});
	// Not a stream: that would go on taking for a while after it was told to stop.
	let taking = setInterval(take, takeMs);
	let open = openSync(gate, 'r+');
	let silent = false;
	return {
		env: { STUCK_DISK: dir, NODE_OPTIONS: `--import ${script}` },
		hang() {
			silent = true;
			clearInterval(taking);
			fill(log);
			closeSync(open);
			writeFileSync(flag, '');
		},
		goOn() {
			if (!silent) return;
			silent = false;
			rmSync(flag);
			open = openSync(gate, 'r+');
			taking = setInterval(take, takeMs);
		},
		log: () => text,
		close() {
			this.goOn();
			closeSync(open);
			clearInterval(taking);
			closeSync(from);
		}
	};
}

/** As much as a pipe holds: the next line has no room. */
function fill(pipe: string): void {
	const into = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
	for (const length of [4096, 1]) untilFull(() => writeSync(into, Buffer.alloc(length, '\n')) > 0);
	closeSync(into);
}

/** Does it again and again, until a pipe has nothing more to give or to take. */
function untilFull(does: () => boolean): void {
	try {
		while (does());
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
	}
}
