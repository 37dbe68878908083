// One circle from its first day to its first figures: a format of its own, a series, five people for four seats, mails that say
// so, an evening that is held, and a month later what its host may know of it.
import type { Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { remind } from '../../src/lib/server/mails/remind.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { gatheringById } from '../../src/lib/server/planning/schedule.ts';
import { releaseNative } from '../../src/lib/server/simulated/native.ts';
import { monthNumberOf } from '../../src/lib/server/stats/frozen.ts';
import { workOn } from '../../src/lib/server/stats/hourly.ts';
import { closeStatistics } from '../../src/lib/server/stats/logins.ts';
import { releaseDue } from '../../src/lib/server/stats/releasing.ts';
import { beginOf, periodName } from '../../src/lib/stats/months.ts';
import { seeded } from '../privacy/attacker.ts';
import { Guest } from '../support/at-app.ts';
import { eveningComes, minutesGoBy } from '../support/clocks.ts';
import { agreed, expect, hear, nothingStrayed, test } from '../support/e2e.ts';
import { told } from '../support/e2e-gathering.ts';
import type { Sitter } from '../support/e2e-sitter.ts';
import { toneOf } from '../support/e2e-senses.ts';
import { outboxOf } from '../support/on-call.ts';
import { person, type Person } from '../support/people.ts';
import { statsAt } from '../support/servers.ts';
import { asJob } from '../support/statistics.ts';

const zone = 'Europe/Berlin';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.use({ runs: ['mails'] });

/** Those who sit there without a browser. */
let guests: Guest[] = [];
test.beforeEach(({ app }) => {
	expect(app.url).toBeTruthy();
	Object.assign(process.env, statsAt(process.env.DATABASE_URL!));
});
test.afterEach(() => Promise.all(guests.map((guest) => guest.leaves())));
test.afterAll(async () => {
	await releaseNative();
	await closeStatistics();
});

test('from the first day of a circle to its first figures', async ({ app, seating }) => {
	const names = ['Hanna', 'Ana', 'Ben', 'Cleo', 'Dan', 'Eve'];
	const people = await Promise.all(names.map((name) => person({ name, timeZone: zone })));
	const [hanna, ana, ben, cleo, dan, eve] = people as [Person, Person, Person, Person, Person, Person];
	await grantCredential(hanna.id, new Date(Date.now() + 365 * day), 'command');
	const tokens = new Map<Person, string>();
	for (const one of people) tokens.set(one, await beginLogin(one.id));
	/** A browser of their own; `seat` is the one they will sit in. */
	const enters = async (who: Person, seat: number) => {
		const sitter = await seating.stranger(seat, who.name);
		await sitter.context.addCookies([{ name: 'login', value: tokens.get(who)!, url: app.url }]);
		return sitter;
	};
	/** The mail of this subject to somebody, once it is there; there is never a second one. */
	const mailTo = async ({ email }: Person, subject: string): Promise<string> => {
		const found = async () => (await outboxOf(app.dataDir)).filter((mail) => mail.to === email && mail.subject === subject);
		await expect.poll(async () => (await found()).length, { message: `“${subject}” to ${email}` }).toBe(1);
		return (await found())[0]!.text;
	};
	const linkIn = (text: string, to: string): string => new RegExp(`(/${to}/\\S+)`).exec(text)![1]!;

	const host = await enters(hanna, 1);
	const { page } = host;
	let circle = '';
	let id = '';

	await test.step('Hanna begins a circle that is open to everybody here, and says that she holds it', async () => {
		await page.goto(`${app.url}/circles/new`);
		await page.getByLabel('Title').fill('Thursday evenings');
		await page.getByLabel('Theme').fill('After a loss');
		await page.getByLabel('What it is for').fill('Sitting together once a week.');
		await page.getByLabel('What it is not').fill('It is no treatment.');
		await page.getByText('Everybody with an account here').click();
		await page.getByRole('button', { name: 'Begin this circle' }).click();
		await expect(page.getByRole('heading', { level: 1, name: 'Thursday evenings' })).toBeVisible();
		circle = new URL(page.url()).pathname.split('/')[2]!;
		await page.getByLabel('E-mail of somebody who would hold it').fill(hanna.email);
		await page.getByRole('button', { name: 'Ask', exact: true }).click();
		await expect(page.getByText('Credential until')).toBeVisible();
	});

	await test.step('she makes a format her own: another title, another question, one phase less', async () => {
		await page.getByRole('link', { name: 'Look after this circle' }).click();
		await page.getByRole('link', { name: 'Formats' }).click();
		await page.getByRole('link', { name: 'Short check-in' }).click();
		await page.getByRole('button', { name: 'Make my own from it' }).click();
		await page.getByLabel('Title').first().fill('Tea and a word');
		await page.getByText('2. How has it been').click();
		await page.getByLabel('What is asked').first().fill('What did this week leave with you?');
		await page.getByRole('button', { name: 'Take out Until next time' }).click();
		await page.getByLabel('One change a line').fill('A question of our own.');
		await page.getByTestId('keep').click();
		await expect(page.getByRole('heading', { level: 1, name: 'Tea and a word' })).toBeVisible();
	});

	await test.step('she plans it for every week: four seats beside her own', async () => {
		await page.goto(`${app.url}/circles/${circle}`);
		await page.getByRole('link', { name: 'Plan a gathering' }).click();
		await page.getByLabel('Day', { exact: true }).fill(Temporal.Now.plainDateISO(zone).add({ days: 8 }).toString());
		await page.getByLabel('How often').selectOption('weekly');
		await page.getByTestId('format').selectOption({ label: 'Tea and a word (your own), version 2' });
		await page.getByLabel('Seats').fill('5');
		await page.getByRole('button', { name: 'Plan it' }).click();
		await expect(page.getByTestId('series')).toContainText(/Every week on \w+day at 19:00/);
		const first = page.getByTestId('ahead').getByRole('listitem').first();
		await expect(first).toContainText('Hanna holds it.');
		await first.getByRole('link').first().click();
		await page.waitForURL(/\/gatherings\//);
		id = new URL(page.url()).pathname.split('/')[2]!;
	});

	const plan = async () => (await gatheringById(id))!;
	const reserves = async (at: Page) => {
		await at.getByText('I accept these agreements').click();
		await at.getByRole('button', { name: 'Reserve my seat' }).click();
		await expect(at.getByRole('heading', { name: 'You have a seat' })).toBeVisible();
	};
	const anas = await enters(ana, 2);
	const eves = await enters(eve, 6);

	await test.step('Ana finds the circle and reserves a seat; so do Ben, Cleo and Dan, and each is told by mail', async () => {
		await anas.page.goto(`${app.url}/find`);
		await anas.page.getByLabel('Words, such as grief or listening').fill('loss');
		await anas.page.getByRole('button', { name: 'Look' }).click();
		await anas.page.getByRole('link', { name: /Thursday evenings/ }).click();
		await anas.page.locator(`a[href="/gatherings/${id}"]`).click();
		await expect(anas.page.getByTestId('seating')).toContainText('4 seats are free.');
		await reserves(anas.page);
		for (const one of [ben, cleo, dan]) {
			const own = await enters(one, 0);
			await own.page.goto(`${app.url}/gatherings/${id}`);
			await reserves(own.page);
			await own.page.close();
		}
		for (const one of [ana, ben, cleo, dan]) expect(await mailTo(one, 'Your seat is reserved')).toContain('text/calendar');
	});

	await test.step('Eve is the fifth: every seat is taken, and she waits', async () => {
		await eves.page.goto(`${app.url}/gatherings/${id}`);
		await eves.page.getByRole('button', { name: 'Wait for a seat' }).click();
		await expect(eves.page.getByTestId('seating')).toContainText('You are next.');
		await mailTo(eve, 'You are on the waiting list');
	});

	await test.step('Ana gives hers back; Eve is told, and takes it by the link in her mail', async () => {
		await anas.page.getByRole('button', { name: 'Give my seat back' }).click();
		await expect(anas.page.getByTestId('seating')).toContainText('Every seat is taken.');
		await eves.page.goto(app.url + linkIn(await mailTo(eve, 'A seat is free for you'), 'gatherings'));
		await expect(eves.page.getByTestId('seating')).toContainText('A seat is kept for you until');
		await reserves(eves.page);
		await mailTo(eve, 'Your seat is reserved');
		// And Ana's calendar loses it.
		expect(await mailTo(ana, 'A seat you had is free')).toContain('METHOD:CANCEL');
	});

	await test.step('the day before and half an hour before, whoever has a seat is reminded, and Ana is left alone', async () => {
		const { startsAt } = await plan();
		await remind(new Date(startsAt.getTime() - day));
		for (const one of [hanna, ben, cleo, dan, eve]) await mailTo(one, 'A reminder');
		await remind(new Date(startsAt.getTime() - 30 * minute));
		for (const one of [hanna, ben, cleo, dan, eve]) await mailTo(one, 'Starting soon');
		expect(
			(await outboxOf(app.dataDir))
				.filter(({ to }) => to === ana.email)
				.map(({ subject }) => subject)
				.sort()
		).toEqual(['A seat you had is free', 'Your seat is reserved']);
	});

	const seats = new Map(
		(await sql()<{ seat: number; name: string }[]>`select seat, name from seats where gathering_id = ${id} order by seat`).map(
			({ seat, name }) => [name, seat]
		)
	);
	// No number is given twice: nobody looks through the eyes of whoever had a seat before.
	expect(seats).toEqual(
		new Map([
			['Hanna', 1],
			['Ben', 3],
			['Cleo', 4],
			['Dan', 5],
			['Eve', 6]
		])
	);
	const cookies = new Map([ben, cleo].map((one) => [seats.get(one.name)!, { login: tokens.get(one)! }]));
	const [bens, cleos] = (guests = [...cookies.keys()].map((seat) => new Guest({ id, cookies }, seat, app.url, toneOf(seat)))) as [
		Guest,
		Guest
	];
	const both = [host, eves];
	/** At the door: sees and hears themselves first. */
	const sitsDown = async (one: Sitter) => {
		await expect(one.the('self-preview')).toHaveAttribute('data-state', 'on');
		await expect(one.the('level')).toBeVisible();
		await one.press('sit-down');
	};

	await test.step('the evening comes: Hanna opens the door, Eve comes by the link in her mail, Ben and Cleo are there, Dan is not', async () => {
		await eveningComes(id);
		await page.goto(`${app.url}/gatherings/${id}`);
		await page.getByText('I accept these agreements').click();
		await page.getByRole('button', { name: 'I accept' }).click();
		await page.getByRole('link', { name: 'Come in' }).click();
		await sitsDown(host);
		await eves.page.goto(app.url + linkIn(await mailTo(eve, 'Starting soon'), 'soon'));
		await eves.page.getByRole('link', { name: 'Come in' }).click();
		await sitsDown(eves);
		for (const guest of guests) await guest.comes();
		await expect
			.poll(async () => (await told(id)).context.seats.filter((s) => s.connection === 'present').map((s) => s.seat))
			.toEqual([1, 3, 4, 6]);
	});

	const offered = async (seat: number): Promise<string> => {
		await expect.poll(async () => (await told(id)).context.turn?.seat).toBe(seat);
		return (await told(id)).context.turn!.turnId;
	};

	await test.step('they sit in her own format: Hanna and Eve speak and are heard, Ben and Cleo pass', async () => {
		await host.does('begin');
		await host.does('next-phase');
		for (const one of both) await expect(one.the('phase')).toHaveText('How has it been');
		await host.does('receive');
		await expect(eves.the('who')).toHaveText('Hanna is speaking');
		await hear([eves], [1]);
		await host.does('finish');
		await bens.does({ type: 'PASS', turnId: await offered(3) });
		await cleos.does({ type: 'PASS', turnId: await offered(4) });
		await expect(eves.the('prompt')).toHaveText('What did this week leave with you?');
		await eves.does('receive');
		await hear([host], [6]);
		await eves.does('finish');
		await agreed(id, both);
	});

	await test.step('who is there is counted by their open pages, minute by minute', async () => {
		const present = () => sql()`select seat from present_minutes where gathering_id = ${id} order by seat`;
		await expect.poll(async () => (await present()).map(({ seat }) => seat)).toEqual([1, 3, 4, 6]);
		await minutesGoBy(id, 5);
	});

	await test.step('the closing, and the end', async () => {
		await host.does('next-phase');
		for (const one of both) await expect(one.the('phase')).toHaveText('Closing');
		const passes = new Map<number, () => Promise<unknown>>([
			[1, () => host.does('pass')],
			[3, async () => bens.does({ type: 'PASS', turnId: await offered(3) })],
			[4, async () => cleos.does({ type: 'PASS', turnId: await offered(4) })],
			[6, () => eves.does('pass')]
		]);
		const order = [...passes.keys()];
		const first = order.indexOf((await told(id)).context.turn!.seat);
		for (const seat of [...order.slice(first), ...order.slice(0, first)]) await passes.get(seat)!();
		await host.does('next-phase');
		for (const one of both) await expect(one.the('phase')).toHaveText('After');
		await nothingStrayed(id, both);
		await host.does('end');
		await host.press('end-sure');
		for (const one of both) await expect(one.page.getByRole('heading', { name: 'The circle has closed.' })).toBeVisible();
	});

	const { startsAt, minutes } = await plan();

	await test.step('afterwards those who came are thanked, and Dan is told that nobody asks why', async () => {
		await remind(new Date(startsAt.getTime() + minutes * minute + hour));
		for (const one of [hanna, ben, cleo, eve]) await mailTo(one, 'Thank you for having been there');
		await mailTo(dan, 'Your seat stayed free');
	});

	await test.step('the month passes, and a week; nothing the application can read says who came', async () => {
		const month = monthNumberOf(startsAt);
		// The circle has been there since before the month: counting begins with its first whole one.
		const since = new Date(beginOf(month) - 30 * day).toISOString();
		await sql()`update circles set created_at = ${since} where id = ${circle}`;
		await sql()`update circle_hosts set since = ${since} where circle_id = ${circle}`;
		await workOn(new Date(beginOf(month) + 30 * minute));
		await workOn(new Date(startsAt.getTime() + day));
		expect(
			await asJob(
				`select minutes >= 5 as came, count(*)::int as n from stats.attendance where gathering_id = '${id}' group by 1 order by 1`
			)
		).toEqual([
			{ came: false, n: 1 },
			{ came: true, n: 4 }
		]);
		await expect(sql()`select * from stats.attendance`).rejects.toThrow('permission denied');
		// Chance adds nothing this time, so that four cannot come out as ten.
		await releaseDue(new Date(beginOf(month + 1) + 7 * day), seeded(4));
	});

	await test.step('Hanna reads what was released: one gathering, and that five people are not enough for a figure', async () => {
		await page.goto(`${app.url}/circles/${circle}`);
		await page.getByRole('link', { name: 'Look after this circle' }).click();
		await page.getByRole('link', { name: 'This circle in numbers' }).click();
		const released = page.getByTestId('release');
		await expect(released.getByRole('heading', { level: 2 })).toHaveText(periodName(monthNumberOf(startsAt), 'month'));
		await expect(released.getByText('Gatherings held')).toBeVisible();
		await expect(released.locator('dd')).toHaveText(['1', '5', '40']);
		await released.getByText('As a table').click();
		await expect(released.getByTestId('table-people').locator('tbody')).toContainText('not enough people yet');
		expect(await page.content()).not.toMatch(/\b(Ana|Ben|Cleo|Dan|Eve)\b/);
	});
});
