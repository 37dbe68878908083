// One mailbox is one account: at sign-in by any spelling, in what was stored before, and in what is handed to a mail server.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneFormOfAddress } from '../../src/lib/server/accounts/addresses.ts';
import { accountByEmail, accountByPassword } from '../../src/lib/server/accounts/accounts.ts';
import { asEmail } from '../../src/lib/server/accounts/email.ts';
import { sendLink } from '../../src/lib/server/accounts/links.ts';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { outbox, sendMail } from '../../src/lib/server/ground/smtp.ts';
import { person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase } from '../support/servers.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.DATA_DIR = temporaryDir();
});
afterAll(closeDb);

const emailOf = async (id: string) => (await sql()<{ email: string }[]>`select email from accounts where id = ${id}`)[0]!.email;

test('an account that was stored under another spelling is found by every spelling; two of one mailbox are not made one', async () => {
	const passwordHash = await hashPassword('four quiet words here');
	const büro = await person({ email: 'büro@bücher.example', passwordHash });
	const first = await person({ email: 'eins@xn--bcher-kva.example' });
	const twin = await person({ email: 'eins@bücher.example' });
	const group = await person({ email: 'a0:box@example.org' });
	const plain = await person({ email: "o'neil+1@example.org" });
	expect(await oneFormOfAddress()).toEqual({ left: 2 });
	expect(await emailOf(büro.id)).toBe('büro@xn--bcher-kva.example');
	expect(await accountByPassword(asEmail('BÜRO@Bücher.Example')!, 'four quiet words here')).toBe(büro.id);
	expect((await accountByEmail(asEmail('eins@bücher.example')!))?.id).toBe(first.id);
	for (const one of [twin, group, plain]) expect(await emailOf(one.id)).toBe(one.email);
	expect(await oneFormOfAddress(), 'done again').toEqual({ left: 2 });
});

/** Everything a mail server would read as a recipient. */
async function recipients(): Promise<string[]> {
	const files = await readdir(outbox()).catch(() => []);
	const mails = await Promise.all(files.map((file) => readFile(path.join(outbox(), file), 'utf8')));
	return mails.map((mail) => /^To: (.*)\r$/m.exec(mail)?.[1] ?? 'nobody');
}

test('no spelling brings a second mail to a mailbox: what is no address is refused at the door, and what is sent is one address', async () => {
	for (const odd of ['a0:box@example.org', 'box(1)@example.org', '(x)box@example.org', 'victim@example.org:'])
		expect(asEmail(odd)).toBeNull();
	expect(await sendLink(asEmail(' Box@Example.Org. ')!, 'http://localhost', null)).toBe(true);
	expect(await recipients()).toEqual(['box@example.org']);
	// What was stored before is no group for the mail program either.
	await sendMail({ to: 'a0:box@example.org', subject: 'x', text: 'x' });
	expect((await recipients()).sort()).toEqual(['<"a0:box"@example.org>', 'box@example.org']);
});
