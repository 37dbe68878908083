// The official release, from a server of this test: taken only when it is exactly what our source says.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { local } from '../../src/lib/server/live/livekit-versions.js';
import { byDownload } from './download.mjs';

const file = 'livekit_test.tar.gz';
let dir: string;
let target: string;
let archive: Buffer;
let server: Server | undefined;

beforeEach(() => {
	dir = mkdtempSync(path.join(tmpdir(), 'evenround-download-'));
	target = path.join(dir, 'livekit-server');
	writeFileSync(target, '#!/bin/sh\necho the release\n');
	chmodSync(target, 0o755);
	expect(spawnSync('tar', ['-czf', file, 'livekit-server'], { cwd: dir }).status).toBe(0);
	archive = readFileSync(path.join(dir, file));
	rmSync(target);
});
afterEach(() => {
	server?.closeAllConnections();
	server?.close();
	rmSync(dir, { recursive: true });
});

async function from(
	answer: RequestListener,
	{ sha256 = createHash('sha256').update(archive).digest('hex'), platform = 'here', patienceMs = 4000 } = {}
) {
	server = createServer(answer);
	await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`;
	return byDownload(target, { platform, base, archives: { here: { file, sha256 } }, patienceMs });
}

test('is fetched by its version and name, compared, unpacked, and runs', async () => {
	const asked: string[] = [];
	const made = await from((request, answer) => (asked.push(request.url!), answer.end(archive)));
	expect(made).toEqual({ kind: 'binary', file: target });
	expect(asked).toEqual([`/releases/v${local.version}/${file}`]);
	expect(spawnSync(target, { encoding: 'utf8' }).stdout).toBe('the release\n');
});

test('something else under its name is refused, and nothing of it stays', async () => {
	const made = await from((_, answer) => answer.end(Buffer.concat([archive, Buffer.from('x')])));
	expect(made).toMatch(/is not what we know: its SHA-256 is [0-9a-f]{64}$/);
	expect(existsSync(target)).toBe(false);
});

test('where our source knows no hash, nobody is asked', async () => {
	const asked: string[] = [];
	expect(await from((request, answer) => (asked.push(request.url!), answer.end(archive)), { platform: 'sunos-sparc' })).toContain(
		'sunos-sparc'
	);
	expect(asked).toEqual([]);
});

test('a server that is silent, has it not or is not there costs a moment and a reason', async () => {
	expect(await from(() => {}, { patienceMs: 100 })).toMatch(/cannot be fetched from here \(no answer\)$/);
	expect(await byDownload(target, { base: 'http://127.0.0.1:9', archives: { here: { file, sha256: '' } }, platform: 'here' })).toMatch(
		/cannot be fetched/
	);
	server!.closeAllConnections();
	expect(await from((_, answer) => answer.writeHead(404).end())).toMatch(/it says 404/);
});

test('what is known has whole hashes', () => {
	expect(Object.keys(local.archives)).toEqual(['linux-x64', 'linux-arm64', 'win32-x64']);
	for (const one of Object.values(local.archives)) {
		expect(one?.sha256).toMatch(/^[0-9a-f]{64}$/);
		expect(one?.file).toContain(`_${local.version}_`);
	}
});
