// `npm run deploy:try [-- --from REVISION]`: builds the images, brings the compose file up on a network and in a container engine of
// its own, walks it as docs/running.md says, an update from an earlier revision included, and takes everything down again, also
// when something fails. Images stay in this user's cache. Linux, as root; no part of `npm test`.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { haveBases, named, sizeOf } from './deploy-try/bases.ts';
import { haveCompose } from './deploy-try/compose-program.ts';
import { docker, startEngine, type Engine } from './deploy-try/engine.ts';
import { makeMachine, there } from './deploy-try/machine.ts';
import { logTo, run } from './deploy-try/run.ts';
import { hosts, trustedIn } from './deploy-try/place.ts';
import { launch, within } from './lib/processes.ts';
import { cacheDir, root } from './lib/paths.ts';
import { Plain, say, step } from './lib/say.ts';

const [buildMinutes, walkMinutes] = [30, 30];
const images = { app: 'Dockerfile', door: 'Caddy.Dockerfile' } as const;

const { values } = parseArgs({
	args: process.argv.slice(2).filter((one) => one !== 'deploy-try'),
	options: { from: { type: 'string', default: 'HEAD~30' } }
});
const undo: (() => Promise<unknown> | unknown)[] = [];
const dir = mkdtempSync(path.join(tmpdir(), 'evenround-try-'));
const kept = cacheDir('deploy-try');
const log = path.join(kept, 'log');

/** What is committed at `revision`, or what lies here, in a folder of its own. */
async function sourceOf(revision: string | null): Promise<string> {
	const folder = path.join(dir, revision ? 'before' : 'now');
	mkdirSync(folder);
	if (revision) await run('sh', ['-c', 'git archive "$1" | tar --extract --directory "$2"', 'sh', revision, folder], { cwd: root });
	else
		for (const file of (await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root }))
			.split('\0')
			.filter(Boolean))
			cpSync(path.join(root, file), path.join(folder, file));
	return folder;
}

async function build(engine: Engine, folder: string, tag: string): Promise<void> {
	for (const [name, file] of Object.entries(images)) {
		const context = name === 'app' ? folder : path.join(folder, 'deploy');
		await step(`Building the ${name} of ${tag}`, () =>
			docker(engine, ['build', '--tag', `evenround-${name}:${tag}`, '--file', path.join(folder, 'deploy', file), context], {
				minutes: buildMinutes
			})
		);
		say(`  evenround-${name}, ${tag}: ${await sizeOf(engine, `evenround-${name}:${tag}`)} MB`);
	}
}

/** In a process on that network, where the three names lead to this place. */
async function walk(engine: Engine, before: string, now: string): Promise<void> {
	const names = path.join(dir, 'hosts');
	writeFileSync(names, hosts);
	const inside = [...there, 'unshare', '--mount', 'sh', '-c', 'mount --bind "$1" /etc/hosts && shift && exec "$@"', 'sh', names];
	const [command, ...args] = [...inside, process.execPath, path.join(root, 'scripts', 'deploy-try', 'walk.ts')];
	// In production the media library prints nothing of its own.
	const env = {
		...process.env,
		NODE_ENV: 'production',
		SSL_CERT_FILE: trustedIn(dir),
		WALK: JSON.stringify({ dir, before, now, env: engine.env, log })
	};
	const child = launch({ name: 'the walk', command: command!, args, env, log: 'inherit', graceMs: 5000 });
	undo.push(() => child.stop());
	if (!(await within(child.exited, walkMinutes * 60_000))) throw new Plain(`The walk took more than ${walkMinutes} minutes.`);
	if ((await child.exited) !== 0) throw new Plain('The walk did not come to its end.');
}

/** Containers and volumes of a try; images stay. */
async function clear(engine: Engine): Promise<void> {
	const ids = (await docker(engine, ['ps', '--all', '--quiet'])).split('\n').filter(Boolean);
	if (ids.length > 0) await docker(engine, ['rm', '--force', '--volumes', ...ids]);
	await docker(engine, ['network', 'prune', '--force']);
	// Steps of a build are found again by the next one; old ones only take room.
	await docker(engine, ['image', 'prune', '--force', '--filter', 'until=72h']);
	const volumes = (await docker(engine, ['volume', 'ls', '--quiet'])).split('\n').filter(Boolean);
	if (volumes.length > 0) await docker(engine, ['volume', 'rm', '--force', ...volumes]);
}

async function all(): Promise<void> {
	const [before, now] = [await sourceOf(values.from), await sourceOf(null)];
	undo.push(await makeMachine());
	const engine = await startEngine(kept, dir);
	undo.push(() => engine.stop());
	await clear(engine);
	undo.push(() => clear(engine));
	say(`· Docker ${(await docker(engine, ['version', '--format', '{{ .Server.Version }}'])).trim()}, ${await haveCompose(engine, kept)}`);
	const stoodInFor = await haveBases(engine, named([before, now].map((folder) => path.join(folder, 'deploy'))), kept);
	await build(engine, before, 'before');
	await build(engine, now, 'now');
	await walk(engine, before, now);
	if (stoodInFor.length > 0) say(`Stood in for: ${stoodInFor.join(', ')}; docs/running.md says what differs.`);
}

rmSync(log, { force: true });
logTo(log);
let leaving: Promise<void> | null = null;
/** Once, whoever asks first: what is under way is not swept from under it. */
const leave = (): Promise<void> => (leaving ??= takenDown());
async function takenDown(): Promise<void> {
	for (const one of undo.splice(0).reverse()) await Promise.resolve(one()).catch((error: unknown) => console.error(error));
	rmSync(dir, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave().then(() => process.exit(130)));
try {
	await all();
	say('All of it works.');
} catch (error) {
	console.error(error instanceof Plain ? error.message : error);
	say(`Everything that was run, with what it said: ${log}`);
	process.exitCode = 1;
} finally {
	await leave();
}
