// The place that is tried: its compose file, with what a try needs beside it and nothing of it changed. Starts and stops what it is told.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { deployEnv } from '../deploy-env.ts';
import type { Engine } from './engine.ts';
import { publicAddress } from './machine.ts';
import { run, tried, type How } from './run.ts';

export const domain = 'circles.example.org';
export const origin = `https://${domain}`;
export const safetyContact = 'safety@example.org';
const names = [domain, `video.${domain}`, `turn.${domain}`];
/** As a file of hosts has them: there are no such names in the world. */
export const hosts = `127.0.0.1 localhost\n${publicAddress} ${names.join(' ')}\n`;

export interface Place {
	/** `docker compose …` with the files of this version. */
	compose(args: string[], how?: How): Promise<string>;
	/** The same for what may fail. */
	tries(args: string[], how?: How): ReturnType<typeof tried>;
	/** Where backups go, as the guide has them made. */
	backups: string;
	/** The file with its secrets. */
	env: string;
}

/** What is written once: fresh secrets, the trust in the issuer, the folder for backups. */
export function furnish(dir: string): void {
	writeFileSync(
		path.join(dir, 'env'),
		deployEnv(domain, publicAddress, 'you@example.org').replace('SAFETY_CONTACT_EMAIL=', `SAFETY_CONTACT_EMAIL=${safetyContact}`)
	);
	for (const folder of ['trust', 'backups']) mkdirSync(path.join(dir, folder));
}

/** Which authority the issuer's certificates lead to; everybody in the try trusts it. */
export const trustedIn = (dir: string): string => path.join(dir, 'trust', 'root.crt');

/**
 * @param source a clone of the version
 * @param tag of its images
 */
export function placeOf(engine: Pick<Engine, 'env'>, dir: string, source: string, tag: string): Place {
	const [override, env] = [path.join(dir, `${tag}.yaml`), path.join(dir, 'env')];
	writeFileSync(override, stringify(besides(dir, tag)));
	const files = [
		'--project-directory',
		path.join(source, 'deploy'),
		'--env-file',
		env,
		'--file',
		path.join(source, 'deploy', 'compose.yaml'),
		'--file',
		override
	];
	const backups = path.join(dir, 'backups');
	const args = (more: string[]) => ['compose', '--ansi', 'never', '--progress', 'plain', ...files, ...more];
	const how = (more: How = {}): How => ({ minutes: 5, ...more, env: { ...engine.env, BACKUP_DIR: backups, ...more.env } });
	return {
		backups,
		env,
		compose: (more, rest) => run('docker', args(more), how(rest)),
		tries: (more, rest) => tried('docker', args(more), how(rest))
	};
}

function besides(dir: string, tag: string): object {
	const trust = `${path.join(dir, 'trust')}:/trust:ro`;
	const known = { extra_hosts: names.map((name) => `${name}:${publicAddress}`) };
	const trusting = { ...known, environment: { NODE_EXTRA_CA_CERTS: '/trust/root.crt', SSL_CERT_FILE: '/trust/root.crt' } };
	const app = `evenround-app:${tag}`;
	return {
		services: {
			issuer: {
				...known,
				image: 'evenround-door:now',
				networks: ['inside'],
				volumes: [`${path.join(import.meta.dirname, 'issuer.Caddyfile')}:/etc/caddy/Caddyfile:ro`, 'issuer:/data']
			},
			app: { ...trusting, image: app, volumes: [trust] },
			backup: { image: app },
			// Until 28 November 2026 the compose file named no encoding, and its database did not begin.
			database: { environment: { POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8' } },
			door: {
				image: `evenround-door:${tag}`,
				volumes: [trust],
				environment: { TLS_ISSUER: 'acme https://issuer/acme/local/directory', SSL_CERT_FILE: '/trust/root.crt' }
			}
		},
		volumes: { issuer: {} }
	};
}
