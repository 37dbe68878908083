// Starts a server again that ended by itself, with more and more patience. Knows no server by name.
import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './processes.ts';
import { say } from './say.ts';

/** Who lives shorter than this has something wrong with it. */
export const shortLifeMs = 30_000;
const waitsMs = [200, 1000, 3000, 10_000, 30_000];

export interface Server {
	child: Child;
	/** Resolves when it answers; throws, and has ended it, when it does not come up. */
	ready(): Promise<void>;
}

export interface Minding<S extends Server> {
	/** Launches another one that is reached in the same way. */
	again(): S | Promise<S>;
	/** Told of each one that was launched, and of each that answers. */
	launched(server: S): void;
	answers(): void;
	/** Everything is being ended: nothing is started again. */
	over(): boolean;
}

/**
 * How long to wait before the next one.
 * @param shortLives how many in a row lived for a short time only
 * @returns milliseconds; null when there is no use in it
 */
export const waitBefore = (shortLives: number): number | null => waitsMs[Math.max(0, shortLives - 1)] ?? null;

/** Minds a server that answers. Resolves when there is no use in starting it again, or everything is over. */
export async function mind<S extends Server>(first: S, { again, launched, answers, over }: Minding<S>): Promise<void> {
	let server: S | null = first;
	for (let [shortLives, since] = [0, performance.now()]; ;) {
		const code = server ? await server.child.exited : undefined;
		if (over()) return;
		shortLives = server && performance.now() - since > shortLifeMs ? 0 : shortLives + 1;
		const wait = waitBefore(shortLives);
		if (wait === null) return;
		if (server) say(`  ${first.child.name} ended (${code === null ? 'by a signal' : `code ${code}`}); it is started again.`);
		await delay(wait);
		if (over()) return;
		try {
			server = await again();
			launched(server);
			await server.ready();
			say(`  ${first.child.name} runs again.`);
			answers();
			since = performance.now();
		} catch {
			server = null;
		}
	}
}
