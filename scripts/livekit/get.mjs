// Gets a LiveKit server into this user's cache, by the first way that works, one at a time for all clones of this user. Run as a
// program of its own, so that it works beside everything else and steps back for it: `node scripts/livekit/get.mjs`.
// Says what it does on its output, one JSON a line: { way }, and at the end { program } or { why }.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { byDocker } from './docker.mjs';
import { byDownload } from './download.mjs';
import { cached, livekitHere } from './found.mjs';
import { byGo } from './go.mjs';
import { lockFile, stepBack } from './turn.mjs';
import { ways } from './ways.mjs';

const lookMs = 250;
const parent = process.ppid;
const target = cached();
const lock = lockFile();
/** @type {Record<import('./ways.mjs').Way, () => Promise<import('./found.mjs').LivekitProgram | string>>} */
const by = { download: () => byDownload(target), go: () => byGo(target), docker: byDocker };
let holding = false;

stepBack();
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, end);
setInterval(() => process.ppid !== parent && end(), lookMs).unref();
await mine();
sweep();
const made = await got();
letGo();
// A connection that was given up may still be tried again by the agent, and would keep this alive.
process.stdout.write(`${JSON.stringify(made)}\n`, () => process.exit(0));

/** Waits until nobody else gets one: what they got is ours too. */
async function mine() {
	for (let told = ''; ; await delay(lookMs)) {
		try {
			writeFileSync(lock, `${process.pid} `, { flag: 'wx' });
			holding = true;
			return;
		} catch (error) {
			if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
		}
		const [holder, way] = (existsSync(lock) ? readFileSync(lock, 'utf8') : '').split(' ');
		if (holder && !lives(Number(holder))) rmSync(lock, { force: true });
		if (way && way !== told) say({ way: (told = way) });
	}
}

/** What one left that was ended in the middle. */
function sweep() {
	const folder = path.dirname(target);
	for (const name of readdirSync(folder))
		if (/^(build|download)-/.test(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** @returns {Promise<{ program: import('./found.mjs').LivekitProgram } | { why: Record<string, string> }>} */
async function got() {
	const here = livekitHere();
	if (here) return { program: here };
	/** @type {Record<string, string>} */
	const why = {};
	for (const way of ways) {
		writeFileSync(lock, `${process.pid} ${way}`);
		say({ way });
		const made = await by[way]();
		if (typeof made !== 'string') return { program: made };
		why[way] = made;
	}
	return { why };
}

function letGo() {
	if (holding) rmSync(lock, { force: true });
}

/** With everything it started: it leads a group of its own. */
function end() {
	letGo();
	try {
		process.kill(-process.pid, 'SIGKILL');
	} catch {
		process.exit(143);
	}
}

/** @param {object} line */
function say(line) {
	process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** @param {number} pid */
function lives(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}
