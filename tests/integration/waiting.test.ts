// The waiting list on a real PostgreSQL: in order, one holder of each offer, and people who press at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { cancelGathering } from '../../src/lib/server/planning/moving.ts';
import { upcoming } from '../../src/lib/server/planning/schedule.ts';
import { expected, giveBack, reserve } from '../../src/lib/server/seats/seating.ts';
import { runLines } from '../../src/lib/server/seats/lines.ts';
import { wait, waitNoMore, waitsFor } from '../../src/lib/server/seats/waiting.ts';
import { circleOf, person, planned, sitter, visitor, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

const minute = 60_000;
const hour = 60 * minute;
const startsAt = new Date(Date.now() + 48 * hour);
const before = (ms: number) => new Date(startsAt.getTime() - ms);

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

const people = (many: number): Promise<Person[]> => Promise.all(Array.from({ length: many }, () => person()));

/** A gathering whose only seats these people have. */
async function full(...who: Person[]): Promise<string> {
	const circle = await circleOf(await person(), 'open');
	const id = await planned(circle, { startsAt, seats: Math.max(2, who.length) });
	for (const one of who) await sit(id, one);
	if (who.length < 2) await sit(id, await person());
	return id;
}

async function sit(gathering: string, one: Person, now = before(48 * hour)): Promise<number> {
	const answer = await reserve(gathering, sitter(one), now);
	if ('refused' in answer) throw new Error(answer.refused);
	return answer.seat;
}
const taken = async (id: string) => (await expected(id, startsAt)).taken;
/** How many seats of a gathering the list shows as free to somebody new, and how many its page shows as taken. */
async function freeSeatsOf(id: string, now = before(39 * hour)) {
	const [of] = await sql()<{ circle: string }[]>`select circle_id as circle from gatherings where id = ${id}`;
	const list = await upcoming(visitor(await person()), [of!.circle], now);
	return { listed: list.find((one) => one.id === id)!.free, taken: await taken(id) };
}
const stateOf = async (id: string, { id: account }: Person, now = before(40 * hour)) =>
	(await waitsFor(id, account, now))?.state ?? 'not in it';
const told = (kind: string, { id }: Person) => sql()`select 1 from mails where kind = ${kind} and account_id = ${id}`;

describe('a seat that is given back', () => {
	test('is kept for whoever waits longest, who is told until when, and for nobody else', async () => {
		const [ana, ben, cleo, dan] = (await people(4)) as [Person, Person, Person, Person];
		const id = await full(ana);
		const now = before(40 * hour);
		expect(await wait(id, ben.id, now)).toEqual({ ok: true });
		expect(await wait(id, cleo.id, now)).toEqual({ ok: true });
		expect(await told('waiting', ben)).toHaveLength(1);
		await giveBack(id, 1, now);
		expect(await stateOf(id, ben)).toBe('offered');
		expect(await stateOf(id, cleo)).toBe('waiting');
		expect(await waitsFor(id, ben.id, now)).toEqual({ state: 'offered', until: before(34 * hour) });
		expect(await told('promoted', ben)).toHaveLength(1);
		expect(await reserve(id, sitter(dan), now)).toEqual({ refused: 'full' });
		expect(await reserve(id, sitter(cleo), now)).toEqual({ refused: 'full' });
		await sit(id, ben, before(35 * hour));
		expect(await stateOf(id, ben)).toBe('not in it');
		expect(await taken(id)).toBe(2);
	});

	test('passes on when its time is over, by whichever node looks first; the one who missed it may wait again, at the end', async () => {
		const [ana, ben, cleo] = (await people(3)) as [Person, Person, Person];
		const id = await full(ana);
		await wait(id, ben.id, before(40 * hour));
		await wait(id, cleo.id, before(40 * hour));
		await giveBack(id, 1, before(40 * hour));
		const late = before(34 * hour);
		await Promise.all([runLines(late), runLines(late), runLines(late)]);
		expect(await stateOf(id, ben, late)).toBe('passed');
		expect(await stateOf(id, cleo, late)).toBe('offered');
		expect(await told('promoted', cleo)).toHaveLength(1);
		expect(await reserve(id, sitter(ben), late)).toEqual({ refused: 'full' });
		expect(await wait(id, ben.id, late)).toEqual({ ok: true });
		await waitNoMore(id, cleo.id, late);
		expect(await stateOf(id, ben, late)).toBe('offered');
	});

	test('belongs to nobody when nobody waits: then it cannot be waited for', async () => {
		const [ana, ben] = (await people(2)) as [Person, Person];
		const id = await full(ana);
		expect(await wait(id, ana.id, before(40 * hour))).toEqual({ refused: 'seated' });
		await giveBack(id, 1, before(40 * hour));
		expect(await wait(id, ben.id, before(40 * hour))).toEqual({ refused: 'seat-free' });
		await sit(id, ben, before(40 * hour));
	});

	test('that came free without anybody saying so is found: an account that is gone leaves no seat empty', async () => {
		const [ana, ben] = (await people(2)) as [Person, Person];
		const id = await full(ana);
		await wait(id, ben.id, before(40 * hour));
		await sql()`delete from seats where gathering_id = ${id} and account_id = ${ana.id}`;
		await runLines(before(39 * hour));
		expect(await stateOf(id, ben, before(39 * hour))).toBe('offered');
	});
});

test('a seat that came free is kept for whoever waits, also while somebody on call sits there beside the others', async () => {
	const [ana, ben, cleo] = (await people(3)) as [Person, Person, Person];
	const id = await full(ana);
	await wait(id, ben.id, before(40 * hour));
	await sql()`insert into seats (gathering_id, seat, account_id, name, role, on_call) values (${id}, 3, ${cleo.id}, 'Cleo', 'facilitator', true)`;
	await sql()`delete from seats where gathering_id = ${id} and account_id = ${ana.id}`;
	expect(await freeSeatsOf(id)).toEqual({ listed: 0, taken: 1 });
	await runLines(before(39 * hour));
	expect(await stateOf(id, ben, before(39 * hour))).toBe('offered');
	expect(await freeSeatsOf(id)).toEqual({ listed: 0, taken: 1 });
	await waitNoMore(id, ben.id, before(38 * hour));
	expect(await freeSeatsOf(id)).toEqual({ listed: 1, taken: 1 });
});

describe('the end of a line', () => {
	test('comes with the start: nothing is kept any more, and nobody can wait', async () => {
		const [ana, ben, cleo] = (await people(3)) as [Person, Person, Person];
		const id = await full(ana);
		await wait(id, ben.id, before(hour));
		await giveBack(id, 1, before(5 * minute));
		expect(await waitsFor(id, ben.id, before(5 * minute))).toEqual({ state: 'offered', until: startsAt });
		await runLines(startsAt);
		expect(await stateOf(id, ben, startsAt)).toBe('not in it');
		expect(await wait(id, cleo.id, startsAt)).toEqual({ refused: 'has-begun' });
		await sit(id, cleo, startsAt);
	});

	test('comes with a cancellation, and those who waited are told', async () => {
		const [ana, ben] = (await people(2)) as [Person, Person];
		const id = await full(ana);
		await wait(id, ben.id, before(40 * hour));
		await cancelGathering(id, ana.id, before(39 * hour));
		await runLines(before(39 * hour));
		expect(await stateOf(id, ben)).toBe('not in it');
		expect(await told('cancelled', ben)).toHaveLength(1);
		expect(await wait(id, ben.id, before(39 * hour))).toEqual({ refused: 'over' });
	});
});

describe('people who press at once', () => {
	/** The order in which things happen differs from run to run, and from seed to seed. */
	const shuffled = <T>(list: T[], seed: number): T[] =>
		list
			.map((one, n) => ({ one, key: Math.sin(seed * 997 + n * 7919) }))
			.toSorted((a, b) => a.key - b.key)
			.map(({ one }) => one);

	test('eight people and one seat, fifty times: one sits, the others wait in an order, and it goes round once', async () => {
		const eight = await people(8);
		const [ana] = await people(1);
		for (let run = 0; run < 50; run++) {
			const id = await full(ana!);
			const now = before(40 * hour);
			const presses = shuffled(
				[
					...eight.map((one) => () => reserve(id, sitter(one), now)),
					...eight.map((one) => () => wait(id, one.id, now)),
					...eight.slice(0, 3).map((one) => () => waitNoMore(id, one.id, now)),
					() => giveBack(id, 1, now),
					() => runLines(now)
				],
				run
			);
			await Promise.all(presses.map((press) => press()));
			await runLines(now);
			const states = await Promise.all(eight.map((one) => stateOf(id, one, now)));
			const sat = await taken(id);
			const offered = states.filter((state) => state === 'offered').length;
			expect(sat + offered, `run ${run}`).toBeLessThanOrEqual(2);
			// No seat is lost: it is sat in or kept while anybody waits.
			if (states.includes('waiting')) expect(sat + offered, `run ${run}`).toBe(2);
			// The rest of the way is walked by some of them.
			for (let at = now; run % 10 === 0 && (states.includes('waiting') || states.includes('offered'));) {
				at = new Date(at.getTime() + 7 * hour);
				if (at >= startsAt) break;
				await runLines(at);
				const kept = await Promise.all(eight.map((one) => stateOf(id, one, at)));
				expect(kept.filter((state) => state === 'offered').length + (await taken(id)), `run ${run}`).toBeLessThanOrEqual(2);
			}
		}
	}, 120_000);

	test('an offer is taken once, however often and by whomever it is pressed for', async () => {
		const eight = await people(8);
		const [ana] = await people(1);
		const id = await full(ana!);
		const now = before(40 * hour);
		for (const one of eight) await wait(id, one.id, now);
		await giveBack(id, 1, now);
		const answers = await Promise.all([...eight, ...eight].map((one) => reserve(id, sitter(one), now)));
		expect(new Set(answers.flatMap((answer) => ('ok' in answer ? [answer.seat] : []))).size).toBe(1);
		expect(await taken(id)).toBe(2);
		expect(await stateOf(id, eight[0]!, now)).toBe('not in it');
	});
});
