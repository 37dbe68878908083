// The compose file as Docker would read it: merged, and with the environment filled in. Enough of it for this one file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../../scripts/lib/paths.ts';

export interface Service {
	image?: string;
	build?: { context: string; dockerfile: string };
	environment?: Record<string, string>;
	command?: string[];
	entrypoint?: string[];
	ports?: string[];
	volumes?: string[];
	network_mode?: string;
	networks?: string[] | Record<string, unknown>;
	restart?: string;
	read_only?: boolean;
	cap_drop?: string[];
	cap_add?: string[];
	healthcheck?: { test: string[] };
	depends_on?: string[] | Record<string, unknown>;
	profiles?: string[];
	deploy?: { resources: { limits: { memory: string } } };
}
export interface Composed {
	services: Record<'app' | 'database' | 'video' | 'door' | 'backup', Service>;
	networks: { inside: { enable_ipv6: boolean; ipam: { config: { subnet: string; gateway: string }[] } }; behind: { internal: boolean } };
	volumes: Record<string, unknown>;
}

/** Throws, as compose does, where a variable that must be set is not. */
export function composed(env: Record<string, string>): Composed {
	const text = readFileSync(path.join(root, 'deploy', 'compose.yaml'), 'utf8');
	const filled = text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string) => {
		if (env[name]) return env[name];
		if (kind === '-') return rest;
		throw new Error(`${name} is not set`);
	});
	return parse(filled, { merge: true }) as Composed;
}

/** The variables of a file as deploy/.env, which has no quotes and one line each. */
export const variables = (text: string): Record<string, string> =>
	Object.fromEntries(
		text
			.split('\n')
			.filter((line) => /^\w+=/.test(line))
			.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
	);
