// Finds or makes a livekit-server program. Order: PATH, this user's cache, Go, Docker, the official download.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDir } from './paths.ts';
import { launch } from './processes.ts';
import { Plain, step } from './say.ts';

export const livekitVersion = 'v1.13.5';
const goModule = `github.com/livekit/livekit-server/cmd/server@${livekitVersion}`;
const image = `livekit/livekit-server:${livekitVersion}`;
const downloads = `https://github.com/livekit/livekit/releases/download/${livekitVersion}`;
const oldestGo = [1, 24] as const;
const downloadTimeoutMs = 120_000;

/** How to run LiveKit here: a program of this machine, or Docker with an image. */
export type LivekitProgram = { kind: 'binary'; file: string } | { kind: 'docker'; image: string };

/** Throws Plain, naming every choice and why it was not possible, when there is none. */
export async function findLivekit(): Promise<LivekitProgram> {
	const onPath = which('livekit-server');
	if (onPath) return { kind: 'binary', file: onPath };
	const executable = process.platform === 'win32' ? 'livekit-server.exe' : 'livekit-server';
	const cached = path.join(cacheDir(`livekit-${livekitVersion}`), executable);
	if (existsSync(cached)) return { kind: 'binary', file: cached };

	const why: string[] = [];
	for (const make of [byGo, byDocker, byDownload]) {
		const made = await make(cached);
		if (typeof made !== 'string') return made;
		why.push(made);
	}
	throw new Plain(
		[
			'There is no LiveKit server here. Any one of these is enough:',
			`  - Go 1.24 or newer on the PATH (builds LiveKit once, in some minutes): ${why[0]}`,
			`  - Docker, running: ${why[1]}`,
			`  - livekit-server on the PATH, or reachable as a download: ${why[2]}`,
			'  - a LiveKit server elsewhere: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET'
		].join('\n')
	);
}

async function byGo(target: string): Promise<LivekitProgram | string> {
	if (!which('go')) return 'no "go" on the PATH';
	const version = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout.trim();
	const [major = 0, minor = 0] = version.replace(/^go/, '').split('.').map(Number);
	if (major < oldestGo[0] || (major === oldestGo[0] && minor < oldestGo[1])) return `Go here is ${version}`;
	const bin = mkdtempSync(path.join(path.dirname(target), 'build-'));
	const log = path.join(path.dirname(target), 'build.log');
	try {
		const build = launch({ name: 'go install', command: 'go', args: ['install', goModule], env: { ...process.env, GOBIN: bin, CGO_ENABLED: '0' }, log });
		const code = await step(`Building LiveKit ${livekitVersion} with ${version}, once for this user (some minutes; later starts use it)`, () => build.exited);
		const built = path.join(bin, process.platform === 'win32' ? 'server.exe' : 'server');
		if (code !== 0 || !existsSync(built)) return `"go install ${goModule}" failed, see ${log}`;
		renameSync(built, target);
		return { kind: 'binary', file: target };
	} finally {
		rmSync(bin, { recursive: true, force: true });
	}
}

async function byDocker(): Promise<LivekitProgram | string> {
	if (!which('docker')) return 'no "docker" on the PATH';
	if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) return 'the Docker service does not answer';
	const have = spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;
	if (!have) {
		const log = path.join(cacheDir(), 'docker-pull.log');
		const pull = launch({ name: 'docker pull', command: 'docker', args: ['pull', image], log });
		const code = await step(`Fetching the Docker image ${image}`, () => pull.exited);
		if (code !== 0) return `the image ${image} cannot be fetched, see ${log}`;
	}
	return { kind: 'docker', image };
}

async function byDownload(target: string): Promise<LivekitProgram | string> {
	const arch = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[process.arch as string];
	const system = { linux: 'linux', win32: 'windows' }[process.platform as string];
	if (!arch || !system) return `no official download exists for ${process.platform}-${process.arch}`;
	const archive = `livekit_${livekitVersion.slice(1)}_${system}_${arch}.${system === 'windows' ? 'zip' : 'tar.gz'}`;
	const dir = path.join(path.dirname(target), `download-${process.pid}`);
	mkdirSync(dir, { recursive: true });
	try {
		return await step(`Downloading LiveKit ${livekitVersion}`, async () => {
			const bytes = await fetchBytes(`${downloads}/${archive}`);
			const sums = (await fetchBytes(`${downloads}/checksums.txt`)).toString('utf8');
			const sum = createHash('sha256').update(bytes).digest('hex');
			if (!sums.split('\n').some((line) => line.startsWith(sum) && line.includes(archive))) return 'the download does not match its checksum';
			writeFileSync(path.join(dir, archive), bytes);
			if (spawnSync('tar', ['-xf', archive], { cwd: dir }).status !== 0) return 'the download cannot be unpacked';
			renameSync(path.join(dir, path.basename(target)), target);
			chmodSync(target, 0o755);
			return { kind: 'binary', file: target } as const;
		});
	} catch {
		return 'the official release cannot be downloaded from here';
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}

async function fetchBytes(url: string): Promise<Buffer> {
	const response = await fetch(url, { signal: AbortSignal.timeout(downloadTimeoutMs) });
	if (!response.ok) throw new Error(`${response.status} for ${url}`);
	return Buffer.from(await response.arrayBuffer());
}

/** The full path of a program on the PATH. */
export function which(name: string): string | undefined {
	const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.flatMap((dir) => endings.map((ending) => path.join(dir, name + ending)))
		.find((file) => existsSync(file));
}
