// A container engine of its own on that machine's network: its images and containers are none of this machine's.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launch, tail, untilReady } from '../lib/processes.ts';
import { Plain } from '../lib/say.ts';
import { there } from './machine.ts';
import { run, tried, type How } from './run.ts';

export interface Engine {
	/** What a `docker` that is to talk to it finds in its environment. */
	env: { DOCKER_HOST: string; DOCKER_CONFIG: string; DOCKER_BUILDKIT: string };
	stop(): Promise<void>;
}

const readyMs = 60_000;

/**
 * @param kept where images stay from one try to the next
 * @param dir of this try
 */
export async function startEngine(kept: string, dir: string): Promise<Engine> {
	if ((await tried('which', ['dockerd'])).code !== 0)
		throw new Plain('There is no container engine: install Docker (Debian: apt-get install docker.io iptables).');
	const [socket, log] = [path.join(dir, 'docker.sock'), path.join(dir, 'engine.log')];
	const env = { DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: path.join(dir, 'docker'), DOCKER_BUILDKIT: '0' };
	mkdirSync(env.DOCKER_CONFIG, { recursive: true });
	const folders = [
		'--data-root',
		path.join(kept, 'engine'),
		'--exec-root',
		path.join(dir, 'exec'),
		'--pidfile',
		path.join(dir, 'engine.pid')
	];
	// Visitors by IPv6 keep their addresses only so; from Docker 27 on it is the default.
	const ipv6 = ['--experimental', '--ip6tables'];
	const child = launch({
		name: 'the container engine',
		command: there[0],
		args: [...there.slice(1), 'dockerd', '--host', env.DOCKER_HOST, ...folders, ...ipv6],
		log,
		stopSignals: ['SIGTERM'],
		graceMs: 30_000
	});
	const engine: Engine = {
		env,
		async stop() {
			await child.stop();
			// It leaves its networks mounted.
			const mounted = readFileSync('/proc/self/mounts', 'utf8')
				.split('\n')
				.map((line) => line.split(' ')[1] ?? '');
			for (const point of mounted.filter((one) => one.startsWith(`${dir}/`)).reverse()) await tried('umount', [point]);
		}
	};
	if (await untilReady(child, async () => (await tried('docker', ['version'], { env })).code === 0, readyMs)) return engine;
	await engine.stop();
	throw new Plain(`The container engine did not start:\n${tail(log)}`);
}

/** `docker …` at this engine. */
export const docker = (engine: Pick<Engine, 'env'>, args: string[], how: How = {}): Promise<string> =>
	run('docker', args, { ...how, env: { ...engine.env, ...how.env } });
