// Builds LiveKit with the machine's own Go. The module is compared with the sum in our source before anything of it is built.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, renameSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { local, older } from '../../src/lib/server/live/livekit-versions.js';
import { tooFull } from '../lib/room.mjs';
import { which } from './found.mjs';

const at = `@v${local.version}`;
/** Modules and what the compiler keeps; measured, 1.0 GB. */
const neededBytes = 1.2e9;

/**
 * Whether this Go can build LiveKit, or why not.
 * @param {string} version as `go env GOVERSION` says it
 * @param {string} toolchain as `go env GOTOOLCHAIN` says it
 * @returns {string | null} null when it can
 */
export function notWithGo(version, toolchain) {
	const has = version.replace(/^go/, '');
	if (!older(has, local.go)) return null;
	if (older(has, '1.21')) return `Go here is ${version}, and LiveKit asks for ${local.go}: install Go ${local.go} or newer`;
	if (toolchain === 'auto' || /\+(auto|path)$/.test(toolchain)) return null;
	return `Go here is ${version}, LiveKit asks for ${local.go}, and GOTOOLCHAIN=${toolchain} keeps Go from fetching it: install Go ${local.go} or newer, or run "go env -w GOTOOLCHAIN=auto"`;
}

/**
 * @param {string} target where the program goes
 * @returns {Promise<import('./found.mjs').LivekitProgram | string>} or why not, as the rest of a sentence
 */
export async function byGo(target) {
	if (!which('go')) return 'there is no "go" on the PATH';
	const [version = '', toolchain = '', cache = ''] = (go('env', 'GOVERSION', 'GOTOOLCHAIN', 'GOCACHE').stdout ?? '').split('\n');
	const not = notWithGo(version, toolchain) ?? tooFull(roomFor(cache), neededBytes, `Go's cache (${cache})`);
	if (not) return not;
	const folder = path.dirname(target);
	const log = path.join(folder, 'build.log');
	const bin = mkdtempSync(path.join(folder, 'build-'));
	try {
		const module = go('mod', 'download', '-json', local.module + at);
		if (module.status !== 0) return `Go cannot fetch ${local.module}: ${(module.stdout + module.stderr).trim().split('\n').pop()}`;
		const { Sum } = /** @type {{ Sum: string }} */ (JSON.parse(module.stdout));
		if (Sum !== local.sum) return `what Go fetched is not the LiveKit we know: its sum is ${Sum}`;
		const code = await logged(log, ['install', '-trimpath', '-ldflags=-s -w', `${local.module}/cmd/server${at}`], {
			GOBIN: bin,
			CGO_ENABLED: '0'
		});
		const built = path.join(bin, process.platform === 'win32' ? 'server.exe' : 'server');
		if (code !== 0 || !existsSync(built)) return `"go install" failed, see ${log}`;
		renameSync(built, target);
		return { kind: 'binary', file: target };
	} finally {
		rmSync(bin, { recursive: true, force: true });
	}
}

/** @param {string[]} args */
const go = (...args) => spawnSync('go', args, { encoding: 'utf8' });

/** @param {string} dir */
function roomFor(dir) {
	for (let there = dir; there; there = path.dirname(there))
		if (existsSync(there)) return Number(statfsSync(there).bavail) * Number(statfsSync(there).bsize);
	return Infinity;
}

/**
 * @param {string} log
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number | null>}
 */
function logged(log, args, env) {
	const output = openSync(log, 'w', 0o600);
	const child = spawn('go', args, { env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
	closeSync(output);
	return new Promise((resolve) => {
		child.once('exit', resolve);
		child.once('error', () => resolve(null));
	});
}
