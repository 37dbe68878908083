// frozen_to_known: from the moment every process of somebody's page stands still until the circle says that they are lost.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import type { Seat } from '../../src/lib/gathering/types.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { seated } from '../../tests/support/seated.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { benchFormat } from './format.ts';
import type { Told } from './frozen-person.ts';
import { patiently, type Pace } from './interleave.ts';
import type { Servers } from './servers.ts';

/** So many stand still in one gathering, beside the one who looks on. */
const atOnce = 5;
const patienceMs = 60_000;
/** They stop at different moments of their beats and of the node's looks. */
const spreadMs = 5000;
const goalSeconds = 25;

function sitsDown(told: Told): ChildProcess {
	const script = path.join(import.meta.dirname, 'frozen-person.ts');
	return spawn(process.execPath, [script], { env: { ...process.env, PERSON: JSON.stringify(told) }, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Stops these processes at random moments; how long it took until each was known as lost, in seconds. */
async function stopped(onlooker: PageClient, people: Map<Seat, ChildProcess>): Promise<number[]> {
	const connection = (seat: Seat) => onlooker.view?.seats.find((one) => one.seat === seat)?.connection;
	await onlooker.until(() => [...people.keys()].every((seat) => connection(seat) === 'present'), patienceMs);
	return Promise.all(
		[...people].map(async ([seat, child]) => {
			await nap(Math.random() * spreadMs);
			const began = performance.now();
			child.kill('SIGSTOP');
			await onlooker.until(() => connection(seat) === 'lost', patienceMs);
			return (performance.now() - began) / 1000;
		})
	);
}

async function oneCircle(servers: Servers): Promise<number[]> {
	const at = await seated(['facilitator', ...Array.from({ length: atOnce }, () => 'participant' as const)], benchFormat);
	const whose = (seat: Seat) => ({ base: servers.base, origin: servers.origin, cookies: at.cookies.get(seat)! });
	const onlooker = new PageClient(whose(1));
	const people = new Map<Seat, ChildProcess>();
	try {
		onlooker.follow(at.id);
		await onlooker.until((view) => view.lifecycle === 'lobby', 10_000);
		await onlooker.join(at.id);
		for (let seat = 2; seat <= atOnce + 1; seat++) people.set(seat, sitsDown({ ...whose(seat), gathering: at.id }));
		await patiently('sitting down', Promise.all([...people.values()].map((child) => once(child.stdout!, 'data'))), patienceMs);
		return await stopped(onlooker, people);
	} finally {
		// A process that stands still is ended by nothing else.
		for (const child of people.values()) child.kill('SIGKILL');
		onlooker.unfollow();
	}
}

/** No floor: it is the time that silence takes to be sure of, and a promise to the circle. */
export async function frozen(servers: Servers, { n, maxMs }: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const samples: number[] = [];
	const until = performance.now() + maxMs;
	while (samples.length < n && performance.now() < until) samples.push(...(await oneCircle(servers)).slice(0, n - samples.length));
	const notes = [
		`Few samples, since each takes half a minute: p99 is the longest of ${samples.length}. Pages and natives in processes of their own; a whole browser is stopped in the tests.`
	];
	return {
		frozen_to_known: figure(
			{ unit: 's', goal: `p99 ≤ ${goalSeconds} s`, loadBefore, notes },
			samples,
			null,
			({ p99 }) => p99 <= goalSeconds
		)
	};
}
