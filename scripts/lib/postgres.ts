// Starts the embedded PostgreSQL of one DATA_DIR: real server processes, loopback only, durable.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { makeDataDir } from './paths.ts';
import { freeTcpPort } from './ports.ts';
import { postgresHome, type Home } from './postgres-native.ts';
import { alive, commandLine, endStranger, launch, tail, untilReady, type Child } from './processes.ts';
import { Plain } from './say.ts';
import { readSecrets } from './secrets.ts';

const readyTimeoutMs = 60_000;
const stopGraceMs = 20_000;

export interface PostgresServer {
	/** The superuser's address of the database `postgres`. */
	superUrl: string;
	/** The application's own role and database. */
	url: string;
	port: number;
	child: Child;
	stop(): Promise<void>;
}

export interface PostgresOptions {
	/** A DATA_DIR: secrets, logs and the cluster live in it. */
	dir: string;
	/** The port to try first; 0 takes any. */
	port?: number;
	/** Server settings beside ours, such as `{ fsync: 'off' }` in tests. */
	settings?: Record<string, string>;
}

/**
 * Starts PostgreSQL on the data of `dir`, making the cluster on the first run and ending a server that a killed run left on it.
 * Throws Plain with the end of its log when it does not come up.
 */
export async function startPostgres({ dir, port: preferred = 0, settings = {} }: PostgresOptions): Promise<PostgresServer> {
	makeDataDir(dir);
	const { postgresPassword, databasePassword } = readSecrets(dir);
	const home = postgresHome(dir);
	const data = path.join(home.dir, 'data');
	if (!existsSync(path.join(data, 'PG_VERSION'))) initialise(home, data, postgresPassword);
	await endLeftover(data);

	const port = await freeTcpPort(preferred);
	const log = path.join(dir, 'logs', 'postgres.log');
	const flags = Object.entries({
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: '200',
		...settings
	}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const child = launch({
		name: 'PostgreSQL',
		command: path.join(home.bin, 'postgres'),
		args: ['-D', data, '-p', String(port), ...flags],
		cwd: home.dir,
		env: { PATH: process.env.PATH, TZ: 'UTC' },
		log,
		marker: data,
		account: home.account,
		// SIGINT is PostgreSQL's "fast" end: open transactions roll back, data is written.
		stopSignals: ['SIGINT'],
		graceMs: stopGraceMs
	});
	const superUrl = `postgres://postgres:${postgresPassword}@127.0.0.1:${port}/postgres`;
	if (!(await untilReady(child, () => answers(superUrl), readyTimeoutMs))) {
		await child.stop();
		throw new Plain(`PostgreSQL did not start. The end of ${log}:\n${tail(log)}`);
	}
	const url = await ensureDatabase(superUrl, 'evenround', databasePassword);
	return { superUrl, url, port, child, stop: () => child.stop() };
}

/** Makes the application's role and database if they are absent, and returns their address. */
async function ensureDatabase(superUrl: string, name: string, password: string): Promise<string> {
	const sql = postgres(superUrl, { max: 1, onnotice: () => {} });
	try {
		const [role] = await sql`select 1 from pg_roles where rolname = ${name}`;
		if (!role) await sql.unsafe(`create role ${name} login password '${password}'`);
		const [database] = await sql`select 1 from pg_database where datname = ${name}`;
		if (!database) await sql.unsafe(`create database ${name} owner ${name}`);
	} finally {
		await sql.end();
	}
	const url = new URL(superUrl);
	url.username = name;
	url.password = password;
	url.pathname = `/${name}`;
	return url.href;
}

/** Makes the cluster beside its place and moves it there whole, so that a killed first run leaves nothing half-made. */
function initialise(home: Home, data: string, password: string): void {
	const fresh = `${data}.new`;
	const passwordFile = path.join(home.dir, 'password.new');
	rmSync(fresh, { recursive: true, force: true });
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid);
	try {
		// The built-in locale sorts the same on every platform, whatever the machine has installed.
		const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
		const access = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
		const result = spawnSync(path.join(home.bin, 'initdb'), [`--pgdata=${fresh}`, ...access, ...locale], {
			cwd: home.dir,
			encoding: 'utf8',
			...home.account
		});
		if (result.status !== 0) throw new Plain(`The database could not be made in ${fresh}:\n${result.error ?? ''}${result.stderr}`);
		renameSync(fresh, data);
	} finally {
		rmSync(passwordFile, { force: true });
	}
}

/** Ends a server that still runs on `data`, and removes a pid file whose process is gone or somebody else's. */
async function endLeftover(data: string): Promise<void> {
	const file = path.join(data, 'postmaster.pid');
	if (!existsSync(file)) return;
	const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
	if (alive(pid) && commandLine(pid).includes(data)) await endStranger(pid, data, ['SIGINT'], stopGraceMs);
	rmSync(file, { force: true });
}

async function answers(url: string): Promise<boolean> {
	const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
	try {
		await sql`select 1`;
		return true;
	} finally {
		await sql.end();
	}
}
