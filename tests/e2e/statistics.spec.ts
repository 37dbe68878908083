// A month passes, with a clock that the test sets: the release appears on the host's page, as a chart, a table and a file that say
// the same, for the eye, the keyboard and a screen reader; and one tap after a gathering is an answer.
import type { Page } from '@playwright/test';
import { isOver } from '../support/clocks.ts';
import { expect, test } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { plannedFor } from '../support/e2e-gathering.ts';
import { tabAndEnter, tabTo } from '../support/e2e-keyboard.ts';
import { fits } from '../support/e2e-layout.ts';
import { person } from '../support/people.ts';
import { statsAt } from '../support/servers.ts';
import { asJob, circleSince, held, people, stayed } from '../support/statistics.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { workOn } from '../../src/lib/server/stats/hourly.ts';
import { closeStatistics } from '../../src/lib/server/stats/logins.ts';

test.beforeEach(({ app }) => {
	expect(app.url).toBeTruthy();
	Object.assign(process.env, statsAt(process.env.DATABASE_URL!));
});
test.afterAll(closeStatistics);

const at = (text: string) => new Date(`${text}Z`);

async function signIn(page: Page, base: string, account: string): Promise<void> {
	await page.context().addCookies([{ name: 'login', value: await beginLogin(account), url: base }]);
}

/** The words of every table of the newest release, in order. */
const tableWords = (page: Page) =>
	page
		.getByTestId('release')
		.first()
		.locator('tbody tr')
		.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent!.trim()).join(': ')));

test('a month passes: the host reads how many came, and chart, table and file say the same', async ({ page, app }) => {
	const hanna = await person({ name: 'Hanna' });
	const circle = await circleSince(hanna, at('2025-01-10T00:00'));
	await signIn(page, app.url, hanna.id);

	await page.goto(`${app.url}/circles/${circle}`);
	await tabAndEnter(page, page.getByRole('link', { name: 'Look after this circle' }));
	await tabAndEnter(page, page.getByRole('link', { name: 'This circle in numbers' }));
	await expect(page.getByText('No figures yet.')).toBeVisible();
	await tabAndEnter(page, page.getByRole('link', { name: 'See how it will look' }));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('A sample');
	await expect(page.getByText('No circle is behind these figures, and nobody was counted.')).toBeVisible();

	const many = await people(45);
	await workOn(at('2025-03-01T00:30'));
	await held(circle, at('2025-03-13T19:00'), stayed(many));
	await workOn(at('2025-03-14T20:00'));
	await workOn(at('2025-04-08T00:30'));

	await page.goto(`${app.url}/circles/${circle}/statistics`);
	const release = page.getByTestId('release');
	await expect(release).toHaveCount(1);
	await expect(release.getByRole('heading', { level: 2 })).toHaveText('March 2025');
	await expect(release.getByText('Gatherings held')).toBeVisible();
	await expect(page.getByText('A host who was in the room knows who came.')).toBeVisible();

	const drawn = release.locator('[role="img"] .words');
	await expect(drawn).toHaveCount(30);
	const words = await tableWords(page);
	expect(words).toHaveLength(15);
	expect((await drawn.allTextContents()).join('|')).toEqual(words.join('|').replaceAll(': ', '|'));
	for (const one of words) expect(one).toMatch(/: (about (10|\d*[05])|not enough people yet)$/);
	const file = await (await page.request.get(`${app.url}/circles/${circle}/statistics/csv`)).text();
	const lines = file
		.trim()
		.split('\r\n')
		.slice(1)
		.map((line) => line.slice(1, -1).split('","'));
	expect(lines.slice(0, 15).map(([, , , label, figure]) => `${label}: ${figure}`)).toEqual(words);
	expect(lines.slice(15).map(([, , , label, figure]) => [label, figure])).toEqual([
		['Gatherings held', '1'],
		['Seats offered', '8'],
		['Minutes planned', '60']
	]);

	await tabAndEnter(page, release.getByText('As a table').first());
	await expect(page.getByTestId('table-people')).toBeVisible();
	await tabTo(page, page.getByTestId('csv'));
	await accessible(page, 'a circle in numbers');
	await page.setViewportSize({ width: 390, height: 844 });
	await fits(page, 'a circle in numbers, on a phone');
	await page.emulateMedia({ forcedColors: 'active' });
	const ground = (of: string) =>
		page
			.locator(of)
			.first()
			.evaluate((one) => getComputedStyle(one).backgroundColor);
	expect(await ground('[role="img"] .bar'), 'bars in colours of the reader’s own').not.toBe(await ground('body'));
	expect(await ground('[role="img"] .bar')).not.toBe('rgba(0, 0, 0, 0)');
});

test('who hosts chooses how to count, by keyboard; who hosts nothing finds nothing there', async ({ page, app }) => {
	const hanna = await person({ name: 'Hanna' });
	const circle = await circleSince(hanna, at('2025-01-10T00:00'));
	await circleSince(hanna, at('2025-01-10T00:00'));
	await signIn(page, app.url, hanna.id);
	await page.goto(`${app.url}/statistics`);
	await tabTo(page, page.getByRole('radio', { name: 'Month by month' }));
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: 'By the quarter' })).toBeChecked();
	await tabTo(page, page.getByRole('radio', { name: 'Each by itself' }));
	await page.keyboard.press('ArrowDown');
	await tabAndEnter(page, page.getByRole('button', { name: 'Count like this' }));
	await expect(page.getByText('It holds from the next period on.')).toBeVisible();
	await accessible(page, 'how to count');
	expect(await sql()`select period, together from statistics_choices where host_id = ${hanna.id}`).toEqual([
		{ period: 'quarter', together: true }
	]);

	await signIn(page, app.url, (await person()).id);
	for (const path of ['/statistics', `/circles/${circle}/statistics`, `/circles/${circle}/statistics/csv`])
		expect((await page.request.get(`${app.url}${path}`)).status(), path).toBe(404);
});

test('after a gathering an answer is one tap, and goes where nobody reads it', async ({ page, app }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const jonas = plan.people[1]!;
	await isOver(plan.id);
	await page.context().addCookies([{ name: 'login', value: jonas.token, url: app.url }]);
	await page.goto(`${app.url}/gatherings/${plan.id}`);
	await tabAndEnter(page, page.getByTestId('answer-room-partly'));
	await expect(page.getByText('Thank you. You can still change it.')).toBeVisible();
	await expect(page.getByTestId('answer-room-partly')).toHaveAttribute('aria-pressed', 'true');
	expect(await asJob(`select question, answer from stats.feedback where account_id = '${jonas.accountId}'`)).toEqual([
		{ question: 'room', answer: 'partly' }
	]);
	await page.getByTestId('feedback').scrollIntoViewIfNeeded();
	await accessible(page, 'answers after a gathering');
});
