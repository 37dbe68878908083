// What a place is started with: the compose file says what it must, and every variable it asks for is written by deploy-env.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deployEnv } from '../scripts/deploy-env.ts';
import { root } from '../scripts/lib/paths.ts';
import { deployed, oldestForTurn, older } from '../src/lib/server/live/livekit-versions.js';
import { composed, variables } from './support/compose.ts';

const env = variables(deployEnv('circles.example.org', '203.0.113.7', 'you@example.org'));
const { services, networks, volumes } = composed(env);
const all = Object.entries(services);

test('its secrets are long, random and each its own', () => {
	const secrets = Object.entries(env).filter(([name]) => /PASSWORD|SECRET|KEY|PASSPHRASE/.test(name)).map(([, value]) => value);
	expect(secrets).toHaveLength(8);
	expect(new Set(secrets).size).toBe(8);
	for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(21);
	const again = variables(deployEnv('circles.example.org', '203.0.113.7', 'you@example.org'));
	expect(secrets.filter((secret) => Object.values(again).includes(secret))).toEqual([]);
});

test('the image holds every folder that the server and its commands read', () => {
	const copied = [...readFileSync(path.join(root, 'deploy', 'Dockerfile'), 'utf8').matchAll(/^COPY (?:--from=\w+ )?(\S+) \S+$/gm)].map(([, from]) => from);
	for (const needed of ['/app/node_modules', '/app/build', 'drizzle', 'drizzle-stats', 'src', 'scripts', 'package.json']) expect(copied).toContain(needed);
	const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
	for (const secret of ['.env', 'deploy/.env', '.data', 'backups']) expect(ignored).toContain(secret);
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

	test('says how much memory each may take, starts again what ends, and keeps data in volumes with names', () => {
		for (const [name, service] of all.filter(([one]) => one !== 'backup')) {
			expect(service.restart, name).toBe('unless-stopped');
			expect(service.deploy?.resources.limits.memory, name).toMatch(/^\d+[mg]$/);
		}
		const named = all.flatMap(([, service]) => service.volumes ?? []).map((one) => one.split(':')[0]!).filter((one) => /^\w+$/.test(one));
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
			turn: { enabled: boolean; udp_port: number; external_tls: boolean; allow_restricted_peer_cidrs?: string[]; deny_peer_cidrs: string[] };
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
