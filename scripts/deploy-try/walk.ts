// The walk through a place, as docs/running.md describes it: begun with an earlier version, updated, looked at, heard, backed up, lost
// and restored. Runs on the try's own network, in a process of its own that is told everything by WALK.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import tls from 'node:tls';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { Plain, say } from '../lib/say.ts';
import { commanded, everyCommand } from './commands.ts';
import { consult } from './doctor.ts';
import { hears } from './hearing.ts';
import { enters, makesCircle, page, plans, posts, reserves, signsIn, signsUp, type Account } from './people.ts';
import { furnish, origin, placeOf, trustedIn, type Place } from './place.ts';
import { logTo, run } from './run.ts';
import { apart } from './visitors.ts';

const readyMs = 120_000;
/** Early enough that its doors are open, late enough that it waits for all that comes before. */
const inMinutes = 14;
const card = { country: 'DE', name: 'Aunt Canary', number: '+49 30 5550199', where: 'Lantern Lane 7' };

const { dir, before, now, env, log } = JSON.parse(process.env.WALK!) as {
	dir: string;
	before: string;
	now: string;
	env: Record<'DOCKER_HOST' | 'DOCKER_CONFIG' | 'DOCKER_BUILDKIT', string>;
	log: string;
};
logTo(log);
furnish(dir);
const [old, place] = [placeOf({ env }, dir, before, 'before'), placeOf({ env }, dir, now, 'now')];

/** Answers through the door, with a certificate that is trusted. */
async function ready(): Promise<void> {
	let last = '';
	for (const end = Date.now() + readyMs; Date.now() < end; await nap(500)) {
		const answer = await fetch(`${origin}/readyz`).catch((error: Error) => {
			last = String(error.cause ?? error);
			return null;
		});
		if (answer?.ok) return;
		if (answer) last = `${answer.status} ${await answer.text()}`;
	}
	throw new Plain(`${origin}/readyz was not well within ${readyMs / 1000} s: ${last}`);
}

/** The issuer first: everybody is told whom to trust. */
async function begins(at: Place): Promise<void> {
	await at.compose(['up', '--detach', '--no-build', '--wait', 'issuer']);
	const root = ['exec', '-T', 'issuer', 'cat', '/data/caddy/pki/authorities/local/root.crt'];
	for (let tries = 0; (await at.tries(root)).code !== 0 && tries < 60; tries++) await nap(500);
	const authority = await at.compose(root);
	writeFileSync(trustedIn(dir), authority);
	tls.setDefaultCACertificates([...tls.rootCertificates, authority]);
	await goesUp(at);
}

/** Not by `--wait`: that fails when something begins anew once, as the media server may until it has its address inside. */
async function goesUp(at: Place): Promise<void> {
	await at.compose(['up', '--detach', '--no-build']);
	await ready();
}

const told = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
	const began = performance.now();
	say(`· ${what}`);
	const done = await work();
	say(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
	return done;
};

interface Begun {
	mira: Account;
	ana: Account;
	circle: string;
	gathering: string;
}

/** Somebody who runs it and holds circles, somebody who comes, and what is left for a moment of need. */
async function people(at: Place): Promise<Begun> {
	const [mira, ana] = [await signsUp(at, 'Mira'), await signsUp(at, 'Ana')];
	await commanded(at, ['node', 'scripts/grant-credential.ts', mira.email], /has a credential until/);
	await signsIn(mira);
	const circle = await makesCircle(mira, 'Tried before');
	const gathering = await plans(mira, circle, inMinutes);
	await reserves(ana, gathering);
	await posts(ana.client, `/gatherings/${gathering}?/seal`, card);
	return { mira, ana, circle, gathering };
}

/** Mira holds it and pauses for Ana: only then may what Ana sealed be read. */
async function opens({ mira, ana, gathering }: Begun): Promise<void> {
	await signsIn(mira);
	await posts(mira.client, `/gatherings/${gathering}?/agree`, { agreed: 'on' });
	const inside = [await enters(mira, gathering), await enters(ana, gathering)];
	try {
		const view = await mira.client.until(({ seats }) => seats.every(({ connection }) => connection === 'present'), 30_000);
		const seat = view.seats.find(({ name }) => name === 'Ana')!.seat;
		for (const command of [{ type: 'BEGIN' }, { type: 'TAKEOVER', kind: 'support', seat }] as const) {
			const said = await mira.client.act(command);
			if ('refused' in said) throw new Plain(`${command.type} was refused: ${said.sentence}`);
		}
		const answer = await mira.client.request(`/api/gatherings/${gathering}/card`, {
			method: 'POST',
			body: JSON.stringify({ seat }),
			headers: { 'content-type': 'application/json' }
		});
		const opened = (await answer.json()) as { card?: typeof card };
		if (opened.card?.name !== card.name || opened.card.where !== card.where)
			throw new Plain(`The sealed card does not open: ${JSON.stringify(opened)}`);
	} finally {
		for (const one of inside) await one.leaves();
	}
}

async function backedUp(): Promise<string> {
	await chown(place.backups, 1000, 1000);
	await place.compose(['run', '--rm', '-T', 'backup']);
	const [file] = readdirSync(place.backups);
	if (!file || readFileSync(path.join(place.backups, file)).includes('Tried before'))
		throw new Plain('There is no backup, or it is not sealed.');
	return file;
}

/** The machine's data is gone, the secrets and the backup are not. */
async function restored(file: string): Promise<void> {
	await place.compose(['down']);
	await run('docker', ['volume', 'rm', 'evenround_database', 'evenround_data'], { env });
	await place.compose(['up', '--detach', '--no-build', '--wait', 'database']);
	const restore = ['run', '--rm', '-T', 'backup', 'scripts/restore.ts', `/backups/${file}`];
	const other = await place.tries(['run', '--rm', '-T', '--env', `CARD_KEY=${'5f'.repeat(32)}`, ...restore.slice(3)]);
	if (other.code === 0) throw new Plain('A restore with another key for the sealed cards was not refused.');
	const said = await place.compose(restore);
	if (!/Restored \d+ rows/.test(said)) throw new Plain(`The restore says: ${said}`);
	await goesUp(place);
}

const has = async ({ ana, circle, gathering }: Begun, title: string): Promise<void> => {
	if (!(await page(ana.client, `/circles/${circle}`)).includes(title)) throw new Plain(`The circle is not called ${title}.`);
	if (!(await page(ana.client, `/gatherings/${gathering}`)).includes('Your card is sealed'))
		throw new Plain('Ana’s seat, or her card, is gone.');
};

async function walk(): Promise<void> {
	await told('The version before comes up, ready through the door', () => begins(old));
	const begun = await told('People sign up there, plan a gathering and seal a card', () => people(old));
	await told('The update: this version comes up on the same data', () => goesUp(place));
	await told('What was there is there', () => has(begun, 'Tried before'));
	await told('One command makes an operator, who finds their pages', async () => {
		await commanded(place, ['node', 'scripts/make-operator.ts', begun.mira.email], /is an operator/);
		await signsIn(begun.mira);
		await page(begun.mira.client, '/operator/tonight');
	});
	const heard = await told('A rehearsal by hearing, through the door and the ports of the media server', hears);
	say(`    heard: ${heard.join(', ')}`);
	if (heard.length < 4) throw new Plain('Not everybody was heard.');
	await told('Two visitors by IPv6 have tries of their own', () => apart(begun.ana.email));
	const file = await told('A backup, sealed', backedUp);
	await told('The doctor', () => consult(place));
	await told('Every command of the guide runs in the image', () => everyCommand(place, begun.mira.email));
	await told('A circle is made that the backup does not know; all data is lost; a restore', async () => {
		await signsIn(begun.mira);
		await makesCircle(begun.mira, 'Made after');
		await restored(file);
	});
	await told('What was backed up is there, and the sealed card opens', async () => {
		await signsIn(begun.ana);
		await has(begun, 'Tried before');
		await opens(begun);
	});
}

try {
	await walk();
} catch (error) {
	console.error(error instanceof Plain ? error.message : error);
	for (const one of ['app', 'door', 'video', 'database']) await place.tries(['logs', '--tail', '200', one]);
	process.exitCode = 1;
}
await releaseNative();
// Whoever still follows a page that went wrong is not waited for.
process.exit();
