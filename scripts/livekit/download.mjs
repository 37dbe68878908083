// Fetches an official release of LiveKit. Only what has its hash in our source; nobody else's word about it is asked.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { local } from '../../src/lib/server/live/livekit-versions.js';

/** Somebody who cannot be reached costs no more than this. */
const firstWordMs = 4000;
/** 18 MB over a slow line. */
const allMs = 300_000;
const releases = 'https://github.com/livekit/livekit/releases/download';

/**
 * @param {string} target where the program goes
 * @param {{ platform?: string; base?: string; archives?: typeof local.archives; patienceMs?: number }} [about]
 * @returns {Promise<import('./found.mjs').LivekitProgram | string>} or why not, as the rest of a sentence
 */
export async function byDownload(
	target,
	{
		platform = `${process.platform}-${process.arch}`,
		base = process.env.LIVEKIT_DOWNLOAD_URL || releases,
		archives = local.archives,
		patienceMs = firstWordMs
	} = {}
) {
	const archive = archives[platform];
	if (!archive) return `there is no official download for ${platform} whose hash we know`;
	const url = `${base.replace(/\/$/, '')}/v${local.version}/${archive.file}`;
	const dir = path.join(path.dirname(target), `download-${process.pid}`);
	try {
		const bytes = await fetched(url, patienceMs);
		const sum = createHash('sha256').update(bytes).digest('hex');
		if (sum !== archive.sha256) return `what came from ${url} is not what we know: its SHA-256 is ${sum}`;
		mkdirSync(dir, { recursive: true });
		writeFileSync(path.join(dir, archive.file), bytes);
		if (spawnSync('tar', ['-xf', archive.file], { cwd: dir }).status !== 0) return `${archive.file} cannot be unpacked here with "tar"`;
		const made = path.join(dir, path.basename(target));
		chmodSync(made, 0o755);
		renameSync(made, target);
		return { kind: 'binary', file: target };
	} catch (error) {
		return `${url} cannot be fetched from here (${because(error)})`;
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}

/**
 * @param {string} url
 * @param {number} patienceMs until the first word of the answer
 */
async function fetched(url, patienceMs) {
	const patience = new AbortController();
	const silent = setTimeout(() => patience.abort(new Error('no answer')), patienceMs);
	try {
		const response = await fetch(url, { signal: AbortSignal.any([patience.signal, AbortSignal.timeout(allMs)]) });
		clearTimeout(silent);
		if (!response.ok) throw new Error(`it says ${response.status}`);
		return Buffer.from(await response.arrayBuffer());
	} finally {
		clearTimeout(silent);
	}
}

/** @param {unknown} error */
function because(error) {
	const { cause, message } = /** @type {Error & { cause?: { code?: string } }} */ (error);
	return cause?.code ?? message;
}
