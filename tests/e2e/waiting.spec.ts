// Five people and four seats: the fifth waits, is offered the seat that one gives back, and takes it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { expect, test } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';

test.use({ runs: ['mails'] });

test('one of four gives their seat back; the fifth is told, takes it, and finds it in their calendar', async ({ app, browser }) => {
	const people = await Promise.all(['Ana', 'Ben', 'Cleo', 'Dan', 'Eve'].map((name) => person({ name, timeZone: 'Europe/Berlin' })));
	const [ana, , , , eve] = people as [Person, Person, Person, Person, Person];
	const id = await planned(await circleOf(await person({ name: 'Host' }), 'open'), {
		seats: 4,
		startsAt: new Date(Date.now() + 3 * 86_400_000)
	});
	for (const one of people.slice(0, 4)) await reserve(id, sitter(one));
	const contexts: BrowserContext[] = [];
	const pageOf = async (one: Person) => {
		const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
		contexts.push(context);
		await context.addCookies([{ name: 'login', value: await beginLogin(one.id), url: app.url }]);
		const page = await context.newPage();
		await page.goto(`${app.url}/gatherings/${id}`);
		return page;
	};

	const fifth = await pageOf(eve);
	await expect(fifth.getByTestId('seating')).toContainText('Every seat is taken.');
	await fifth.getByRole('button', { name: 'Wait for a seat' }).click();
	await expect(fifth.getByTestId('seating')).toContainText('You are next.');
	await fifth.goto(`${app.url}/calendar`);
	await expect(fifth.getByText('You are waiting for a seat.')).toBeVisible();

	const first = await pageOf(ana);
	await first.getByRole('button', { name: 'Give my seat back' }).click();
	await expect(first.getByTestId('seating')).toContainText('Every seat is taken.');

	await fifth.goto(`${app.url}/calendar`);
	await expect(fifth.getByText('A seat is kept for you until')).toBeVisible();
	await accessible(fifth, 'a calendar with an offer');
	await fifth.getByText('A seat is kept for you until').click();
	await fifth.getByRole('link', { name: 'Read the agreements and take it' }).click();
	await fifth.getByText('I accept these agreements').click();
	await fifth.getByRole('button', { name: 'Reserve my seat' }).click();
	await expect(fifth.getByRole('heading', { name: 'You have a seat' })).toBeVisible();

	await expect.poll(() => mailsTo(app.dataDir, eve.email)).toContain('Subject: A seat is free for you');
	const names = await sql()<{ name: string }[]>`select name from seats where gathering_id = ${id} order by name`;
	expect(names.map(({ name }) => name)).toEqual(['Ben', 'Cleo', 'Dan', 'Eve']);
	for (const context of contexts) await context.close();
});

/** Everything in the outbox for an address. */
async function mailsTo(dataDir: string, email: string): Promise<string> {
	const box = path.join(dataDir, 'outbox');
	const files = await readdir(box).catch(() => []);
	const mails = await Promise.all(files.filter((file) => file.endsWith('.eml')).map((file) => readFile(path.join(box, file), 'utf8')));
	return mails.filter((mail) => mail.includes(email)).join('\n');
}
