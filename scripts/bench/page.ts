// signal_to_alert: from the moment nobody has answered for long enough until the first delivery was handed over, which here is
// a mail that lies in the outbox, whole.
import { mkdirSync, watch } from 'node:fs';
import path from 'node:path';
import { sql } from '../../src/lib/server/db/index.ts';
import { isDue } from '../../tests/support/clocks.ts';
import { onCall } from '../../tests/support/on-call.ts';
import { Bare } from './bare.ts';
import { Circle, still } from './circle.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

const asking = 4;
/** A node looks this often for clocks that others set: only one that is due later is rung in time. */
const aheadMs = 1150;
const patienceMs = 10_000;

/** When the next mail lies here whole, by performance.now(). */
function nextMail(dir: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const ends = setTimeout(() => done(() => reject(new Error('no mail'))), patienceMs);
		const watching = watch(dir, (_, file) => file?.endsWith('.eml') && done(() => resolve(performance.now())));
		const done = (then: () => void) => {
			clearTimeout(ends);
			watching.close();
			then();
		};
	});
}

/** This moment of the system's clock by performance.now(). */
const byOurs = (epochMs: number): number => performance.now() + (epochMs - Date.now());

class Paging implements Side {
	#circle: Circle;
	#outbox: string;
	#due = 0;

	constructor(circle: Circle, outbox: string) {
		this.#circle = circle;
		this.#outbox = outbox;
	}

	/** Somebody asks, and nobody answers: the twenty seconds are as good as over. */
	async prepare(): Promise<void> {
		await this.#circle.acts(asking, { type: 'SUPPORT', whom: 'me' });
		this.#due = Date.now() + aheadMs;
		await isDue(this.#circle.at.id, 'page:', this.#due);
	}

	async measure(): Promise<number> {
		const sent = nextMail(this.#outbox);
		const due = byOurs(this.#due);
		return (await sent) - due;
	}

	/** Taken back, so that the next press is a new one. */
	async settle(): Promise<void> {
		const signalId = (await this.#circle.page(asking).until((view) => view.signal?.paged === true, patienceMs)).signal!.id;
		await this.#circle.shown(await this.#circle.acts(asking, { type: 'WITHDRAW_SUPPORT', signalId }));
	}
}

/** A clock of the bare server rings: one transaction, and one file laid down whole. */
class BarePaging implements Side {
	#bare: Bare;
	#outbox: string;
	#due = 0;
	#answer: Promise<unknown> = Promise.resolve();

	constructor(bare: Bare, outbox: string) {
		this.#bare = bare;
		this.#outbox = outbox;
	}

	async prepare(): Promise<void> {
		this.#due = Date.now() + 100;
		this.#answer = this.#bare.post('/page', { due: this.#due, outbox: this.#outbox });
	}

	async measure(): Promise<number> {
		const sent = nextMail(this.#outbox);
		const due = byOurs(this.#due);
		return (await sent) - due;
	}

	async settle(): Promise<void> {
		await this.#answer;
	}
}

export async function pages(servers: Servers, pace: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const outboxes = ['outbox', 'floor-outbox'].map((name) => path.join(servers.dataDir, name)) as [string, string];
	for (const dir of outboxes) mkdirSync(dir, { recursive: true });
	const rosa = await onCall();
	const circle = await Circle.open(servers, still);
	const bare = await Bare.open(servers, still);
	try {
		const [a = [], b = []] = await interleaved([new Paging(circle, outboxes[0]), new BarePaging(bare, outboxes[1])], pace);
		const notes = ['One person on call, no device allowed: one mail. Whoever is on call is found, the alert and its delivery are written down, and only then is it sent, so that no death of a node loses it. The floor writes one row and lays down one file.'];
		return { signal_to_alert: figure({ unit: 'ms', goal: 'p50 ≤ 3×', loadBefore, notes }, a, b, ({ ratio_p50 }) => ratio_p50! <= 3) };
	} finally {
		await Promise.all([circle.close(), bare.close(), offDuty(rosa.id)]);
	}
}

/** Later parts ask for support too, and page nobody. */
const offDuty = async (accountId: string) => void (await sql()`delete from on_call_times where account_id = ${accountId}`);
