// signal_to_alert: from the moment nobody has answered for long enough until the first delivery was handed over, which here is
// a mail that lies in the outbox, whole.
import { mkdirSync, watch } from 'node:fs';
import path from 'node:path';
import { sql } from '../../src/lib/server/db/index.ts';
import { paces } from '../../src/lib/server/outbox/limits.ts';
import { isDue } from '../../tests/support/clocks.ts';
import { onCall } from '../../tests/support/on-call.ts';
import { Bare } from './bare.ts';
import { Circle, still } from './circle.ts';
import { figure, loadNow, percentile, type Figure } from './figures.ts';
import { interleaved, type Pace, type Side } from './interleave.ts';
import type { Servers } from './servers.ts';

const asking = 4;
/** A node looks this often for clocks that others set: only one that is due later is rung in time. */
const aheadMs = 1150;
const patienceMs = 10_000;

/** When the next mail lies here whole, by performance.now(). */
function nextMail(dir: string): Promise<number> {
	const mail = new Promise<number>((resolve, reject) => {
		const ends = setTimeout(() => done(() => reject(new Error('no mail'))), patienceMs);
		const watching = watch(dir, (_, file) => file?.endsWith('.eml') && done(() => resolve(performance.now())));
		const done = (then: () => void) => {
			clearTimeout(ends);
			watching.close();
			then();
		};
	});
	// Watched for before it can come, and so perhaps before anybody waits.
	mail.catch(() => {});
	return mail;
}

/** This moment of the system's clock by performance.now(). */
const byOurs = (epochMs: number): number => performance.now() + (epochMs - Date.now());

/** What lies between, each until it is done. */
const steps = [
	'the clock rings',
	'the alert is committed with the call',
	'who is on call is looked for',
	'the delivery is committed and taken',
	'the mail lies there'
] as const;

class Paging implements Side {
	#circle: Circle;
	#outbox: string;
	#due = 0;
	#sent: Promise<number> = Promise.resolve(0);
	#whole = 0;
	/** How long each step of each sample took, in milliseconds. */
	readonly took: number[][] = [];

	constructor(circle: Circle, outbox: string) {
		this.#circle = circle;
		this.#outbox = outbox;
	}

	/** Somebody asks, and nobody answers: the twenty seconds are as good as over. */
	async prepare(): Promise<void> {
		await this.#circle.acts(asking, { type: 'SUPPORT', whom: 'me' });
		this.#due = Date.now() + aheadMs;
		this.#sent = nextMail(this.#outbox);
		await isDue(this.#circle.at.id, 'page:', this.#due);
	}

	async measure(): Promise<number> {
		const due = byOurs(this.#due);
		return (this.#whole = (await this.#sent) - due);
	}

	/** Taken back, so that the next press is a new one. */
	async settle(): Promise<void> {
		this.took.push(await this.#steps());
		const signalId = (await this.#circle.page(asking).until((view) => view.signal?.paged === true, patienceMs)).signal!.id;
		await this.#circle.acts(asking, { type: 'WITHDRAW_SUPPORT', signalId });
		await this.#circle.page(asking).until((view) => view.signal === null, patienceMs);
	}

	/** As the rows of the newest alert tell; only its mail is timed by this process. */
	async #steps(): Promise<number[]> {
		const { id, no } = this.#circle.at;
		const [row] = await sql()<{ at: number[] }[]>`
			select array(select (extract(epoch from at) * 1000)::float8 from unnest(array[
				p.raised_at, pg_xact_commit_timestamp(e.xmin), p.spread_at, l.not_before - ${paces.alert.leaseMs} * interval '1 millisecond']) at) as at
			from pages p join deliveries l on l.page_id = p.id
				join lateral (select xmin from events where gathering = ${no} and type = 'TIMER' order by version desc limit 1) e on true
			where p.gathering_id = ${id} order by p.raised_at desc limit 1`;
		const at = [this.#due, ...row!.at, this.#due + this.#whole];
		return at.slice(1).map((then, step) => then - at[step]!);
	}
}

/** A clock of the bare server rings: one transaction, and one file laid down whole. */
class BarePaging implements Side {
	#bare: Bare;
	#outbox: string;
	#due = 0;
	#answer: Promise<unknown> = Promise.resolve();
	#sent: Promise<number> = Promise.resolve(0);

	constructor(bare: Bare, outbox: string) {
		this.#bare = bare;
		this.#outbox = outbox;
	}

	async prepare(): Promise<void> {
		this.#due = Date.now() + 100;
		this.#sent = nextMail(this.#outbox);
		this.#answer = this.#bare.post('/page', { due: this.#due, outbox: this.#outbox });
	}

	async measure(): Promise<number> {
		const due = byOurs(this.#due);
		return (await this.#sent) - due;
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
		const paging = new Paging(circle, outboxes[0]);
		const [a = [], b = []] = await interleaved([paging, new BarePaging(bare, outboxes[1])], pace);
		const took = steps.map(
			(step, index) =>
				`${step} ${percentile(
					paging.took.slice(-a.length).map((one) => one[index]!),
					0.5
				).toFixed(1)} ms`
		);
		const notes = [
			'One person on call, no device allowed: one mail. Whoever is on call is found, the alert and its delivery are written down, and only then is it sent, so that no death of a node loses it. The floor writes one row and lays down one file.',
			`Where the time goes, half of the samples each: ${took.join(', ')}.`
		];
		return { signal_to_alert: figure({ unit: 'ms', goal: 'p50 ≤ 3×', loadBefore, notes }, a, b, ({ ratio_p50 }) => ratio_p50! <= 3) };
	} finally {
		await Promise.all([circle.close(), bare.close(), offDuty(rosa.id)]);
	}
}

/** Later parts ask for support too, and page nobody. */
const offDuty = async (accountId: string) => void (await sql()`delete from on_call_times where account_id = ${accountId}`);
