// What the commands print: short lines, one for everything that takes over a second.
const announceAfterMs = 1000;
const reminderMs = 20_000;

/** Prints one line. */
export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Runs `work`; if it takes over a second says so at once, every 20 s or as wished, and at the end with the time it took. */
export async function step<T>(what: string, work: () => Promise<T> | T, everyMs = reminderMs): Promise<T> {
	const started = performance.now();
	const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
	const announce = setTimeout(() => say(`· ${what} …`), announceAfterMs);
	const remind = setInterval(() => say(`  still: ${what} (${seconds()} s)`), everyMs);
	try {
		const result = await work();
		if (performance.now() - started > announceAfterMs) say(`  ${what}: done in ${seconds()} s`);
		return result;
	} finally {
		clearTimeout(announce);
		clearInterval(remind);
	}
}

/** A failure whose message is meant for the person at the keyboard: printed without a stack trace. */
export class Plain extends Error {}
