// Coming into a circle on a real PostgreSQL: asking and an answer, cohorts, orientations, being found, and who is told what.
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdingSpace } from '../../src/lib/gathering/formats/index.ts';
import { firstEvening } from '../../src/lib/gathering/formats/first-evening.ts';
import { formats, listeningInPairs, partsSideBySide } from '../../src/lib/gathering/formats/index.ts';
import type { Format } from '../../src/lib/gathering/types.ts';
import { isOrientation } from '../../src/lib/admission/choices.ts';
import { joiningLimits } from '../../src/lib/admission/choices.ts';
import { lockAccount } from '../../src/lib/server/operator/locks.ts';
import { endFeed, makeFeed, readFeed } from '../../src/lib/server/calendar/feeds.ts';
import { ownDates } from '../../src/lib/server/calendar/own.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { wantedIn } from '../../src/lib/server/circles/attended.ts';
import { vouchedOf, vouchFor, vouchNoMore } from '../../src/lib/server/circles/vouched.ts';
import { createCircle, membershipOf, type CircleWords } from '../../src/lib/server/circles/circles.ts';
import { choices, findCircles, type FindWish } from '../../src/lib/server/circles/find.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { sendWord } from '../../src/lib/server/circles/host-word.ts';
import { makeInvitation, useInvitation } from '../../src/lib/server/circles/invitations.ts';
import { wayIn } from '../../src/lib/server/circles/joining.ts';
import { seatingOf } from '../../src/lib/server/seats/threshold.ts';
import { gatheringById } from '../../src/lib/server/planning/schedule.ts';
import { answerRequest, askedOf, askToJoin, requestsOf } from '../../src/lib/server/circles/requests.ts';
import { expected, giveBack, reserve } from '../../src/lib/server/seats/seating.ts';
import { isSubscribed, subscribe, unsubscribe } from '../../src/lib/server/circles/subscriptions.ts';
import { wait } from '../../src/lib/server/seats/waiting.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
const ahead = (ms: number) => new Date(Date.now() + ms);

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

const made = (host: Person, more: Partial<CircleWords>): Promise<string> =>
	createCircle(host.id, host.name, {
		title: 'A circle',
		theme: 'A theme',
		isFor: 'This',
		isNot: 'That',
		access: 'open',
		formatId: null,
		...more
	});
const visitor = (account: Person) =>
	({ locals: { account }, url: new URL('http://localhost/'), cookies: { get: () => undefined, getAll: () => [] } }) as never;
const wayOf = async (one: Person, circle: string, now = new Date(), format: Pick<Format, 'wantsBefore'> | null = null) =>
	wayIn((await membershipOf(visitor(one), circle))!, one.id, format, now);
const told = async (kind: string, { id }: Person) =>
	(await sql()<{ data: object; circle_id: string }[]>`select data, circle_id from mails where kind = ${kind} and account_id = ${id}`).map(
		({ data }) => data
	);

describe('asking to join', () => {
	test('the host is told once, says yes, and the person belongs to it and hears of it', async () => {
		const [host, ana] = [await person(), await person()];
		const circle = await made(host, { access: 'approval' });
		expect(await wayOf(ana, circle)).toBe('ask-first');
		await askToJoin(circle, ana.id, { name: 'Ana', words: 'I would like to listen.' });
		await askToJoin(circle, ana.id, { name: 'Ana', words: 'I would like to listen, mostly.' });
		expect(await told('joinAsked', host)).toHaveLength(1);
		const [asks] = await requestsOf(circle);
		expect(asks!.words).toBe('I would like to listen, mostly.');
		const yes = { yes: true, oriented: false };
		const answers = await Promise.all([1, 2, 3].map(() => answerRequest(circle, asks!.id, yes, host.id)));
		expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
		expect(await told('joinAnswered', ana)).toEqual([{ yes: true }]);
		expect(await wayOf(ana, circle)).toBeNull();
		expect(await isSubscribed(circle, ana.id)).toBe(true);
		expect(await sql()`select 1 from join_requests where account_id = ${ana.id}`).toEqual([]);
	});

	test('a no is told kindly, forgets what was written, and can be followed by another asking after a month', async () => {
		const [host, ana] = [await person(), await person()];
		const circle = await made(host, { access: 'approval' });
		await askToJoin(circle, ana.id, { name: 'Ana', words: 'Something private.' });
		const [asks] = await requestsOf(circle);
		await answerRequest(circle, asks!.id, { yes: false, oriented: false }, host.id);
		expect(await told('joinAnswered', ana)).toEqual([{ yes: false }]);
		expect(await sql()`select words from join_requests where account_id = ${ana.id}`).toEqual([{ words: '' }]);
		expect(await askToJoin(circle, ana.id, { name: 'Ana', words: '' })).toEqual({ refused: 'asked-lately' });
		const monthLater = ahead(joiningLimits.askAgainMs + hour);
		await forget(monthLater);
		expect(await askedOf(circle, ana.id, monthLater)).toBeNull();
		expect(await askToJoin(circle, ana.id, { name: 'Ana', words: '' }, monthLater)).toEqual({ ok: true });
	});

	test('is only where a host says yes: an invited circle is not there for a stranger, an open one needs no asking', async () => {
		const [host, ana] = [await person(), await person()];
		expect(await membershipOf(visitor(ana), await made(host, { access: 'invitation' }))).toBeNull();
		expect(await askToJoin(await made(host, {}), ana.id, { name: 'Ana', words: '' })).toEqual({ refused: 'not-asked-for' });
	});
});

describe('a closed cohort', () => {
	test('gives a seat in all that are planned, and in one planned later, in the same order', async () => {
		const [host, ana, ben] = [await person(), await person({ name: 'Ana' }), await person({ name: 'Ben' })];
		const circle = await made(host, { cohort: true });
		const [first, second] = [await planned(circle), await planned(circle, { startsAt: ahead(8 * day) })];
		await reserve(first, sitter(ana));
		await reserve(second, sitter(ben));
		const third = await planned(circle, { startsAt: ahead(15 * day) });
		for (const id of [first, second, third]) {
			const rows = await sql()<{ name: string }[]>`select name from seats where gathering_id = ${id} order by seat`;
			expect(rows.map(({ name }) => name)).toEqual(['Ana', 'Ben']);
		}
	});

	test('lets nobody new in once it has begun, by any way; whoever belongs to it still comes', async () => {
		const [host, ana, eve] = [await person(), await person(), await person()];
		const circle = await made(host, { cohort: true, access: 'approval' });
		await askToJoin(circle, ana.id, { name: 'Ana', words: '' });
		const [asks] = await requestsOf(circle);
		await answerRequest(circle, asks!.id, { yes: true, oriented: false }, host.id);
		const secret = await makeInvitation(circle, 5, 30, host.id);
		await planned(circle);
		const after = ahead(2 * day);
		expect(await wayOf(ana, circle, after)).toBeNull();
		expect(await wayOf(eve, circle, after)).toBe('cohort-begun');
		expect(await askToJoin(circle, eve.id, { name: 'Eve', words: '' }, after)).toEqual({ refused: 'cohort-begun' });
		expect(await useInvitation(secret, { accountId: eve.id, name: 'Eve' }, after)).toEqual({ refused: 'cohort-begun' });
	});
});

describe('an orientation before', () => {
	/** Somebody sat in a first evening that is over, and was there for so many of its minutes. */
	async function sat(one: Person, minutes: number, format: Format = firstEvening): Promise<void> {
		const id = await planned(await made(await person(), {}), { format, minutes: 45 });
		const { seat } = (await reserve(id, sitter(one))) as { seat: number };
		await sql()`insert into present_minutes (gathering_id, seat, minutes, last_minute) values (${id}, ${seat}, ${minutes}, 0)`;
		await sql()`update gatherings set starts_at = now() - interval '2 hours' where id = ${id}`;
	}

	test('whoever was there for most of it may come, and is known when the seats are forgotten', async () => {
		const [host, ana, ben] = [await person(), await person(), await person()];
		const circle = await made(host, { prerequisite: 'first-evening' });
		expect(await wayOf(ana, circle)).toBe('orientation-first');
		await sat(ana, 40);
		await sat(ben, 10);
		await forget(ahead(8 * day));
		expect(await sql()`select 1 from seats where account_id = ${ana.id}`).toEqual([]);
		expect(await wayOf(ana, circle)).toBeNull();
		expect(await wayOf(ben, circle)).toBe('orientation-first');
		expect(await wayOf(host, circle)).toBeNull();
	});

	test('what a shipped format asks for before is an evening that somebody can be known to have been to', () => {
		const wanted = formats.flatMap(({ wantsBefore = [] }) => wantsBefore);
		expect(wanted).toContain('listening-in-pairs');
		expect(wanted.filter((id) => !isOrientation(id) || !formats.some((format) => format.id === id))).toEqual([]);
	});

	test('a format that asks for two evenings is open after both, in a circle that asks for none; a host may say it of somebody', async () => {
		const [host, ana, ben] = [await person(), await person(), await person()];
		const circle = await made(host, {});
		const before = async (one: Person) => wayOf(one, circle, new Date(), partsSideBySide);
		expect(await before(ana)).toBe('orientation-first');
		await sat(ana, 40);
		expect(await before(ana)).toBe('orientation-first');
		await sat(ana, 40, listeningInPairs);
		expect(await before(ana)).toBeNull();
		expect(await before(host)).toBeNull();
		// Other gatherings of that circle ask for nothing.
		expect(await wayOf(ben, circle)).toBeNull();
		expect(await wayIn((await membershipOf(visitor(ben), circle))!, null, partsSideBySide)).toBe('account-needed');

		const id = await planned(circle, { format: partsSideBySide });
		const gathering = (await gatheringById(id))!;
		const seen = await seatingOf((await membershipOf(visitor(ben), circle))!, ben as never, gathering);
		expect(seen).toMatchObject({
			way: 'orientation-first',
			wanted: ['first-evening', 'listening-in-pairs'],
			missing: ['first-evening', 'listening-in-pairs']
		});
		expect(await wantedIn({ id: circle, prerequisite: null })).toEqual(['first-evening', 'listening-in-pairs']);
		for (const evening of await wantedIn({ id: circle, prerequisite: null })) await vouchFor(circle, ben.email, evening, host.id);
		expect(await before(ben)).toBeNull();
	});

	test('nobody is seated with a closed group in an evening that asks for one they were not at', async () => {
		const [host, ana] = [await person(), await person()];
		const circle = await made(host, { cohort: true });
		const [open, deep] = [await planned(circle), await planned(circle, { format: partsSideBySide })];
		await reserve(open, sitter(ana));
		const seats = async (id: string) => (await sql()`select 1 from seats where gathering_id = ${id} and account_id = ${ana.id}`).length;
		expect([await seats(open), await seats(deep)]).toEqual([1, 0]);
	});

	test('a yes may say that somebody knows it: in this circle, and in no other', async () => {
		const [host, ana] = [await person(), await person()];
		const [circle, other] = [
			await made(host, { access: 'approval', prerequisite: 'first-evening' }),
			await made(host, { prerequisite: 'first-evening' })
		];
		await askToJoin(circle, ana.id, { name: 'Ana', words: '' });
		const [asks] = await requestsOf(circle);
		expect(await answerRequest(circle, asks!.id, { yes: true, oriented: true }, host.id)).toEqual({ ok: true });
		expect(await wayOf(ana, circle)).toBeNull();
		expect(await wayOf(ana, other)).toBe('orientation-first');
	});

	test('a host can say of an address that whoever it is knows it, and take it back; nobody is looked up, and nothing is written of an account', async () => {
		const [host, ana] = [await person(), await person()];
		const circle = await made(host, { prerequisite: 'first-evening' });
		for (const email of ['nobody@example.org', ana.email])
			expect(await vouchFor(circle, email, 'first-evening', host.id)).toEqual({ ok: true });
		expect(await wayOf(ana, circle)).toBeNull();
		// Only here: anybody may make a circle of their own, and say it of themselves.
		expect(await wayOf(ana, await made(await person(), { prerequisite: 'first-evening' }))).toBe('orientation-first');
		expect(await sql()`select 1 from attended where account_id = ${ana.id}`).toEqual([]);
		const kept = await vouchedOf(circle);
		expect(kept.map(({ email }) => email)).toEqual(['nobody@example.org', ana.email]);
		await vouchNoMore(circle, kept[1]!.id);
		expect(await wayOf(ana, circle)).toBe('orientation-first');
	});
});

describe('finding a circle', () => {
	const anything: FindWish = { words: '', language: null, tag: null, weekday: null, part: null, orientation: null };
	let looks: Person;
	beforeAll(async () => {
		looks = await person();
	});
	const titles = async (wish: Partial<FindWish>, zone = 'Europe/Berlin') =>
		(await findCircles({ ...anything, ...wish }, looks.id, zone)).map(({ title }) => title).filter((title) => title.startsWith('Found'));
	/** The next Sunday that is at least two days away, at an hour of universal time. */
	const sunday = (hourOfDay: number): Date => {
		const from = ahead(2 * day);
		return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate() + ((7 - from.getUTCDay()) % 7), hourOfDay));
	};

	test('by words in the language of the circle, by language, by whom it is for, and never those that are nobody’s to find', async () => {
		const host = await person();
		await made(host, { title: 'Found grief', theme: 'Grieving together', language: 'en', tags: ['bereaved'] });
		await made(host, {
			title: 'Found Trauer',
			theme: 'Wir trauern um Menschen',
			language: 'de',
			tags: ['veterans', 'sailors'],
			access: 'approval'
		});
		await made(host, { title: 'Found by nobody', theme: 'Grieving', access: 'invitation' });
		const rehearsal = await made(host, { title: 'Found in no rehearsal', theme: 'Grieving' });
		await sql()`update circles set rehearsal = true where id = ${rehearsal}`;
		expect(await titles({ words: 'grieves' })).toEqual(['Found grief']);
		expect(await titles({ words: 'getrauert' })).toEqual([]);
		expect(await titles({ words: 'trauern' })).toEqual(['Found Trauer']);
		expect(await titles({ language: 'de' })).toEqual(['Found Trauer']);
		expect(await titles({ tag: 'veterans' })).toEqual(['Found Trauer']);
		expect(await titles({ tag: 'sailors' })).toEqual(['Found Trauer']);
		expect((await titles({})).toSorted()).toEqual(['Found Trauer', 'Found grief']);
		expect((await choices()).tags).toContain('sailors');
	});

	test('by day and time on the clock of whoever looks', async () => {
		const circle = await made(await person(), { title: 'Found on Sunday evening', theme: 'Anything' });
		await planned(circle, { startsAt: sunday(19), zone: 'UTC' });
		expect(await titles({ weekday: 7, part: 'evening' }, 'UTC')).toEqual(['Found on Sunday evening']);
		expect(await titles({ weekday: 7, part: 'evening' }, 'Asia/Tokyo')).toEqual([]);
		expect(await titles({ weekday: 1, part: 'night' }, 'Asia/Tokyo')).toEqual(['Found on Sunday evening']);
	});

	test('where one learns how a circle works', async () => {
		const [first, other] = [
			await made(await person(), { title: 'Found for a first evening' }),
			await made(await person(), { title: 'Found for later' })
		];
		await planned(first, { format: firstEvening });
		await planned(other);
		expect(await titles({ orientation: 'first-evening' })).toEqual(['Found for a first evening']);
	});

	test('not a cohort once it has begun', async () => {
		const circle = await made(await person(), { title: 'Found until it begins', theme: 'Anything', cohort: true });
		const id = await planned(circle);
		expect(await titles({})).toContain('Found until it begins');
		await sql()`update gatherings set starts_at = now() - interval '1 minute' where id = ${id}`;
		expect(await titles({})).not.toContain('Found until it begins');
	});
});

describe('a host’s word', () => {
	test('goes to each who subscribed, in a mail of their own; twice a day, however often it is pressed', async () => {
		const [host, ana, ben, eve] = [await person(), await person(), await person(), await person()];
		const circle = await made(host, {});
		expect(await sendWord(circle, 'Hello.', host.id)).toEqual({ refused: 'nobody-subscribed' });
		for (const one of [ana, ben, eve]) await subscribe(circle, one.id);
		await unsubscribe(circle, eve.id);
		const sent = await Promise.all([1, 2, 3, 4].map((n) => sendWord(circle, `Word ${n}.`, host.id)));
		expect(sent.filter((one) => 'reached' in one)).toEqual([{ reached: 2 }, { reached: 2 }]);
		expect([await told('hostWord', ana), await told('hostWord', eve)].map((mails) => mails.length)).toEqual([2, 0]);
		expect(await sendWord(circle, 'The day after.', host.id, ahead(day + hour))).toEqual({ reached: 2 });
		expect(JSON.stringify(await sql()`select * from host_words`)).not.toContain('Word');
	});
});

describe('one’s own calendar', () => {
	test('shows seats, offers and waiting, and nobody else’s', async () => {
		const [host, ana, ben] = [await person(), await person(), await person()];
		const circle = await circleOf(host, 'open');
		const [one, two, three] = [
			await planned(circle, { seats: 2 }),
			await planned(circle, { seats: 2, startsAt: ahead(3 * day) }),
			await planned(circle, { startsAt: ahead(2 * day) })
		];
		for (const id of [one, two]) for (const who of [ben, host]) await reserve(id, sitter(who));
		await reserve(three, sitter(ana));
		await wait(one, ana.id);
		await wait(two, ana.id);
		await giveBack(two, 1);
		expect((await ownDates(ana.id)).map(({ id, state }) => [id, state])).toEqual([
			[one, 'waiting'],
			[three, 'seat'],
			[two, 'offered']
		]);
		expect((await expected(two, ahead(3 * day))).taken).toBe(1);
	});

	test('by a private address: its own seats, marked when cancelled, none ahead once locked out; renewed and switched off it opens nothing', async () => {
		const [host, ana, ben] = [await person(), await person(), await person()];
		const circle = await made(host, { title: 'Secret title' });
		const [one, two] = [await planned(circle, { format: holdingSpace }), await planned(circle, { startsAt: ahead(4 * day) })];
		for (const id of [one, two]) await reserve(id, sitter(ana));
		await reserve(one, sitter(ben));
		await sql()`update gatherings set cancelled_at = now() where id = ${two}`;
		const secret = await makeFeed(ana.id);
		const text = (await readFeed(secret, 'https://circle.example'))!;
		const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
		expect(events.map((event) => [event.getFirstPropertyValue('uid'), event.getFirstPropertyValue('status')])).toEqual([
			[`${one}@evenround`, 'CONFIRMED'],
			[`${two}@evenround`, 'CANCELLED']
		]);
		expect(text).not.toContain('Secret');
		expect(JSON.stringify(await sql()`select * from calendar_feeds`)).not.toContain(secret);
		const renewed = await makeFeed(ana.id);
		expect([await readFeed(secret, ''), (await readFeed(renewed, ''))!.length > 0]).toEqual([null, true]);
		const operator = await person({ operator: true });
		await lockAccount(ana.id, operator.id);
		const dates = new ICAL.Component(ICAL.parse((await readFeed(renewed, ''))!)).getAllSubcomponents('vevent');
		expect(dates.map((event) => event.getFirstPropertyValue('status'))).not.toContain('CONFIRMED');
		await endFeed(ana.id);
		expect(await readFeed(renewed, '')).toBeNull();
	});
});
