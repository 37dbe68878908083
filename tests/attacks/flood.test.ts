// One account, or one seat, asks for as much as it can: nobody else waits for it, and a first call of that seat is taken.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftOf, newPhase, type Draft } from '../../src/lib/formats/draft.ts';
import { fileOf } from '../../src/lib/formats/file.ts';
import { throughTheGate } from '../../src/lib/formats/gate.ts';
import { formatLimits } from '../../src/lib/formats/limits.ts';
import { formats } from '../../src/lib/gathering/formats/index.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import type { Export } from '../../src/lib/server/rights/export.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { commands, expectUnmoved } from '../support/beside.ts';
import { person } from '../support/people.ts';
import { pageOf, seated, sitting, type Seated } from '../support/seated.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

/** Played on the thread that keeps circles, 24 files held up every command for eleven seconds, and on a full machine for eighty. */
const movedMs = 50;
/** Beside 200 requests of one seat. */
const mostMs = 5000;
const middleMs = 500;
const rowsOfAKind = 9500;

let circle: Seated;
let node: TestApp;
beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	node = await startApp({ databaseUrl });
	circle = await seated(['facilitator', 'participant', 'participant']);
	await sitting(circle, 'check-in');
}, 240_000);
afterAll(async () => {
	await node?.stop();
	await closeDb();
});

/** As many phases and people as a format may have: the longest to play through. */
function largest(): Draft {
	const draft = draftOf(formats[0]!);
	const closing = draft.phases.at(-1)!;
	const round = { ...newPhase('round', []), prompt: 'What is here?', responses: 'wish' as const, responders: 2 as const, minutes: 8 };
	const phases = Array.from({ length: formatLimits.phases - 1 }, (_, i) => ({ ...round, id: `round-${i + 1}`, title: `Round ${i + 1}` }));
	return {
		...draft,
		minSeats: 11,
		maxSeats: 12,
		minutes: 180,
		doorsCloseAfter: 'round-1',
		phases: [...phases, { ...closing, minutes: 20 }]
	};
}

async function opened(seat: number): Promise<PageClient> {
	const page = pageOf(circle, seat, node.url);
	page.follow(circle.id);
	await page.until(() => true, 20_000);
	return page;
}

test('24 formats of the largest kind are uploaded at once: a circle’s commands do not wait for them', async () => {
	const draft = largest();
	expect(throughTheGate(draft)).toHaveProperty('draft');
	const file = fileOf(draft, { format: 'largest', version: 1 }, {});
	const guests = await Promise.all(
		Array.from({ length: 4 }, async () => new PageClient({ base: node.url, cookies: { login: await beginLogin((await person()).id) } }))
	);
	const other = await opened(2);
	const statuses: number[] = [];
	const upload = async (i: number) => {
		const form = new FormData();
		form.set('file', new File([file], 'largest.json', { type: 'application/json' }));
		const answer = await guests[i % guests.length]!.request('/formats?/file', {
			method: 'POST',
			body: form,
			headers: { accept: 'text/html' }
		});
		statuses.push(answer.status);
		await answer.body?.cancel();
	};
	await expectUnmoved(other, () => Promise.all(Array.from({ length: 24 }, (_, i) => upload(i))), movedMs);
	other.unfollow();
	expect(new Set(statuses), 'kept, or told to come again').toEqual(new Set([303, 400]));
}, 180_000);

test('somebody with ten thousand rows of each kind takes their data three times at once: a circle’s commands do not wait for them', async () => {
	const ana = await person();
	const login = await beginLogin(ana.id);
	await sql()`insert into audit (actor_id, subject_id, kind) select ${ana.id}, ${ana.id}, 'data-exported' from generate_series(1, ${rowsOfAKind}::int)`;
	await sql()`insert into pages (kind, account_id) select 'test', ${ana.id} from generate_series(1, ${rowsOfAKind}::int)`;
	await sql()`insert into mails (kind, account_id, occasion, data) select 'joinAnswered', ${ana.id}, n::text, '{"yes": true}'::jsonb from generate_series(1, ${rowsOfAKind}::int) n`;
	const other = await opened(2);
	const take = async () => {
		const answer = await new PageClient({ base: node.url, cookies: { login } }).request('/account/data/export', {
			method: 'POST',
			body: new URLSearchParams(),
			headers: { accept: 'text/html' }
		});
		const file = JSON.parse(await answer.text()) as Export;
		expect(file.sections.find(({ section }) => section === 'audit')!.rows.length).toBeGreaterThanOrEqual(rowsOfAKind);
	};
	// Ten in an hour are allowed: three rounds of three.
	await expectUnmoved(other, () => Promise.all([take(), take(), take()]), movedMs);
	other.unfollow();
}, 180_000);

test('[N1] a seat that calls 200 times at once: its first call is taken, one is open, and nobody else waits', async () => {
	const [caller, other] = await Promise.all([opened(3), opened(2)]);
	let going = true;
	const calls = Promise.all(Array.from({ length: 200 }, () => caller.act({ type: 'SUPPORT', whom: 'me' }, randomUUID()))).finally(
		() => (going = false)
	);
	const took = await commands(other, () => going);
	other.unfollow();
	const answers = await calls;
	expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
	expect(answers.some((answer) => 'refused' in answer && answer.refused === 'too-many')).toBe(true);
	expect((await look(circle.id))!.state.context.signals).toHaveLength(1);
	// All of them are asked of the same door: whoever presses meanwhile waits for some of them, and for no more.
	expect(took[took.length >> 1]).toBeLessThan(middleMs);
	expect(took.at(-1)).toBeLessThan(mostMs);
	caller.unfollow();
}, 60_000);

test('a seat that opens one stream after the other keeps six, and the newest of them is served', async () => {
	const page = pageOf(circle, 2, node.url);
	await page.join(circle.id).catch(() => {});
	const ended = new Set<number>();
	const many = await Promise.all(
		Array.from({ length: 12 }, async (_, i) => {
			const answer = await page.request(`/api/gatherings/${circle.id}/stream`);
			const reader = answer.body!.getReader();
			void (async () => {
				while (!(await reader.read()).done);
				ended.add(i);
			})();
			return reader;
		})
	);
	await expect.poll(() => ended.size, { timeout: 10_000 }).toBe(6);
	await Promise.all(many.map((reader) => reader.cancel()));
});
