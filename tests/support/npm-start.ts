// `npm start` as somebody runs it, with a video server that comes only when the test lets it: a "go" of this test stands on the
// PATH, and hands over the real LiveKit of this machine.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from '../../scripts/lib/build.ts';
import { findLivekit } from '../../scripts/lib/livekit-binary.ts';
import { makeDataDir, root } from '../../scripts/lib/paths.ts';
import { freeTcpPort } from '../../scripts/lib/ports.ts';
import { launch, type Child } from '../../scripts/lib/processes.ts';
import { jobNames } from '../../src/lib/server/jobs/held.ts';
import { local } from '../../src/lib/server/live/livekit-versions.js';
import { temporaryDir } from './private-servers.ts';

export interface Started {
	url: string;
	child: Child;
	/** What its application is told. */
	env(): Record<string, string>;
	/** The process that runs as this now. */
	pidOf(name: 'LiveKit' | 'PostgreSQL' | 'the application'): number | undefined;
	/** From now on the video server comes. */
	letVideoCome(): void;
	/** What was asked of the place of downloads. */
	downloads: string[];
	output(): string;
	stop(): Promise<void>;
}

const notInherited = /^(LIVEKIT_|DATABASE_URL$|STATS_|TEST_|ORIGIN$|HOST$|NODE_ENV$|npm_)/;

export async function npmStart(): Promise<Started> {
	const dir = temporaryDir();
	const [data, bin, may] = [path.join(dir, 'data'), path.join(dir, 'bin'), path.join(dir, 'may')];
	makeDataDir(data);
	mkdirSync(bin);
	await build(path.join(data, 'logs'));
	const program = await findLivekit();
	if (program.kind !== 'binary') throw new Error('this needs a LiveKit program of this machine');
	writeFileSync(
		path.join(bin, 'go'),
		[
			'#!/bin/sh',
			'case "$1" in',
			`env) printf 'go${local.go}.0\\nlocal\\n${dir}\\n' ;;`,
			`mod) echo '{"Sum":"${local.sum}"}' ;;`,
			`install) while [ ! -e '${may}' ]; do sleep 0.1; done; cp '${program.file}' "$GOBIN/server" ;;`,
			'esac'
		].join('\n')
	);
	chmodSync(path.join(bin, 'go'), 0o755);
	const downloads: string[] = [];
	const releases = createServer((request, answer) => (downloads.push(request.url!), answer.writeHead(404).end()));
	await new Promise<void>((resolve) => releases.listen(0, '127.0.0.1', resolve));
	const port = await freeTcpPort();
	const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !notInherited.test(name)));
	const paths = (process.env.PATH ?? '').split(path.delimiter).filter((one) => !existsSync(path.join(one, 'livekit-server')));
	const log = path.join(dir, 'start.log');
	const child = launch({
		name: 'npm start',
		command: process.execPath,
		args: [path.join(root, 'scripts', 'entry.mjs'), 'start'],
		cwd: root,
		env: {
			...kept,
			PATH: [bin, ...paths].join(path.delimiter),
			XDG_CACHE_HOME: path.join(dir, 'cache'),
			LIVEKIT_DOWNLOAD_URL: `http://127.0.0.1:${(releases.address() as AddressInfo).port}`,
			DATA_DIR: data,
			PORT: String(port),
			HELD_JOBS: jobNames.join()
		},
		log,
		graceMs: 30_000
	});
	const run = () => JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8')) as { children: { name: string; pid: number }[] };
	return {
		url: `http://localhost:${port}`,
		child,
		env: () =>
			Object.fromEntries(
				readFileSync(path.join(data, 'instance.env'), 'utf8')
					.trim()
					.split('\n')
					.map((line) => [line.slice(0, line.indexOf('=')), JSON.parse(line.slice(line.indexOf('=') + 1)) as string])
			),
		pidOf: (name) => run().children.find((one) => one.name === name)?.pid,
		letVideoCome: () => writeFileSync(may, ''),
		downloads,
		output: () => readFileSync(log, 'utf8'),
		async stop() {
			await child.stop();
			releases.close();
		}
	};
}
