// Runs one program to its end, bounded in time, with its output in the log of this try. Knows nothing of what it runs.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { Plain } from '../lib/say.ts';

export interface How {
	/** It is ended after so many minutes. */
	minutes?: number;
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Handed to it on its standard input. */
	input?: string;
}

const lastLines = 15;
let logFile = '';

/** Everything that is run from now on is written into this file. */
export const logTo = (file: string): void => void (logFile = file);

/** What it printed. Throws Plain with its last lines when it fails or takes too long. */
export async function run(command: string, args: string[], how: How = {}): Promise<string> {
	const { code, out, all } = await tried(command, args, how);
	if (code === 0) return out;
	throw new Plain(
		`${[command, ...args].join(' ').slice(0, 200)} ended with ${code ?? 'no code, it took too long'}:\n${all.trim().split('\n').slice(-lastLines).join('\n')}`
	);
}

/** The same for what may fail: its code (null when it was ended from outside), what it printed, and that with its errors. */
export function tried(
	command: string,
	args: string[],
	{ minutes = 2, cwd, env, input }: How = {}
): Promise<{ code: number | null; out: string; all: string }> {
	log(`$ ${command} ${args.join(' ')}\n`);
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, ...env },
		stdio: ['pipe', 'pipe', 'pipe'],
		timeout: minutes * 60_000,
		killSignal: 'SIGKILL'
	});
	child.stdin.on('error', () => {});
	child.stdin.end(input ?? '');
	let [out, all] = ['', ''];
	const takes = (text: string, isOut: boolean): void => {
		if (isOut) out += text;
		all += text;
		log(text);
	};
	child.stdout.setEncoding('utf8').on('data', (text: string) => takes(text, true));
	child.stderr.setEncoding('utf8').on('data', (text: string) => takes(text, false));
	return new Promise((resolve, reject) => {
		child.once('error', (error) => reject(new Plain(`${command} cannot be run here: ${error.message}`)));
		child.once('close', (code) => resolve({ code, out, all }));
	});
}

function log(text: string): void {
	if (logFile) appendFileSync(logFile, text);
}
