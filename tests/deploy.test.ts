// What a place is started with: the compose file says what it must, and every variable it asks for is written by deploy-env.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deployEnv } from '../scripts/deploy-env.ts';
import { root } from '../scripts/lib/paths.ts';
import { deployed, oldestForTurn, older } from '../src/lib/server/live/livekit-versions.js';
import { composed, variables } from './support/compose.ts';
import { importsOf, read } from './support/source.ts';

const env = variables(deployEnv('circles.example.org', '203.0.113.7', 'you@example.org'));
const { services, networks, volumes } = composed(env);
const all = Object.entries(services);

test('its secrets are long, random and each its own', () => {
	const secrets = Object.entries(env)
		.filter(([name]) => /PASSWORD|SECRET|KEY|PASSPHRASE/.test(name))
		.map(([, value]) => value);
	expect(secrets).toHaveLength(8);
	expect(new Set(secrets).size).toBe(8);
	for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(21);
	const again = variables(deployEnv('circles.example.org', '203.0.113.7', 'you@example.org'));
	expect(secrets.filter((secret) => Object.values(again).includes(secret))).toEqual([]);
});

describe('the image', () => {
	const steps = read('deploy/Dockerfile')
		.split(/^FROM /m)
		.at(-1)!;
	const copied = [...steps.matchAll(/^COPY (?:--from=\w+ )?(.+) \S+$/gm)]
		.flatMap(([, from]) => from!.split(' '))
		.map((from) => from.replace('/app/', ''));
	const { dependencies, scripts } = JSON.parse(read('package.json')) as Record<'dependencies' | 'scripts', Record<string, string>>;
	const developers = ['start', 'dev', 'test', 'bench', 'mutants', 'properties', 'stories', 'picture', 'deploy-try'];
	const verbs = Object.values(scripts)
		.map((one) => one.split(' ')[2]!)
		.filter((verb) => !developers.includes(verb));

	/** Every file that is run with this one, and every package that they ask for. */
	function runs(file: string, seen = { files: new Set<string>(), packages: new Set<string>() }) {
		if (seen.files.has(file)) return seen;
		seen.files.add(file);
		for (const one of importsOf(file).filter(({ typeOnly }) => !typeOnly)) {
			if (one.file) runs(one.file, seen);
			else if (!one.from.startsWith('node:')) seen.packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(one.from)![0]);
		}
		return seen;
	}

	test('holds each folder once, and no secret', () => {
		expect(copied).toEqual([...new Set(copied)]);
		for (const needed of ['node_modules', 'build', 'drizzle', 'drizzle-stats', 'package.json', 'package-lock.json'])
			expect(copied).toContain(needed);
		const ignored = read('.dockerignore').split('\n');
		for (const secret of ['.env', 'deploy/.env', '.data', 'backups']) expect(ignored).toContain(secret);
	});

	test.each(['entry', ...verbs])('holds all that the command %s runs with', (verb) => {
		const { files, packages } = runs(verb === 'entry' ? 'scripts/entry.mjs' : `scripts/${verb}.ts`);
		expect([...files].filter((file) => !copied.some((folder) => file.startsWith(`${folder}/`)))).toEqual([]);
		expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
	});

	test('holds what the server does not have built in', () => {
		const external = /external: \[([^\]]*)\]/
			.exec(read('vite.config.ts'))![1]!
			.split(', ')
			.map((name) => name.slice(1, -1));
		expect(external.filter((name) => !(name in dependencies))).toEqual([]);
	});

	test('has every command that the guide names', () => {
		const named = ['docs/running.md', 'README.md'].flatMap((file) =>
			[...read(file).matchAll(/npm run ([\w:-]+)|node scripts\/([\w-]+)\.ts/g)].map(([, run, script]) => run ?? `scripts/${script}.ts`)
		);
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter((one) => !(one in scripts) && !existsSync(path.join(root, one)))).toEqual([]);
	});
});

test('without one of them nothing is started', () => {
	for (const name of ['CARD_KEY', 'LIVEKIT_API_SECRET', 'PUBLIC_IP']) expect(() => composed({ ...env, [name]: '' })).toThrow(name);
});

describe('the compose file', () => {
	test('opens the web to the world, and neither the database nor the application nor signalling', () => {
		expect(all.filter(([, service]) => service.ports).map(([name]) => name)).toEqual(['door']);
		expect(services.door.ports).toEqual(['80:80/tcp', '443:443/tcp']);
		expect([services.database.network_mode, services.database.networks]).toEqual([undefined, ['behind']]);
		expect(services.door.networks).toEqual(['inside']);
		expect(networks.behind).toEqual({ internal: true });
	});

	test('lets nobody be more than they must', () => {
		for (const [name, service] of all) {
			expect(service.cap_drop, name).toEqual(['ALL']);
			if (name !== 'database') expect(service.read_only, name).toBe(true);
		}
	});

	test('sees visitors by IPv6 as who they are, and hands on to an address on which the application listens', () => {
		expect(networks.inside.enable_ipv6).toBe(true);
		expect(services.door.environment!.APP_UPSTREAM).toBe(
			`${(services.app.networks as { inside: { ipv4_address: string } }).inside.ipv4_address}:3000`
		);
	});

	test('says of each whether it is well', () => {
		for (const [name, service] of all.filter(([one]) => one !== 'backup')) expect(service.healthcheck?.test, name).toBeDefined();
	});

	test('says how much memory each may take, starts again what ends, and keeps data in volumes with names', () => {
		for (const [name, service] of all.filter(([one]) => one !== 'backup')) {
			expect(service.restart, name).toBe('unless-stopped');
			expect(service.deploy?.resources.limits.memory, name).toMatch(/^\d+[mg]$/);
		}
		const named = all
			.flatMap(([, service]) => service.volumes ?? [])
			.map((one) => one.split(':')[0]!)
			.filter((one) => /^\w+$/.test(one));
		expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort());
	});

	test('every secret that a service asks for is one that was written, and each gets only its own', () => {
		const known = (service: { environment?: Record<string, string> }, name: string) =>
			Object.values(service.environment ?? {}).some((value) => (value ?? '').includes(env[name]!));
		expect(known(services.app, 'POSTGRES_PASSWORD')).toBe(false);
		expect(known(services.app, 'BACKUP_PASSPHRASE')).toBe(false);
		expect(known(services.door, 'LIVEKIT_API_SECRET')).toBe(false);
		expect(known(services.video, 'CARD_KEY')).toBe(false);
	});

	test('LiveKit is the newest we know, with TURN hardened, and TURN refuses what is inside', () => {
		expect(services.video.image).toBe(`livekit/livekit-server:v${deployed}`);
		expect(older(deployed, oldestForTurn)).toBe(false);
		const config = parse(services.video.environment!.LIVEKIT_CONFIG!) as {
			bind_addresses: string[];
			rtc: { node_ip: string; use_external_ip: boolean };
			turn: {
				enabled: boolean;
				udp_port: number;
				external_tls: boolean;
				allow_restricted_peer_cidrs?: string[];
				deny_peer_cidrs: string[];
			};
			webhook: { urls: string[] };
			keys: Record<string, string>;
		};
		expect(config.bind_addresses).toEqual([networks.inside.ipam.config[0]!.gateway]);
		expect(config.rtc).toMatchObject({ node_ip: '203.0.113.7', use_external_ip: false });
		expect(config.turn).toMatchObject({ enabled: true, udp_port: 443, external_tls: true });
		expect(config.turn.allow_restricted_peer_cidrs).toBeUndefined();
		expect(config.turn.deny_peer_cidrs).toContain('100.64.0.0/10');
		expect(config.webhook.urls).toEqual(['http://172.30.57.10:3000/api/livekit/webhook']);
		expect(config.keys[env.LIVEKIT_API_KEY!]).toBe(env.LIVEKIT_API_SECRET);
	});
});
