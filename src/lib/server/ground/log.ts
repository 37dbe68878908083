// What is written to the log: codes, routes and durations. Never a name, an address, an IP, a topic or a word.

import pino from 'pino';
import { env, faultOf } from '../env/index.ts';
import { failed } from '../metrics/index.ts';

/** More than this that nobody takes is let go: whoever reads the log may stand still, and nothing here waits for them. */
const mostBytes = 1024 * 1024;
let ending = false;
process.once('exit', () => (ending = true));
const out = pino.destination({ dest: 1, sync: false, maxLength: mostBytes, retryEAGAIN: () => !ending });

/** A level that is none is said with whatever else keeps a server from starting. */
export const log = pino(
	{ level: faultOf('LOG_LEVEL') ? 'info' : env.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime },
	out
);

/**
 * Writes down a failure without its message, which may quote what a person wrote.
 * @param where the route's pattern or the task's name
 * @returns a reference a person can give to whoever runs the instance
 */
export function logFailure(where: string, error: unknown): string {
	const reference = crypto.randomUUID().slice(0, 8);
	const at =
		error instanceof Error
			? (error.stack ?? '')
					.split('\n')
					.filter((line) => /^\s+at /.test(line))
					.slice(0, 8)
			: [];
	const kind = error instanceof Error ? error.name : typeof error;
	const given = (error as { code?: unknown } | null)?.code;
	const code = typeof given === 'string' ? given : undefined;
	failed(code);
	log.error({ reference, where, kind, code, at: at.map((line) => line.trim()) }, 'failed');
	return reference;
}
