// Three circles at one node that something hangs under: in a turn, in a pause and with a call; each is asked something all the time.
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { viewOf } from '../../src/lib/server/gatherings/gatherings.ts';
import type { PageClient } from '../../src/lib/server/simulated/client.ts';
import { accepted, pageOf, seat, seated, sitting, type Seated } from './seated.ts';
import type { TestApp } from './servers.ts';

/** Six seconds under npm test; HANG_S=60 hangs for as long as a real one may take. */
export const hangMs = Number(process.env.HANG_S ?? 6) * 1000;
/** A command that nothing holds up, on a machine that others use too. */
export const promptMs = 2000;

export interface Sat {
	at: Seated;
	mine: [PageClient, PageClient, PageClient];
}

/** Three at check-in, each with a page at the node. */
export async function circleAt(node: TestApp): Promise<Sat> {
	const at = await seated(['facilitator', 'participant', 'participant']);
	await sitting(at, 'check-in');
	const mine = [1, 2, 3].map((n) => pageOf(at, n, node.url)) as Sat['mine'];
	for (const page of mine) page.follow(at.id);
	await Promise.all(mine.map((page) => page.until(() => true, 10_000)));
	return { at, mine };
}

/** In a turn whose holder has begun; paused by whoever holds the circle; and one in which nobody has called yet. */
export async function situations(node: TestApp): Promise<{ turn: Sat; pause: Sat; call: Sat }> {
	const [turn, pause, call] = await Promise.all([circleAt(node), circleAt(node), circleAt(node)]);
	const { turnId } = (await viewOf(turn.at.id, 1))!.piece;
	await accepted(turn.at, seat(1), { type: 'ACCEPT', turnId: turnId!, typing: false });
	await accepted(pause.at, seat(1), { type: 'TAKEOVER', kind: 'support', seat: null });
	return { turn, pause, call };
}

/** A command by its page, once: answered soon, and with a yes. */
export async function prompt(page: PageClient, gathering: string, command: object): Promise<void> {
	const began = performance.now();
	const answer = await page.request(`/api/gatherings/${gathering}/commands`, {
		method: 'POST',
		body: JSON.stringify({ commandId: randomUUID(), command }),
		headers: { 'content-type': 'application/json' }
	});
	expect(await answer.json()).toMatchObject({ ok: true });
	expect(performance.now() - began).toBeLessThan(promptMs);
}

/** The three go on as on any evening: the piece is passed, the pause ends, and somebody calls, whom the circle's facilitator reads of. */
export async function goesOn({ turn, pause, call }: Awaited<ReturnType<typeof situations>>): Promise<void> {
	const { piece } = (await viewOf(turn.at.id, 1))!;
	const { hold } = (await viewOf(pause.at.id, 1))!;
	await Promise.all([
		prompt(turn.mine[0], turn.at.id, { type: 'FINISH', turnId: piece.turnId }),
		prompt(pause.mine[0], pause.at.id, { type: 'RESUME', pauseId: hold!.pauseId, mode: 'exact' }),
		prompt(call.mine[1], call.at.id, { type: 'SUPPORT', whom: 'me' })
	]);
	await Promise.all([
		turn.mine[2].until((view) => view.piece.state === 'offered' && view.piece.turnId !== piece.turnId, promptMs),
		pause.mine[2].until((view) => view.hold === null, promptMs),
		call.mine[0].until((view) => view.facilitation!.signals.length === 1, promptMs)
	]);
}

/** Nobody reads that somebody was lost who sits there. */
export const nobodyLost = (...all: Sat[]) =>
	expect(all.flatMap(({ mine }) => mine.flatMap((page) => page.view!.seats.map(({ connection }) => connection)))).not.toContain('lost');

interface Ready {
	status: number;
	livekit: string;
	silent: string[];
}
export async function readyAt(node: TestApp): Promise<Ready> {
	const answer = await fetch(`${node.url}/readyz`);
	return { status: answer.status, ...((await answer.json()) as Omit<Ready, 'status'>) };
}

/** What the operator reads under "How this place is". */
export async function tonightAt(operator: PageClient): Promise<string> {
	const page = await (await operator.request('/operator/tonight', { headers: { accept: 'text/html' } })).text();
	return page.replace(/<!--.*?-->/g, '');
}

/** Until the hang has lasted as long as it is to. */
export const untilHung = (since: number) =>
	vi.waitFor(() => expect(performance.now() - since).toBeGreaterThan(hangMs), { timeout: hangMs + 1000, interval: 200 });
