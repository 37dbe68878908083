// Every kind of mail, written and read as it goes over the wire: what it may name, when it says that it is, and how it is stopped.
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { deliver } from '../../src/lib/server/mails/deliver.ts';
import { chosenKinds, kinds, type ChosenKind, type MailData } from '../../src/lib/server/ground/mail-kinds.ts';
import { soonOf, stopOf } from '../../src/lib/server/mails/links.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { createCircle } from '../../src/lib/server/circles/circles.ts';
import { mailInvitation } from '../../src/lib/server/circles/invitations.ts';
import { formats } from '../../src/lib/gathering/formats/index.ts';
import { moveGathering } from '../../src/lib/server/planning/moving.ts';
import { deliverAll } from '../support/mails.ts';
import type { ReadMail } from '../support/mime.ts';
import { person, planned, type Person } from '../support/people.ts';
import { mailServer } from '../support/smtp.ts';
import { freshDatabase, testCardKey } from '../support/servers.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let [host, ana] = [] as unknown as [Person, Person];
let circle = '';
/** Berlin's clocks go back in the night before, New York's a week later. */
const startsAt = new Date('2026-10-25T18:00:00Z');
const now = new Date('2026-10-24T19:00:00Z');

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.CARD_KEY = testCardKey;
	process.env.ORIGIN = 'https://circle.example';
	server = await mailServer();
	process.env.SMTP_URL = server.url;
});
afterAll(async () => {
	await server.close();
	await closeDb();
});
/** A circle whose every word is a canary, and somebody who reads on another clock. */
async function stage() {
	server.taken.length = 0;
	host = await person({ name: 'Canary Host' });
	ana = await person({ name: 'Ana', timeZone: 'America/New_York' });
	const words = {
		title: 'Canary of the deep',
		theme: 'Canary theme',
		isFor: 'Canary',
		isNot: 'Canary',
		access: 'open',
		formatId: null
	} as const;
	circle = await createCircle(host.id, host.name, words);
}

/** A gathering of it, in which Ana sits, waits, has an offer, or is nobody. */
async function gatheringWith(place: 'seat' | 'waits' | 'offer' | 'nothing', more: { cancelled?: boolean } = {}): Promise<string> {
	const id = await planned(circle, { startsAt, format: { ...formats[0]!, title: 'Canary format' } });
	if (place === 'seat')
		await sql()`insert into seats (gathering_id, seat, account_id, name, role) values (${id}, 2, ${ana.id}, 'Ana', 'participant')`;
	if (place === 'waits') await sql()`insert into waiting (gathering_id, account_id) values (${id}, ${ana.id})`;
	if (place === 'offer')
		await sql()`insert into waiting (gathering_id, account_id, offer_until) values (${id}, ${ana.id}, '2026-10-25T06:30:00Z')`;
	if (more.cancelled) await sql()`update gatherings set cancelled_at = ${now.toISOString()}, revision = 1 where id = ${id}`;
	return id;
}

interface Case {
	place?: Parameters<typeof gatheringWith>[0];
	cancelled?: boolean;
	/** The start it is about is its occasion. */
	ofStart?: boolean;
	data?: MailData;
	/** When it is sent, if not the day before. */
	at?: Date;
	calendar?: 'PUBLISH' | 'CANCEL';
}
const cases: Record<ChosenKind, Case> = {
	reserved: { place: 'seat', calendar: 'PUBLISH' },
	waiting: { place: 'waits' },
	promoted: { place: 'offer' },
	moved: { place: 'seat', ofStart: true, data: { wasAt: '2026-10-24T17:00:00Z' }, calendar: 'PUBLISH' },
	cancelled: { place: 'seat', cancelled: true, calendar: 'CANCEL' },
	givenBack: { place: 'nothing', calendar: 'CANCEL' },
	dayBefore: { place: 'seat', ofStart: true },
	soon: { place: 'seat', ofStart: true, at: new Date('2026-10-25T17:40:00Z') },
	after: { place: 'seat', ofStart: true, at: new Date('2026-10-25T20:00:00Z') },
	missedYou: { place: 'seat', ofStart: true, at: new Date('2026-10-25T20:00:00Z') },
	checkIn: { data: { checkIn: '6b2f2a0e-4a7e-4c44-9f3c-0d6c2f8a6a10' } },
	planned: { place: 'nothing' },
	hostWord: { data: { word: 'Dear all,\nplease bring a candle. — Grüße' } },
	joinAnswered: { data: { yes: true } },
	asked: { place: 'nothing' },
	illSubstitute: { place: 'nothing' },
	relieved: { place: 'nothing', data: { had: true }, calendar: 'CANCEL' },
	released: { place: 'nothing', data: { had: true }, calendar: 'CANCEL' },
	unheld: { place: 'nothing' },
	joinAsked: {},
	toldYou: {}
};

async function sent(kind: ChosenKind, { place, cancelled, ofStart, data, at = now }: Case): Promise<ReadMail | undefined> {
	const gathering = place && (await gatheringWith(place, { cancelled }));
	await db().transaction((tx) =>
		tell(tx, { kind, account: ana.id, ...(gathering ? { gathering } : { circle }), occasion: ofStart ? startsAt.toISOString() : '', data })
	);
	const [row] = await sql()<{ id: string }[]>`select id from mails where account_id = ${ana.id} and kind = ${kind}`;
	await sql()`update mails set written_at = ${at.toISOString()} where id = ${row!.id}`;
	expect(['handed over', 'dropped']).toContain(await deliver(row!.id, at));
	return server.taken.at(-1);
}

describe.each(chosenKinds)('%s', (kind) => {
	const about = cases[kind];
	let mail: ReadMail;
	beforeAll(async () => {
		await stage();
		mail = (await sent(kind, about))!;
	});

	test('names no circle, theme, format or person, and has a plain part', () => {
		expect(mail.to).toEqual([ana.email]);
		expect(mail.subject).toBe(kinds[kind].subject);
		expect(mail.head).not.toMatch(/canary/i);
		expect(mail.text).not.toMatch(/canary/i);
		expect(mail.text).toMatch(/^Hello,\r?\n\r?\n/);
		expect(mail.types).not.toContain('text/html');
		expect(mail.calendar?.ics ?? '').not.toMatch(/canary/i);
	});

	test(
		kinds[kind].mayBeOff
			? 'is stopped by one press in the mail program, which the mail itself names'
			: 'cannot be stopped, and does not offer it',
		() => {
			const address = /^<https:\/\/circle\.example\/api\/unsubscribe\/([\w-]+)>$/.exec(mail.header('List-Unsubscribe') ?? '');
			expect(mail.text).toContain('https://circle.example/account/notifications');
			expect(mail.text!.includes('/unsubscribe/')).toBe(kinds[kind].mayBeOff);
			expect(mail.header('List-Unsubscribe-Post')).toBe(kinds[kind].mayBeOff ? 'List-Unsubscribe=One-Click' : undefined);
			expect(address && stopOf(address[1]!, now)).toEqual(kinds[kind].mayBeOff ? { account: ana.id, kind } : null);
		}
	);

	test('has a code for each link that carries a secret', () => {
		const open = /^(circles(\/[\w-]+)?|gatherings\/[\w-]+(\/change)?|asked|help|account\/notifications)$/;
		const secrets = [...mail.text!.matchAll(/https:\/\/circle\.example\/(\S+)/g)]
			.map(([, path]) => path!)
			.filter((path) => !open.test(path));
		const codes = [...mail.text!.matchAll(/^If the page asks for a code, it is: (\S+)$/gm)].map(([, code]) => code);
		expect(codes).toEqual(secrets.map((path) => path.split(/[#/]/).at(-1)));
	});

	test('says when it is on the reader’s clock and on the circle’s, on the day on which only one of them changed', () => {
		if (!about.place || kind === 'after' || kind === 'missedYou') return expect(mail.text).not.toMatch(/GMT/);
		expect(mail.text).toContain('Sunday, 25 October 2026, 14:00 (America/New York, GMT-4)');
		expect(mail.text).toContain('where the circle is: Sunday, 25 October 2026, 19:00 (Europe/Berlin, GMT+1)');
	});

	test(about.calendar ? 'brings its calendar entry, which another library reads' : 'brings no calendar entry', () => {
		expect(mail.calendar?.method).toBe(about.calendar);
		if (!mail.calendar) return;
		const file = new ICAL.Component(ICAL.parse(mail.calendar.ics));
		expect(file.getFirstPropertyValue('method')).toBe(about.calendar);
		const event = new ICAL.Event(file.getFirstSubcomponent('vevent')!);
		expect(event.startDate.toString()).toBe('2026-10-25T19:00:00');
		expect(event.sequence).toBe(about.cancelled ? 1 : 0);
		expect(mail.types).toContain('application/ics');
	});
});

describe('what is not true any more when it is sent', () => {
	beforeEach(stage);
	const moved = async (id: string) => sql()`update gatherings set starts_at = starts_at + interval '1 day' where id = ${id}`;
	async function waiting(kind: ChosenKind, place: Parameters<typeof gatheringWith>[0]): Promise<{ gathering: string; mail: string }> {
		const gathering = await gatheringWith(place);
		await db().transaction((tx) => tell(tx, { kind, account: ana.id, gathering, occasion: startsAt.toISOString() }));
		const [row] = await sql()<
			{ id: string }[]
		>`update mails set written_at = ${now.toISOString()} where account_id = ${ana.id} returning id`;
		return { gathering, mail: row!.id };
	}

	test.each(['dayBefore', 'soon', 'moved', 'after', 'missedYou'] as const)(
		'%s of a start that was moved meanwhile is not sent',
		async (kind) => {
			const { gathering, mail } = await waiting(kind, 'seat');
			await moved(gathering);
			await deliver(mail, now);
			expect(server.taken).toEqual([]);
		}
	);

	test.each(['reserved', 'dayBefore', 'soon', 'moved', 'asked', 'planned'] as const)(
		'%s of what was cancelled meanwhile is not sent',
		async (kind) => {
			const { gathering, mail } = await waiting(kind, 'seat');
			await sql()`update gatherings set cancelled_at = now() where id = ${gathering}`;
			await deliver(mail, now);
			expect(server.taken).toEqual([]);
		}
	);

	test('that a seat is given back, to somebody who has one again, is not sent', async () => {
		const { mail } = await waiting('givenBack', 'seat');
		await deliver(mail, now);
		expect(server.taken).toEqual([]);
	});

	test('somebody who was locked out is told that their seat is given back, so that the date leaves their calendar', async () => {
		const { mail } = await waiting('givenBack', 'nothing');
		await sql()`update accounts set locked = true where id = ${ana.id}`;
		await deliver(mail, now);
		expect(server.taken.map(({ to }) => to[0])).toEqual([ana.email]);
		expect(server.taken[0]!.calendar?.method).toBe('CANCEL');
		expect(server.taken[0]!.text).toContain('Your account is locked. Whoever runs this place can say why:');
		expect(server.taken[0]!.text).not.toContain('Other dates');
	});

	test.each(['reserved', 'dayBefore', 'soon'] as const)('%s to somebody who gave the seat back is not sent', async (kind) => {
		const { gathering, mail } = await waiting(kind, 'seat');
		await sql()`delete from seats where gathering_id = ${gathering} and account_id = ${ana.id}`;
		await deliver(mail, now);
		expect(server.taken).toEqual([]);
	});

	test('moved there, back, and there again is told each time it is true', async () => {
		const id = await gatheringWith('seat');
		const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
		const [there, back] = [inDays(3), inDays(2)];
		for (const at of [there, back, there]) {
			server.taken.length = 0;
			expect(await moveGathering(id, { startsAt: at, zone: 'Europe/Berlin' }, host.id)).toEqual({ ok: true });
			await deliverAll();
			expect(server.taken.filter(({ to }) => to[0] === ana.email).map(({ subject }) => subject)).toEqual(['A new time']);
		}
	});

	test('a seat that is kept for somebody until an hour that is past, or that they let go', async () => {
		const late = await waiting('promoted', 'offer');
		await deliver(late.mail, new Date('2026-10-25T06:30:00Z'));
		expect(server.taken).toEqual([]);
	});

	test('what nobody took for days, and what is told to an account that was locked or is gone', async () => {
		const old = await waiting('joinAnswered', 'nothing');
		await deliver(old.mail, new Date(now.getTime() + 3 * 86_400_000));
		await sql()`delete from mails`;
		const locked = await waiting('reserved', 'seat');
		await sql()`update accounts set locked = true where id = ${ana.id}`;
		await deliver(locked.mail, now);
		await sql()`delete from accounts where id = ${ana.id}`;
		expect(await deliver(locked.mail, now)).toBe('dropped');
		expect(server.taken).toEqual([]);
	});
});

test('the link of “starting soon” leads to the gathering until its planned end, and says nothing of it', async () => {
	await stage();
	const mail = (await sent('soon', cases.soon))!;
	const token = /https:\/\/circle\.example\/soon\/([\w-]+)/.exec(mail.text!)![1]!;
	const [row] = await sql()<{ id: string }[]>`select id from gatherings where circle_id = ${circle}`;
	expect(soonOf(token, new Date('2026-10-25T18:59:59Z'))).toBe(row!.id);
	expect(soonOf(token, new Date('2026-10-25T19:00:00Z'))).toBeNull();
	expect(soonOf(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, now)).toBeNull();
	expect(stopOf(token, now)).toBeNull();
});

test('an invitation goes to an address that is kept nowhere, with a link and the next date', async () => {
	await stage();
	await gatheringWith('nothing');
	await sql()`update gatherings set starts_at = now() + interval '3 days'`;
	expect(await mailInvitation(circle, 'canary-address@example.org', 7, host.id)).toEqual({ ok: true });
	const kept = async () =>
		JSON.stringify([await sql()`select * from mails`, await sql()`select * from deliveries`, await sql()`select * from invitations`]);
	expect(await kept()).not.toContain('canary-address');
	const [row] = await sql()<{ id: string }[]>`select id from mails where kind = 'invited'`;
	expect(await deliver(row!.id)).toBe('handed over');
	const [mail] = server.taken;
	expect(mail).toMatchObject({ to: ['canary-address@example.org'], subject: 'An invitation for you', calendar: { method: 'PUBLISH' } });
	expect(mail!.head + mail!.text).not.toMatch(/canary (of|theme|host|format)/i);
	expect(mail!.text).toMatch(/https:\/\/circle\.example\/invite#[\w-]{22}/);
	expect(await sql()`select sealed from mails where kind = 'invited'`).toEqual([{ sealed: null }]);
});
