// The door of every command: runs on any Node from 20, makes sure the pinned packages are there, and hands over to
// the pinned Node 24. `node scripts/entry.mjs <verb>` runs scripts/<verb>.ts. Refuses a folder in which nothing can be built, and
// lets the video server be got while packages are installed. Decides nothing else.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freeIn, neededBytes, neededLaterBytes, oddName, tooFull } from './lib/room.mjs';
import { livekitHere } from './livekit/found.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const parentCheckMs = 500;
const [verb = 'start', ...rest] = process.argv.slice(2);
/** The two that bring an instance up; the tests and the bench bring up their own, or need none; every other command acts on the running one. */
const starts = ['start', 'dev'].includes(verb);
const alone = starts || ['test', 'bench', 'mutants', 'properties', 'stories', 'picture', 'format', 'deploy-try'].includes(verb);
const script = path.join(root, 'scripts', verb === 'dev' ? 'start.ts' : `${path.basename(verb)}.ts`);
if (!existsSync(script)) stop(`There is no command "${verb}".`);

if (['start', 'test', 'bench'].includes(verb)) refuseOdd();
if (!installed() || (!pinnedNode() && !ownNodeIsEnough())) install();
const node = pinnedNode() ?? (ownNodeIsEnough() ? process.execPath : undefined);
if (!node) {
	stop(
		`No Node 24 package exists for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}.\n` +
			'Install Node 24.7 or newer and run the same command again.'
	);
}
linkNode(node);
process.env.PATH = [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter);
if (starts) process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules', '.cache', 'node');
/** Whatever a command loads of the database driver is mended. */
const mended = path.join(root, 'scripts', 'lib', 'mended-postgres.ts');
if (starts && realpathSync(process.execPath) === realpathSync(node)) await goOn([script, verb, ...rest]);
else handOver(node, ['--import', pathToFileURL(mended).href, ...(alone ? [script, verb, ...rest] : [...instanceEnv(), script, ...rest])]);

/**
 * True when node_modules holds exactly what the lockfile names. Parts for other platforms may be missing; and, for a command that
 * acts on a running place, what only building and testing ask for: the image has none of it.
 */
function installed() {
	const wanted = readPackages('package-lock.json');
	const present = readPackages('node_modules/.package-lock.json');
	if (!wanted || !present) return false;
	return Object.entries(wanted).every(([where, entry]) => {
		if (where === '') return true;
		const found = present[where];
		if (!found) return entry.optional === true || (!alone && (entry.dev === true || entry.devOptional === true));
		return found.version === entry.version && found.integrity === entry.integrity;
	});
}

/** @param {string} file */
function readPackages(file) {
	try {
		return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
	} catch {
		return undefined;
	}
}

/** The path of the Node binary that the lockfile pins for this platform, if it is installed. */
function pinnedNode() {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const binary = platform === 'win' ? 'node.exe' : 'node';
	const file = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', binary);
	return existsSync(file) && spawnSync(file, ['--version']).status === 0 ? file : undefined;
}

function ownNodeIsEnough() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	return major > 24 || (major === 24 && minor >= 7);
}

/** Before anything is fetched: it could not be used here. */
function refuseOdd() {
	const odd = oddName(root);
	if (odd) stop(odd);
	const full = tooFull(freeIn(root), installed() ? neededLaterBytes : neededBytes, `Evenround in ${root}`);
	if (full) stop(`${full[0]?.toUpperCase()}${full.slice(1)}.`);
}

/** A program of its own, that ends with this one; scripts/start.ts waits for what it gets. */
function getVideoServer() {
	const given = process.env.LIVEKIT_URL || /^\s*LIVEKIT_URL\s*=\s*\S/m.test(readIfThere(path.join(root, '.env')));
	// An older Node knows no proxy: the one that is being installed does.
	const proxied = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => process.env[name]);
	if (given || livekitHere() || (proxied && !ownNodeIsEnough())) return;
	spawn(process.execPath, [path.join(root, 'scripts', 'livekit', 'get.mjs')], {
		env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
		detached: process.platform !== 'win32',
		stdio: 'ignore'
	}).unref();
}

/** @param {string} file */
function readIfThere(file) {
	return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function install() {
	if (starts) getVideoServer();
	console.log('· Installing the pinned packages (npm ci) …');
	const started = Date.now();
	const npm = npmCommand();
	const result = spawnSync(npm.command, [...npm.args, 'ci', '--include=dev', '--include=optional', '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		shell: npm.shell
	});
	if (result.status !== 0) stop('npm ci failed; its own message stands above. Is the package registry reachable?');
	console.log(`  Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** The npm that started us, else the one beside this Node, else the one on the PATH. */
function npmCommand() {
	const given = process.env.npm_execpath;
	if (given && /npm-cli\.[cm]?js$/.test(given)) return { command: process.execPath, args: [given], shell: false };
	try {
		const cli = createRequire(process.execPath).resolve('npm/bin/npm-cli.js');
		return { command: process.execPath, args: [cli], shell: false };
	} catch {
		return { command: 'npm', args: [], shell: process.platform === 'win32' };
	}
}

/**
 * npm links a package's programs only where no package for another platform has the same; so ours is linked here.
 * @param {string} node
 */
function linkNode(node) {
	const link = path.join(root, 'node_modules', '.bin', 'node');
	if (process.platform === 'win32' || existsSync(link)) return;
	try {
		symlinkSync(path.relative(path.dirname(link), node), link);
	} catch {
		// A read-only tree: this command finds its Node by its full path anyway.
	}
}

/** The settings of the instance that runs here, where scripts/start.ts wrote some; what the environment says wins. */
function instanceEnv() {
	const file = path.resolve(root, process.env.DATA_DIR || '.data', 'instance.env');
	return existsSync(file) ? [`--env-file=${file}`] : [];
}

/**
 * This is the pinned Node already, as it is whenever npm finds the link: the command runs in this process.
 * What is compiled is kept for the next start; a new install begins anew.
 * @param {string[]} args
 */
async function goOn(args) {
	process.argv.splice(1, Infinity, ...args);
	module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
	await import(pathToFileURL(mended).href);
	await import(pathToFileURL(script).href);
}

/**
 * Runs the real command; signals reach it, its exit code becomes ours.
 * @param {string} command
 * @param {string[]} args
 */
function handOver(command, args) {
	const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
	// Ctrl+C reaches the whole foreground group by itself; a signal sent to this process alone is passed on.
	process.on('SIGINT', () => child.kill('SIGINT'));
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	process.on('SIGHUP', () => child.kill('SIGTERM'));
	// npm ends its own shell on a signal, and the shell does not pass it on: its going is the signal.
	const parent = process.ppid;
	if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), parentCheckMs).unref();
	child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
	console.error(message);
	process.exit(1);
}
