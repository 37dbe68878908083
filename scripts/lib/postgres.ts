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
import { makeRoles, mayBuild, statsEnv, type Passwords } from './stats-roles.ts';

/** The application's role and its database. */
const name = 'evenround';
const readyTimeoutMs = 60_000;
const stopGraceMs = 20_000;

export interface PostgresServer {
	/** True when its cluster was made just now, with nothing in it. */
	fresh: boolean;
	/** The superuser's address of the database `postgres`. */
	superUrl: string;
	/** The application's own role and database. */
	url: string;
	/** The addresses of the logins of statistics, for the same database. */
	statsEnv: ReturnType<typeof statsEnv>;
	port: number;
	child: Child;
	/** Resolves when it answers; throws Plain with the end of its log when it does not come up. */
	ready(): Promise<void>;
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

/** Starts PostgreSQL on the data of `dir` and waits until it answers. Throws Plain when it cannot be had or does not come up. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
	const server = await launchPostgres(options);
	await server.ready();
	return server;
}

/**
 * Launches PostgreSQL on the data of `dir` and does not wait for it. Makes the cluster on the first run; ends a server that a
 * killed run left on it. Throws Plain when it cannot be had here.
 */
export async function launchPostgres({ dir, port: preferred = 0, settings = {} }: PostgresOptions): Promise<PostgresServer> {
	makeDataDir(dir);
	const { postgresPassword, databasePassword, statsJobPassword, statsPagePassword } = readSecrets(dir);
	const passwords: Passwords = { job: statsJobPassword, page: statsPagePassword };
	const home = postgresHome(dir);
	const data = path.join(home.dir, 'data');
	const fresh = !existsSync(path.join(data, 'PG_VERSION'));
	if (fresh) initialise(home, data, postgresPassword, [...makeDatabase(databasePassword), ...separate(passwords)]);
	await endLeftover(data);
	if (!existsSync(separated(data))) runAlone(home, data, separate(passwords));

	const port = await freeTcpPort(preferred);
	const log = path.join(dir, 'logs', 'postgres.log');
	const flags = Object.entries({
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: '200',
		...settings
	}).flatMap(([setting, value]) => ['-c', `${setting}=${value}`]);
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
	const url = `postgres://${name}:${databasePassword}@127.0.0.1:${port}/${name}`;
	const ready = async () => {
		if (await untilReady(child, () => answers(url), readyTimeoutMs)) return;
		await child.stop();
		throw new Plain(`PostgreSQL did not start. The end of ${log}:\n${tail(log)}`);
	};
	const superUrl = `postgres://postgres:${postgresPassword}@127.0.0.1:${port}/postgres`;
	return { fresh, superUrl, url, statsEnv: statsEnv(url, passwords), port, child, ready, stop: () => child.stop() };
}

/** True when the database at `url` answers; throws what the driver says when it does not. */
export async function answers(url: string): Promise<boolean> {
	const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
	try {
		await sql`select 1`;
		return true;
	} finally {
		await sql.end();
	}
}

/**
 * Makes the cluster with the application's role and database, beside its place, and moves it there whole: a killed first run
 * leaves nothing half-made.
 */
function initialise(home: Home, data: string, password: string, statements: string[]): void {
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
		runAlone(home, fresh, statements);
		renameSync(fresh, data);
	} finally {
		rmSync(passwordFile, { force: true });
	}
}

const makeDatabase = (password: string): string[] => [
	`create role ${name} login password '${password}'`,
	`create database ${name} owner ${name}`
];

/** The application may not read what statistics are made of: it is no superuser, whatever it was, and the job has a login of its own. */
const separate = (passwords: Passwords): string[] => [
	`alter role ${name} nosuperuser nocreaterole`,
	...makeRoles(passwords),
	mayBuild(name)
];

/** There when a cluster has the logins of statistics: one from before them gets them at its next start. */
const separated = (data: string): string => path.join(data, 'evenround-separated');

/** Without a server: PostgreSQL itself reads the statements, one a line, and ends. The last of them are those of `separate`. */
function runAlone(home: Home, data: string, statements: string[]): void {
	const result = spawnSync(path.join(home.bin, 'postgres'), ['--single', '-D', data, 'postgres'], {
		cwd: home.dir,
		encoding: 'utf8',
		input: `${statements.join('\n')}\n`,
		...home.account
	});
	// Its exit code does not tell whether a statement failed.
	if (result.status !== 0 || /(ERROR|FATAL|PANIC):/.test(result.stderr)) {
		throw new Plain(`The database could not be filled in ${data}:\n${result.error ?? ''}${result.stderr}`);
	}
	writeFileSync(separated(data), '', { mode: 0o600 });
	if (home.account) chownSync(separated(data), home.account.uid, home.account.gid);
}

/** Ends a server that still runs on `data`, and removes a pid file whose process is gone or somebody else's. */
async function endLeftover(data: string): Promise<void> {
	const file = path.join(data, 'postmaster.pid');
	if (!existsSync(file)) return;
	const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
	if (alive(pid) && commandLine(pid).includes(data)) await endStranger(pid, data, ['SIGINT'], stopGraceMs);
	rmSync(file, { force: true });
}
