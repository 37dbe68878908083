// People on call, made through the product's own modules; what lies in an outbox; and clocks whose time is up.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { db, sql } from '../../src/lib/server/db/index.ts';
import { pages } from '../../src/lib/server/db/schema-oncall.ts';
import { deliveries } from '../../src/lib/server/db/schema-outbox.ts';
import { sayTime } from '../../src/lib/server/oncall/duty.ts';
import { alerts } from '../../src/lib/server/oncall/pager.ts';
import { roundOf } from '../../src/lib/server/outbox/worker.ts';
import { grantCredential } from '../../src/lib/server/accounts/credentials.ts';
import { person, type Person } from './people.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Somebody with a credential. */
export async function credentialed(more: Parameters<typeof person>[0] = {}): Promise<Person> {
	const one = await person(more);
	await grantCredential(one.id, new Date(Date.now() + 30 * dayMs), 'command');
	return one;
}

/** They answered a test page this long ago. */
export async function answered(accountId: string, agoMs = 0): Promise<void> {
	const at = new Date(Date.now() - agoMs);
	await db().insert(pages).values({ kind: 'test', accountId, raisedAt: at, spreadAt: at, answeredAt: at, endedAt: at });
}

/** They say that they are on call now, for every circle. */
export async function onNow(accountId: string, circleId: string | null = null): Promise<void> {
	const now = Date.now();
	const said = await sayTime(accountId, { on: true, from: new Date(now - 1000), until: new Date(now + 3 * hourMs), circleId });
	if ('refused' in said) throw new Error(said.refused);
}

/** Somebody whose being on call counts now, for every circle. */
export async function onCall(more: Parameters<typeof person>[0] = {}): Promise<Person> {
	const one = await credentialed(more);
	await answered(one.id);
	await onNow(one.id);
	return one;
}

/** One round of this node's worker, to its end. */
export async function works(): Promise<void> {
	const attempts = new Set<Promise<void>>();
	await roundOf(alerts, attempts);
	await Promise.all(attempts);
}

export interface Mail {
	to: string;
	subject: string;
	text: string;
}

/** The mails in the outbox of a DATA_DIR, whole. */
export async function outboxOf(dir: string): Promise<Mail[]> {
	const files = (await readdir(path.join(dir, 'outbox')).catch(() => [])).filter((file) => file.endsWith('.eml'));
	const texts = await Promise.all(files.map((file) => readFile(path.join(dir, 'outbox', file), 'utf8')));
	return texts.map((text) => ({
		to: /^To: (.*)$/m.exec(text)![1]!.trim(),
		subject: /^Subject: (.*)$/m.exec(text)![1]!.trim(),
		text: text.replaceAll('=\r\n', '').replaceAll('=3D', '=')
	}));
}

/** The pages of a gathering, oldest first. */
export const pagesOf = async (gathering: string) => [
	...(await sql()<{ id: string; kind: string; ended: boolean; seat: number }[]>`
		select id, kind, seat, ended_at is not null as ended from pages where gathering_id = ${gathering} order by raised_at`)
];

/** The link in the mail that asks this person to come to this gathering; other gatherings may ask for them as well. */
export async function linkTo(gathering: string, email: string, dataDir: string): Promise<string> {
	for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
		const [page] = await sql()<{ id: string }[]>`select id from pages where gathering_id = ${gathering}`;
		const link = `/on-call/${page?.id}`;
		if ((await outboxOf(dataDir)).some(({ to, text }) => to === email && text.includes(link))) return link;
		await new Promise((again) => setTimeout(again, 50));
	}
	throw new Error(`no mail asks ${email} to come`);
}

/** A page of each kind for somebody who neither holds nor hosts this gathering: a test, somebody who asks, and, for operators, what passes by. */
export async function pagesFor({ id }: { id: string }, reader: string): Promise<string[]> {
	const at = new Date();
	const about = { gatheringId: id, seat: 2, signalAt: at, spreadAt: at };
	const made = await db()
		.insert(pages)
		.values([
			{ kind: 'test', accountId: reader, spreadAt: at },
			{ kind: 'signal', signalId: randomUUID(), ...about },
			{ kind: 'aside', signalId: randomUUID(), ...about }
		])
		.returning({ id: pages.id });
	await db().insert(deliveries).values({ kind: 'alert', pageId: made[1]!.id, carrier: 'mail', accountId: reader, sentAt: at });
	return made.map((page) => page.id);
}
