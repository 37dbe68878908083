// Mails over a real SMTP server that takes them, refuses, hangs, or dies: each is handed over once, or tried again as the same one.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { deliver } from '../../src/lib/server/mails/deliver.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { sendMail } from '../../src/lib/server/ground/smtp.ts';
import { person, type Person } from '../support/people.ts';
import { mailServer, type Manner } from '../support/smtp.ts';
import { freshDatabase } from '../support/servers.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let ana: Person;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
beforeEach(async () => {
	ana = await person();
});
afterEach(async () => {
	delete process.env.SMTP_URL;
	server.release();
	await server.close();
});
afterAll(closeDb);

async function opens(manners: Manner[] = [], options: Parameters<typeof mailServer>[1] = {}) {
	server = await mailServer(manners, options);
	process.env.SMTP_URL = server.url;
}
/** Something is told, and the mail's id. */
async function told(): Promise<string> {
	await db().transaction((tx) => tell(tx, { kind: 'joinAnswered', account: ana.id, data: { yes: false } }));
	const [row] = await sql()<{ id: string }[]>`select id from mails where account_id = ${ana.id}`;
	return row!.id;
}
const handedOver = async (id: string) => (await sql()`select 1 from mails where id = ${id} and handed_over_at is not null`).length === 1;

describe('a mail server that', () => {
	test('takes a mail is given it once, under the id of its row, marked as written by a machine', async () => {
		await opens();
		const id = await told();
		expect([await deliver(id), await deliver(id)]).toEqual(['handed over', 'handed over']);
		expect(server.taken).toHaveLength(1);
		expect(server.taken[0]).toMatchObject({ to: [ana.email], id: `<${id}@evenround>`, types: ['text/plain'] });
		expect(server.taken[0]!.header('Auto-Submitted')).toBe('auto-generated');
	});

	test('refuses for now is asked again', async () => {
		await opens(['refuse']);
		const id = await told();
		expect(await deliver(id)).toEqual({ failed: 'the mail server did not take it' });
		expect(await handedOver(id)).toBe(false);
		expect(await deliver(id)).toBe('handed over');
		expect(await handedOver(id)).toBe(true);
		expect(server.taken).toHaveLength(1);
	});

	test('dies in the middle of a mail has none of it, and is given it again', async () => {
		await opens(['die']);
		const id = await told();
		expect(await deliver(id)).toEqual({ failed: 'the mail server did not take it' });
		expect(server.taken).toHaveLength(0);
		expect(await deliver(id)).toBe('handed over');
		expect(server.taken).toHaveLength(1);
	});

	test('keeps a mail and dies before it says so is given the same mail again: nobody can know, and mailboxes know it by its id', async () => {
		await opens(['lost']);
		const id = await told();
		expect(await deliver(id)).toEqual({ failed: 'the mail server did not take it' });
		expect(await deliver(id)).toBe('handed over');
		expect(server.taken.map((mail) => mail.id)).toEqual([`<${id}@evenround>`, `<${id}@evenround>`]);
	});

	test('hangs is let go: the connection is cut, so that nothing is handed over behind our back', async () => {
		await opens(['hang']);
		const sent = sendMail({ to: ana.email, subject: 'x', text: 'x', attemptMs: 300 });
		expect(await sent).toBe(false);
		await expect.poll(server.ended, { timeout: 15_000 }).toBe(1);
	});

	test('is not there is asked again', async () => {
		await opens();
		await server.close();
		const id = await told();
		expect(await deliver(id)).toEqual({ failed: 'the mail server did not take it' });
		expect(await handedOver(id)).toBe(false);
	});

	test('wants encryption and a password gets both', async () => {
		await opens([], { login: { user: 'house', pass: 'secret' } });
		expect(await deliver(await told())).toBe('handed over');
		expect(server.taken).toHaveLength(1);
	});
});

test('what a mail was about is gone from its row once it was handed over', async () => {
	await opens();
	await db().transaction((tx) => tell(tx, { kind: 'joinAnswered', account: ana.id, data: { word: 'canary' } }));
	const [row] = await sql()<{ id: string }[]>`select id from mails where account_id = ${ana.id}`;
	await deliver(row!.id);
	expect(await sql()`select data, sealed from mails where id = ${row!.id}`).toEqual([{ data: {}, sealed: null }]);
});
