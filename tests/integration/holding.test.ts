// Who holds a gathering, on a real PostgreSQL: asked and answering, ill and relieved by exactly one, and in turn.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formats } from '../../src/lib/gathering/formats/index.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { answer, askedOf, askMeEachTime } from '../../src/lib/server/planning/answering.ts';
import { answersTo } from '../../src/lib/server/planning/asking.ts';
import { runReliefs, sayIll, wellAgain } from '../../src/lib/server/planning/relief.ts';
import { runTurns, setRotates, turnsOf, wouldLike } from '../../src/lib/server/planning/rotation.ts';
import { nameSubstitute } from '../../src/lib/server/planning/substitutes.ts';
import { runUnheld } from '../../src/lib/server/planning/unheld.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { expected, reserve } from '../../src/lib/server/seats/seating.ts';
import { beginSeries, runSeries } from '../../src/lib/server/planning/series.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

const hour = 3_600_000;
const day = 24 * hour;
const later = (ms: number) => new Date(Date.now() + ms);

let host: Person;
let circle: string;
beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
beforeEach(async () => {
	host = await person({ name: 'Hanna' });
	circle = await circleOf(host, 'open');
});
afterAll(closeDb);

async function credentialed(name: string): Promise<Person> {
	const made = await person({ name });
	await grantCredential(made.id, later(300 * day), 'command');
	return made;
}
/** Somebody who is asked for each gathering. */
async function asked(name: string, role: 'facilitator' | 'coFacilitator' = 'facilitator'): Promise<Person> {
	const made = await credentialed(name);
	await addFacilitator(circle, made.email, role, host.id, false);
	return made;
}
const holds = async (gathering: string) => (await expected(gathering, later(day))).facilitators.map(({ name, role }) => `${name} ${role}`);
const says = async (who: Person, said: 'yes' | 'no' | 'always', nth = 0) => answer(who.id, (await askedOf(who.id))[nth]!.id, said);
const mails = async (who: Person, gathering: string) =>
	(await sql()<{ kind: string }[]>`select kind from mails where account_id = ${who.id} and gathering_id = ${gathering}`)
		.map(({ kind }) => kind)
		.sort();

describe('asked', () => {
	test('whoever is asked gets a seat only by saying yes; the host sees who answered', async () => {
		const mira = await asked('Mira');
		const tomas = await asked('Tomas', 'coFacilitator');
		const id = await planned(circle);
		expect(await holds(id)).toEqual([]);
		expect(await mails(mira, id)).toEqual(['asked']);
		expect(await says(mira, 'yes')).toEqual({ ok: true });
		expect(await says(tomas, 'no')).toEqual({ ok: true });
		expect(await holds(id)).toEqual(['Mira facilitator']);
		expect((await answersTo(id)).map(({ name, answer }) => [name, answer])).toEqual([
			['Mira', 'yes'],
			['Tomas', 'no']
		]);
		expect(await says(tomas, 'yes')).toEqual({ ok: true });
		expect(await holds(id)).toEqual(['Mira facilitator', 'Tomas coFacilitator']);
	});

	test('a yes to all seats them in what is planned and in what will be; asked each time again, they are', async () => {
		const mira = await asked('Mira');
		const [first, second] = [await planned(circle), await planned(circle, { startsAt: later(2 * day) })];
		expect(await says(mira, 'always')).toEqual({ ok: true });
		expect([await holds(first), await holds(second)]).toEqual([['Mira facilitator'], ['Mira facilitator']]);
		const third = await planned(circle);
		expect(await holds(third)).toEqual(['Mira facilitator']);
		await askMeEachTime(mira.id, circle);
		expect(await holds(await planned(circle))).toEqual([]);
		expect(await askedOf(mira.id)).toHaveLength(1);
	});

	test('one yes to a series is a yes to each of its gatherings, also to those planned later', async () => {
		const mira = await asked('Mira');
		const localStart = later(day).toISOString().slice(0, 16);
		await beginSeries(circle, {
			format: formats[0]!,
			localStart,
			zone: 'UTC',
			minutes: 60,
			seats: 6,
			rule: 'FREQ=WEEKLY;INTERVAL=1',
			exceptions: []
		});
		expect(await askedOf(mira.id)).toHaveLength(1);
		await says(mira, 'yes');
		await runSeries(later(30 * day));
		const all = await sql()<{ id: string }[]>`select id from gatherings where circle_id = ${circle}`;
		expect(all.length).toBeGreaterThan(9);
		for (const { id } of all) expect(await holds(id)).toEqual(['Mira facilitator']);
	});

	test('whoever says yes when every seat is taken gets one all the same, and nobody else can answer for them', async () => {
		const mira = await asked('Mira');
		const id = await planned(circle, { seats: 2 });
		for (const name of ['Ana', 'Jonas']) expect(await reserve(id, sitter(await person({ name })))).toMatchObject({ ok: true });
		const [mine] = await askedOf(mira.id);
		expect(await answer(host.id, mine!.id, 'yes')).toEqual({ refused: 'not-asked' });
		expect(await says(mira, 'yes')).toEqual({ ok: true });
		expect(await expected(id, later(day))).toMatchObject({ taken: 3, credentialed: true });
	});

	test('two days before, its hosts are told once that nobody credentialed said yes; in a circle among peers they are not', async () => {
		const mira = await asked('Mira');
		const id = await planned(circle, { startsAt: later(3 * day) });
		process.env.MEMBER_CIRCLE_COVER = 'no';
		const among = await planned(await circleOf(host), {
			format: formats.find(({ credentialed }) => credentialed === 0)!,
			startsAt: later(2 * day)
		});
		await runUnheld();
		expect(await mails(host, id)).toEqual([]);
		await Promise.all([runUnheld(later(1.5 * day)), runUnheld(later(1.5 * day))]);
		expect(await mails(host, id)).toEqual(['unheld']);
		expect(await mails(host, among)).toEqual([]);
		// Where somebody has to be on call and nobody is, it cannot begin: that its hosts are told.
		delete process.env.MEMBER_CIRCLE_COVER;
		await runUnheld(later(1.5 * day));
		expect(await mails(host, among)).toEqual(['unheld']);
		await says(mira, 'yes');
		expect((await expected(id, later(3 * day))).credentialed).toBe(true);
	});
});

describe('ill', () => {
	async function held(substitutes: string[]) {
		const mira = await credentialed('Mira');
		await addFacilitator(circle, mira.email, 'facilitator', host.id);
		const others: Person[] = [];
		for (const name of substitutes) {
			const one = await credentialed(name);
			expect(await nameSubstitute(circle, one.email, host.id)).toEqual({ ok: true });
			others.push(one);
		}
		return { id: await planned(circle), mira, others };
	}

	test('one press asks the substitutes; the first who says yes has the role and the seat, the ill person and the host are told', async () => {
		const { id, mira, others } = await held(['Rosa', 'Tomas']);
		expect(await sayIll(id, others[0]!.id)).toEqual({ refused: 'not-holding' });
		expect(await sayIll(id, mira.id)).toMatchObject({ ok: true, asked: 2 });
		expect(await sayIll(id, mira.id)).toMatchObject({ ok: true });
		for (const one of others) expect(await mails(one, id)).toEqual(['illSubstitute']);
		expect(await holds(id)).toEqual(['Mira facilitator']);
		expect(await says(others[1]!, 'yes')).toEqual({ ok: true });
		expect(await holds(id)).toEqual(['Tomas facilitator']);
		expect((await look(id))!.state.context.seats.map(({ role }) => role)).toEqual(['facilitator']);
		expect(await mails(mira, id)).toEqual(['relieved']);
		expect(await mails(host, id)).toEqual(['relieved']);
		expect(await askedOf(others[0]!.id)).toEqual([]);
	});

	test('five say yes at the same moment: exactly one steps in', async () => {
		const { id, mira, others } = await held(['Rosa', 'Tomas', 'Ines', 'Paul', 'Lea']);
		await sayIll(id, mira.id);
		const mine = await Promise.all(others.map(async (one) => (await askedOf(one.id))[0]!.id));
		const answers = await Promise.all(others.map((one, index) => answer(one.id, mine[index]!, 'yes')));
		expect(answers.filter((one) => 'ok' in one)).toHaveLength(1);
		expect(answers.filter((one) => 'refused' in one && one.refused === 'somebody-was-first')).toHaveLength(4);
		expect(await holds(id)).toHaveLength(1);
		expect(await holds(id)).not.toContain('Mira facilitator');
	});

	test('nobody says yes: an hour later the host is told once, and the page names nobody; somebody may still step in', async () => {
		const { id, mira, others } = await held(['Rosa']);
		await sayIll(id, mira.id);
		await runReliefs(later(hour - 60_000));
		expect(await mails(host, id)).toEqual([]);
		await Promise.all([runReliefs(later(hour + 60_000)), runReliefs(later(hour + 60_000))]);
		expect(await mails(host, id)).toEqual(['unheld']);
		expect(await holds(id)).toEqual([]);
		expect(await says(others[0]!, 'yes')).toEqual({ ok: true });
		expect(await holds(id)).toEqual(['Rosa facilitator']);
	});

	test('without a substitute the host is told at once; well again, they hold it as before', async () => {
		const { id, mira } = await held([]);
		expect(await sayIll(id, mira.id)).toMatchObject({ ok: true, asked: 0 });
		expect(await mails(host, id)).toEqual(['unheld']);
		expect(await wellAgain(id, { accountId: mira.id, name: mira.name })).toEqual({ ok: true });
		expect(await holds(id)).toEqual(['Mira facilitator']);
	});

	test('only somebody credentialed is named as a substitute', async () => {
		const ana = await person({ name: 'Ana' });
		expect(await nameSubstitute(circle, ana.email, host.id)).toEqual({ refused: 'no-credential' });
	});
});

describe('in turn', () => {
	test('the next gatherings are proposed in turn, once; a no goes to the next, a yes holds it and goes to the end', async () => {
		await setRotates(circle, true);
		const people = [await person({ name: 'Ana' }), await person({ name: 'Jonas' }), await person({ name: 'Sol' })];
		for (const [index, one] of people.entries()) await wouldLike(circle, one.id, true, later(index * 1000));
		const [first, second] = [await planned(circle), await planned(circle, { startsAt: later(2 * day) })];
		await Promise.all([runTurns(), runTurns(), runTurns()]);
		const proposed = async (id: string) => (await answersTo(id)).map(({ name, answer }) => [name, answer]);
		expect(await proposed(first)).toEqual([['Ana', null]]);
		expect(await proposed(second)).toEqual([['Jonas', null]]);
		await says(people[0]!, 'no');
		await runTurns();
		expect(await proposed(first)).toEqual([
			['Ana', 'no'],
			['Sol', null]
		]);
		await says(people[2]!, 'yes');
		expect(await holds(first)).toEqual(['Sol guardian']);
		expect((await turnsOf(circle)).map(({ name, lastHeldAt }) => [name, lastHeldAt !== null])).toEqual([
			['Ana', false],
			['Jonas', false],
			['Sol', true]
		]);
	});
});
