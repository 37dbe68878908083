// One starter per DATA_DIR: a lock that dies with its process, and the list of children a killed run leaves behind.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { endStranger, type Child } from './processes.ts';
import { say } from './say.ts';

interface Run {
	pid: number;
	/** A loopback port the starter listens on while it lives, and the word it answers with. */
	lockPort: number;
	word: string;
	url?: string;
	children: { name: string; pid: number; marker: string }[];
}

export interface RunFile {
	/** Notes the children that run now, in the order they must be stopped, and where people reach the application. */
	note(children: Child[], url?: string): void;
	/** Keeps the application's settings where an operator's commands find them while it runs. */
	writeEnv(env: Record<string, string>): void;
	/** Gives the DATA_DIR free. */
	release(): void;
}

/** A starter on a loaded machine may be slow to answer; one that is gone is refused at once by the system. */
const answerTimeoutMs = 5000;

/** The run that holds `dir` now, if its starter is alive. */
export async function currentRun(dir: string): Promise<{ pid: number; url?: string } | undefined> {
	const run = read(dir);
	return run && (await answersWith(run.lockPort, run.word)) ? run : undefined;
}

/** Takes `dir`, after ending what a killed run left there. Call only when `currentRun` found nobody. */
export async function takeRunFile(dir: string): Promise<RunFile> {
	await endKilledRun(dir);
	const word = `evenround ${process.pid} ${performance.timeOrigin}`;
	const server = net.createServer((socket) => socket.on('error', () => {}).end(word));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const run: Run = { pid: process.pid, lockPort: (server.address() as net.AddressInfo).port, word, children: [] };
	const write = () => writeFileSync(fileOf(dir), `${JSON.stringify(run, null, '\t')}\n`, { mode: 0o600 });
	write();
	return {
		note(children, url) {
			run.children = children.map(({ name, pid, marker }) => ({ name, pid, marker }));
			run.url = url;
			write();
		},
		writeEnv(env) {
			const lines = Object.entries(env).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
			writeFileSync(envFileOf(dir), lines.join(''), { mode: 0o600 });
		},
		release() {
			server.close();
			rmSync(envFileOf(dir), { force: true });
			rmSync(fileOf(dir), { force: true });
		}
	};
}

/** Ends the children that a killed run left on `dir`, in their order. Call only when `currentRun` found nobody. */
export async function endKilledRun(dir: string): Promise<void> {
	for (const { name, pid, marker } of read(dir)?.children ?? []) {
		const signals: NodeJS.Signals[] = name === 'PostgreSQL' ? ['SIGINT'] : ['SIGTERM', 'SIGTERM'];
		if (await endStranger(pid, marker, signals)) say(`  Ended ${name} (process ${pid}), left over from a run that was killed.`);
	}
}

function read(dir: string): Run | undefined {
	if (!existsSync(fileOf(dir))) return undefined;
	try {
		return JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Run;
	} catch {
		return undefined;
	}
}

function answersWith(port: number, word: string): Promise<boolean> {
	return new Promise((resolve) => {
		let said = '';
		const socket = net.connect({ port, host: '127.0.0.1', timeout: answerTimeoutMs });
		socket.on('data', (part) => (said += part.toString()));
		socket.on('error', () => resolve(false));
		// Somebody holds the port and says nothing: rather a start too few than two on the same data.
		socket.on('timeout', () => {
			resolve(true);
			socket.destroy();
		});
		socket.on('close', () => resolve(said === word));
	});
}

const envFileOf = (dir: string) => path.join(dir, 'instance.env');
const fileOf = (dir: string) => path.join(dir, 'run.json');
