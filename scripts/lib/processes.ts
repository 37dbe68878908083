// Starts and stops child processes, and recognises those a killed run left behind. Knows no product words.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 50;

export interface Child {
	name: string;
	pid: number;
	/** A text that stands in the command line of this process and of no stranger's. */
	marker: string;
	/** Resolves with the exit code (null after a signal) once it is gone. */
	exited: Promise<number | null>;
	/** Sends one signal. */
	kill(signal: NodeJS.Signals): void;
	/** Asks it to end with each signal of its list, then forces it; resolves when it is gone. */
	stop(): Promise<void>;
}

export interface LaunchOptions {
	name: string;
	command: string;
	args: string[];
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Its output goes to this file; the file of the run before is kept as `.1`. 'inherit' shows it here. */
	log: string | 'inherit';
	marker?: string;
	account?: { uid: number; gid: number };
	stopSignals?: NodeJS.Signals[];
	/** How long it may take to end before it is forced, in milliseconds. */
	graceMs?: number;
}

/** What this process started and has not seen end; whatever ends it, they get their first signal. */
const running = new Map<number, NodeJS.Signals>();
process.once('exit', () => {
	for (const [pid, signal] of running) {
		try {
			process.kill(pid, signal);
		} catch {
			// It ended in this very moment.
		}
	}
});

/** Starts a process in a group of its own, so that Ctrl+C in the terminal reaches only the starter. */
export function launch(options: LaunchOptions): Child {
	const output = options.log === 'inherit' ? 'inherit' : openLog(options.log);
	const child: ChildProcess = spawn(options.command, options.args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		detached: process.platform !== 'win32',
		stdio: ['ignore', output, output],
		...options.account
	});
	if (typeof output === 'number') closeSync(output);
	const exited = new Promise<number | null>((resolve) => {
		child.once('exit', (code) => resolve(code));
		child.once('error', () => resolve(null));
	});
	if (child.pid === undefined) throw new Error(`${options.name} could not be started (${options.command})`);
	const pid = child.pid;
	const signals = options.stopSignals ?? ['SIGTERM'];
	running.set(pid, signals[0] ?? 'SIGTERM');
	void exited.then(() => running.delete(pid));
	const kill = (signal: NodeJS.Signals) => void child.kill(signal);
	return {
		name: options.name,
		pid,
		marker: options.marker ?? options.command,
		exited,
		kill,
		stop: () => endGently(exited, kill, signals, options.graceMs ?? 8000)
	};
}

async function endGently(
	exited: Promise<unknown>,
	kill: (signal: NodeJS.Signals) => void,
	signals: NodeJS.Signals[],
	graceMs: number
): Promise<void> {
	for (const [index, signal] of signals.entries()) {
		kill(signal);
		if (await within(exited, index < signals.length - 1 ? 100 : graceMs)) return;
	}
	kill('SIGKILL');
	await exited;
}

/** True when `done` settled within `ms` milliseconds. */
export async function within(done: Promise<unknown>, ms: number): Promise<boolean> {
	const patience = new AbortController();
	const late = delay(ms, false, { signal: patience.signal }).catch(() => false);
	const settled = await Promise.race([done.then(() => true), late]);
	patience.abort();
	return settled;
}

/** Waits until `ready` answers true; false when the child ended first or `timeoutMs` passed. */
export async function untilReady(child: Child, ready: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
	const deadline = performance.now() + timeoutMs;
	let gone = false;
	void child.exited.then(() => (gone = true));
	while (!gone && performance.now() < deadline) {
		if (await ready().catch(() => false)) return !gone;
		await delay(pollMs);
	}
	return false;
}

/** True when a process with this id runs. */
export function alive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return !isZombie(pid);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The command line of a running process, or an empty text where it cannot be read. */
export function commandLine(pid: number): string {
	try {
		if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
		return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
	} catch {
		return '';
	}
}

/** Ends a process that is not our child, if it still is the one we know by `marker`; true when there was one. */
export async function endStranger(pid: number, marker: string, signals: NodeJS.Signals[], graceMs = 8000): Promise<boolean> {
	const isOurs = () => alive(pid) && commandLine(pid).includes(marker);
	if (!isOurs()) return false;
	for (const [index, signal] of [...signals, 'SIGKILL' as const].entries()) {
		if (!isOurs()) break;
		process.kill(pid, signal);
		const deadline = performance.now() + (index < signals.length - 1 ? 200 : graceMs);
		while (performance.now() < deadline && isOurs()) await delay(pollMs);
	}
	return true;
}

/** The last lines of a log, for a message about a failed start. */
export function tail(file: string, lines = 15): string {
	if (!existsSync(file)) return '';
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function isZombie(pid: number): boolean {
	try {
		return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

function openLog(file: string): number {
	if (existsSync(file)) renameSync(file, `${file}.1`);
	return openSync(file, 'w', 0o600);
}
