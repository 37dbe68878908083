// Getting a video server as a program of its own: through a proxy, one at a time, and ended with everything it started.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { local } from '../../src/lib/server/live/livekit-versions.js';
import { bySessions, goAhead } from './turn.mjs';

interface Said {
	way?: string;
	program?: { kind: string; file: string };
	why?: Record<string, string>;
}
let dir: string;
let server: Server;
let asked: string[];
let started: ChildProcess[];

beforeEach(async () => {
	dir = mkdtempSync(path.join(tmpdir(), 'evenround-get-'));
	mkdirSync(path.join(dir, 'bin'));
	[asked, started] = [[], []];
	server = createServer((request, answer) => (asked.push(`${request.headers.host}${request.url}`), answer.end('not the release')));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
	for (const child of started) child.kill('SIGTERM');
	server.closeAllConnections();
	server.close();
	rmSync(dir, { recursive: true });
});

const here = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A "go" that waits until `may` is there, and then makes a program. */
function putGo(): string {
	const may = path.join(dir, 'may');
	const script = [
		'#!/bin/sh',
		'case "$1" in',
		`env) printf 'go${local.go}.0\\nlocal\\n${dir}\\n' ;;`,
		`mod) echo '{"Sum":"${local.sum}"}' ;;`,
		`install) echo $$ > '${dir}/pid'; echo x >> '${dir}/built'; while [ ! -e '${may}' ]; do sleep 0.05; done; echo made > "$GOBIN/server" ;;`,
		'esac'
	];
	writeFileSync(path.join(dir, 'bin', 'go'), script.join('\n'));
	chmodSync(path.join(dir, 'bin', 'go'), 0o755);
	return may;
}

function get(env: Record<string, string> = {}) {
	const child = spawn(process.execPath, [path.join(import.meta.dirname, 'get.mjs')], {
		detached: true,
		env: {
			PATH: `${path.join(dir, 'bin')}:/usr/bin:/bin`,
			XDG_CACHE_HOME: path.join(dir, 'cache'),
			LIVEKIT_DOWNLOAD_URL: here(),
			NODE_USE_ENV_PROXY: '1',
			...env
		},
		stdio: ['ignore', 'pipe', 'inherit']
	});
	started.push(child);
	let text = '';
	child.stdout.on('data', (part: Buffer) => (text += part.toString()));
	const said = () =>
		text
			.trim()
			.split('\n')
			.filter(Boolean)
			.map((line) => JSON.parse(line) as Said);
	return { child, said, ended: new Promise<Said[]>((resolve) => child.once('close', () => resolve(said()))) };
}

test('a proxy is asked for the release; what it gives is compared all the same; then Go builds', async () => {
	writeFileSync(putGo(), '');
	// It opens a way to whatever it is asked for, which is always this server.
	server.on('connect', (_, socket) => {
		const way = net.connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
		socket.pipe(way).pipe(socket);
	});
	const said = await get({ HTTP_PROXY: here(), LIVEKIT_DOWNLOAD_URL: 'http://releases.invalid' }).ended;
	const known = local.archives[`${process.platform}-${process.arch}`];
	expect(asked).toEqual(known ? [`releases.invalid/v${local.version}/${known.file}`] : []);
	expect(said.map(({ way }) => way)).toEqual(['download', 'go', undefined]);
	expect(readFileSync(said.at(-1)!.program!.file, 'utf8')).toBe('made\n');
});

test('a proxy that refuses, or a place that is silent, costs a moment, and Go builds', async () => {
	writeFileSync(putGo(), '');
	const began = performance.now();
	const said = await get({ HTTP_PROXY: here(), LIVEKIT_DOWNLOAD_URL: 'http://releases.invalid' }).ended;
	expect(said.at(-1)).toHaveProperty('program');
	expect(performance.now() - began).toBeLessThan(10_000);
});

test('two clones at once: the second waits for what the first builds', async () => {
	const may = putGo();
	const first = get();
	await vi.waitFor(() => expect(first.said().at(-1)?.way).toBe('go'), { timeout: 10_000 });
	const second = get();
	await vi.waitFor(() => expect(second.said().at(-1)?.way).toBe('go'), { timeout: 10_000 });
	writeFileSync(may, '');
	const [one, two] = await Promise.all([first.ended, second.ended]);
	expect(two.at(-1)).toEqual(one.at(-1));
	expect(readFileSync(path.join(dir, 'built'), 'utf8')).toBe('x\n');
});

test('ended in the middle, it takes the build with it, and the next one begins anew', async () => {
	const may = putGo();
	const first = get();
	const pid = path.join(dir, 'pid');
	await vi.waitFor(() => expect(existsSync(pid) && readFileSync(pid, 'utf8')).toMatch(/\d\n/), { timeout: 10_000 });
	first.child.kill('SIGTERM');
	await first.ended;
	const build = Number(readFileSync(pid, 'utf8'));
	await vi.waitFor(() => expect(existsSync(`/proc/${build}/cmdline`) && readFileSync(`/proc/${build}/cmdline`, 'utf8')).toBeFalsy());
	writeFileSync(may, '');
	expect((await get().ended).at(-1)).toHaveProperty('program');
});

test.runIf(bySessions())('it steps back with all it starts, and goes ahead when it is told', async () => {
	putGo();
	const first = get();
	const pid = path.join(dir, 'pid');
	await vi.waitFor(() => expect(existsSync(pid) && readFileSync(pid, 'utf8')).toMatch(/\d\n/), { timeout: 10_000 });
	const nice = () => /nice (\d+)/.exec(readFileSync(`/proc/${Number(readFileSync(pid, 'utf8'))}/autogroup`, 'utf8'))?.[1];
	expect(nice()).toBe('10');
	vi.stubEnv('XDG_CACHE_HOME', path.join(dir, 'cache'));
	goAhead();
	vi.unstubAllEnvs();
	expect(nice()).toBe('0');
	first.child.kill('SIGTERM');
	await first.ended;
});
