// Every command that docs/running.md and README.md name for whoever runs a place, run in the image: as `node scripts/…`, as `npm run …`.
import { readFileSync } from 'node:fs';
import { Plain } from '../lib/say.ts';
import type { Place } from './place.ts';

/** Runs this in the application's container, which must end well and say this. */
export async function commanded(place: Place, command: string[], says: RegExp): Promise<void> {
	const { code, all } = await place.tries(['exec', '-T', 'app', ...command]);
	if (code !== 0 || !says.test(all))
		throw new Plain(`${command.join(' ')} ended with ${code} in the image and said:\n${all.trim().slice(-1500)}`);
}

/** Those that change nothing here, each by `npm run`, and one by each other way. The walk runs the others as its own steps. */
export async function everyCommand(place: Place, email: string): Promise<void> {
	const address = `postgres://postgres:${secretOf(place, 'POSTGRES_PASSWORD')}@database:5432/evenround`;
	await commanded(place, ['npm', 'run', '--silent', 'doctor'], /ok +tables/);
	await commanded(place, ['node', 'scripts/entry.mjs', 'doctor'], /ok +tables/);
	await commanded(place, ['npm', 'run', '--silent', 'provision-stats', '--', address, '--sql'], /create role/i);
	await commanded(place, ['npm', 'run', '--silent', 'grant-credential', '--', email, '--until', inAYear()], /has a credential until/);
	await commanded(place, ['npm', 'run', '--silent', 'make-operator', '--', email], /is an operator/);
	const { all } = await place.tries(['exec', '-T', 'app', 'npm', 'run', '--silent', 'release:check']);
	if (!/helpline|row|number/i.test(all) || /Error|Cannot find/.test(all))
		throw new Plain(`release:check does not run in the image:\n${all}`);
}

const inAYear = (): string => new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);

export const secretOf = (place: Place, name: string): string =>
	new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(place.env, 'utf8'))![1]!;
