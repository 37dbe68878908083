// People on a real PostgreSQL: signing in, invitations, seats, agreements and credentials.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditOf } from '../../src/lib/server/audit/index.ts';
import { accountByEmail, accountByPassword, setPassword } from '../../src/lib/server/accounts/accounts.ts';
import { authLimits } from '../../src/lib/server/accounts/limits.ts';
import { sendLink, useLink } from '../../src/lib/server/accounts/links.ts';
import { endLogins } from '../../src/lib/server/accounts/ending.ts';
import { beginLogin, readLogin } from '../../src/lib/server/accounts/login.ts';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { credentialUntil, grantCredential, longestCredentialMs, revokeCredential } from '../../src/lib/server/accounts/credentials.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { forget } from '../../src/lib/server/retention/forget.ts';
import { look, send } from '../../src/lib/server/gatherings/gatherings.ts';
import {
	invitationsOf,
	lookAtInvitation,
	makeInvitation,
	useInvitation,
	withdrawInvitation
} from '../../src/lib/server/circles/invitations.ts';
import { outbox } from '../../src/lib/server/ground/smtp.ts';
import { cancelGathering } from '../../src/lib/server/planning/moving.ts';
import { expected, giveBack, hasAgreed, reserve, sitterOf } from '../../src/lib/server/seats/seating.ts';
import { hasConsented, wording } from '../../src/lib/server/accounts/consent.ts';
import { hashOf, newSecret } from '../../src/lib/server/ground/secrets.ts';
import { circleOf, guest, person, planned, sitter } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { freshDatabase } from '../support/servers.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const later = (ms: number) => new Date(Date.now() + ms);

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.DATA_DIR = temporaryDir();
});
afterAll(closeDb);

/** The secret in the newest mail to an address, as its reader would find it. */
async function mailedSecret(email: string): Promise<string> {
	for (const file of (await readdir(outbox())).sort().reverse()) {
		const mail = await readFile(path.join(outbox(), file), 'utf8');
		if (mail.includes(`To: ${email}`)) return /sign-in\/link#([\w-]+)/.exec(mail.replace(/=\r\n/g, ''))![1]!;
	}
	throw new Error('there is no such mail');
}

const nobody = { name: null, browser: null };

describe('signing in', () => {
	test('a password opens the account it belongs to; a wrong one, an unknown address and a locked account answer alike', async () => {
		const ana = await person({ passwordHash: await hashPassword('four quiet words here') });
		expect(await accountByPassword(ana.email, 'four quiet words here')).toBe(ana.id);
		expect(await accountByPassword(ana.email, 'four quiet words')).toBeNull();
		expect(await accountByPassword('nobody@example.org', 'four quiet words here')).toBeNull();
		const locked = await person({ passwordHash: ana.passwordHash, locked: true });
		expect(await accountByPassword(locked.email, 'four quiet words here')).toBeNull();
		await vi.waitFor(async () => expect((await auditOf(ana.id)).map(({ kind }) => kind)).toEqual(['login-failed']));
	});

	test('the database holds no token: what it holds opens nothing', async () => {
		const ana = await person();
		const token = await beginLogin(ana.id);
		const [row] = await sql()<{ id: string }[]>`select id from logins where account_id = ${ana.id}`;
		expect(row!.id).toBe(hashOf(token));
		expect((await readLogin(token))?.account.id).toBe(ana.id);
		expect(await readLogin(row!.id)).toBeNull();
	});

	test('a login ends after twelve idle hours, and after seven days whatever happens', async () => {
		const ana = await person();
		const token = await beginLogin(ana.id);
		const endsIn = async () => {
			const [row] = await sql()<{ ms: number }[]>`
				select (extract(epoch from expires_at - now()) * 1000)::float8 as ms from logins where id = ${hashOf(token)}`;
			return row!.ms;
		};
		expect(await endsIn()).toBeLessThanOrEqual(authLimits.idleHours * 60 * minute);
		await sql()`update logins set expires_at = now() + interval '2 hours' where id = ${hashOf(token)}`;
		expect((await readLogin(token))?.account.id).toBe(ana.id);
		expect(await endsIn()).toBeGreaterThan(11 * 60 * minute);
		await sql()`update logins set started_at = now() - interval '7 days' where id = ${hashOf(token)}`;
		expect(await readLogin(token)).toBeNull();
		expect(await sql()`select 1 from logins where account_id = ${ana.id}`).toHaveLength(0);
	});

	test('a new password ends every login', async () => {
		const ana = await person();
		const tokens = [await beginLogin(ana.id), await beginLogin(ana.id)];
		await setPassword(ana.id, 'another four quiet words');
		expect(await Promise.all(tokens.map((token) => readLogin(token)))).toEqual([null, null]);
	});
});

describe('mailed links', () => {
	test('a link signs in once, also when it is pressed twice at the same moment', async () => {
		const ana = await person();
		expect(await sendLink(ana.email, 'https://circle.example', null)).toBe(true);
		const secret = await mailedSecret(ana.email);
		const answers = await Promise.all([useLink(secret, nobody), useLink(secret, nobody)]);
		expect(answers).toContainEqual({ accountId: ana.id });
		expect(answers).toContainEqual({ refused: 'link-used' });
	});

	test('only its hash is stored, the mail is for its reader alone, and its subject names nothing', async () => {
		await sendLink('new@example.org', 'https://circle.example', null);
		const secret = await mailedSecret('new@example.org');
		expect(await sql()`select 1 from mail_links where secret_hash = ${hashOf(secret)}`).toHaveLength(1);
		expect(JSON.stringify(await sql()`select * from mail_links`)).not.toContain(secret);
		const files = await readdir(outbox());
		for (const file of files) expect((await stat(path.join(outbox(), file))).mode & 0o077).toBe(0);
		expect(await readFile(path.join(outbox(), files[0]!), 'utf8')).toContain('Subject: Your link\r\n');
	});

	test('after fifteen minutes it is too late, and an unknown one says so', async () => {
		const ana = await person();
		await sendLink(ana.email, 'https://circle.example', null);
		expect(await useLink(await mailedSecret(ana.email), nobody, later(15 * minute + 1))).toEqual({ refused: 'link-over' });
		expect(await useLink(newSecret(), nobody)).toEqual({ refused: 'link-unknown' });
	});

	test('a first link asks for a name, is not used up by asking, and then makes the account', async () => {
		const email = 'first@example.org';
		await sendLink(email, 'https://circle.example', null);
		const secret = await mailedSecret(email);
		expect(await useLink(secret, nobody)).toEqual({ refused: 'name-missing' });
		expect(await accountByEmail(email)).toBeNull();
		const answer = await useLink(secret, { name: 'Sol', browser: null });
		expect(answer).toEqual({ accountId: (await accountByEmail(email))!.id });
	});

	test('a password typed at sign-up, and the consent given there, count only in the browser that did it', async () => {
		const passwordHash = await hashPassword('planted by somebody else');
		const signUp = { name: 'Wren', passwordHash, browser: newSecret(), consent: wording().version };
		await sendLink('elsewhere@example.org', 'https://circle.example', signUp);
		await useLink(await mailedSecret('elsewhere@example.org'), { name: null, browser: newSecret() });
		expect(await hasConsented((await accountByEmail('elsewhere@example.org'))!.id)).toBe(false);
		expect(await accountByPassword('elsewhere@example.org', 'planted by somebody else')).toBeNull();
		await sendLink('here@example.org', 'https://circle.example', signUp);
		const answer = await useLink(await mailedSecret('here@example.org'), { name: null, browser: signUp.browser });
		expect(await accountByPassword('here@example.org', 'planted by somebody else')).toBe('accountId' in answer && answer.accountId);
		expect(await hasConsented((await accountByEmail('here@example.org'))!.id)).toBe(true);
	});
});

describe('invitations', () => {
	test('as many guests come in as it says, also all at once; each gets a secret that is stored as a hash', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const secret = await makeInvitation(circle, 3, 7, host.id);
		const comers = Array.from({ length: 8 }, () => useInvitation(secret, { guest: null, name: 'A guest' }));
		const came = (await Promise.all(comers)).flatMap((answer) => ('circleId' in answer ? [answer.guestSecret!] : []));
		expect(came).toHaveLength(3);
		expect(new Set(came).size).toBe(3);
		const stored = await sql()`select guest_hash as hash from members where circle_id = ${circle} and guest_hash is not null`;
		expect(stored.map(({ hash }) => hash as string).sort()).toEqual(came.map(hashOf).sort());
		expect(await lookAtInvitation(secret)).toBeNull();
		expect(JSON.stringify(await sql()`select * from invitations`)).not.toContain(secret);
	});

	test('whoever belongs already uses nothing up: the same browser comes back as the same guest', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const secret = await makeInvitation(circle, 2, 7, host.id);
		const first = await useInvitation(secret, { guest: null, name: 'A guest' });
		const kept = 'guestSecret' in first ? first.guestSecret : null;
		expect(await useInvitation(secret, { guest: kept, name: 'Another name' })).toEqual({ circleId: circle, guestSecret: kept });
		expect((await invitationsOf(circle))[0]!.usesLeft).toBe(1);
	});

	test('a withdrawn one and an old one open nothing', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const secret = await makeInvitation(circle, 5, 2, host.id);
		expect((await lookAtInvitation(secret))?.circleId).toBe(circle);
		expect(await lookAtInvitation(secret, later(2 * day))).toBeNull();
		await withdrawInvitation(circle, (await invitationsOf(circle))[0]!.id, host.id);
		expect(await useInvitation(secret, { accountId: (await person()).id, name: 'Late' })).toEqual({ refused: 'invitation-not-good' });
		expect((await invitationsOf(circle))[0]!.state).toBe('withdrawn');
	});

	test('a host cannot withdraw the invitation of another circle', async () => {
		const [one, other] = [await person(), await person()];
		const [mine, theirs] = [await circleOf(one), await circleOf(other)];
		const secret = await makeInvitation(theirs, 5, 2, other.id);
		await withdrawInvitation(mine, (await invitationsOf(theirs))[0]!.id, one.id);
		expect(await lookAtInvitation(secret)).not.toBeNull();
	});
});

describe('seats', () => {
	test('twenty people want four seats at once: four get one, and the machine knows the same four', async () => {
		const host = await person();
		const gathering = await planned(await circleOf(host), { seats: 4 });
		const people = await Promise.all(Array.from({ length: 20 }, () => person()));
		const answers = await Promise.all(people.map((one) => reserve(gathering, sitter(one))));
		const got = answers.flatMap((answer) => ('seat' in answer ? [answer.seat] : []));
		expect(got.sort()).toEqual([1, 2, 3, 4]);
		expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'full')).toHaveLength(16);
		expect((await look(gathering))!.state.context.seats.map(({ seat }) => seat).sort()).toEqual([1, 2, 3, 4]);
	});

	test('pressing twice is one seat, for an account and for a guest', async () => {
		const gathering = await planned(await circleOf(await person()));
		for (const who of [sitter(await person()), guest()]) {
			const [first, second] = await Promise.all([reserve(gathering, who), reserve(gathering, who)]);
			expect(first).toEqual(second);
		}
		expect((await expected(gathering, later(day))).taken).toBe(2);
	});

	test('the agreements are accepted with the seat, in the version the gathering has; a facilitator accepts them too', async () => {
		const host = await person();
		const mira = await person();
		const circle = await circleOf(host);
		await addFacilitator(circle, mira.email, 'facilitator', host.id);
		const gathering = await planned(circle);
		expect(await hasAgreed(gathering, 1)).toBe(false);
		await reserve(gathering, sitter(mira));
		expect(await sitterOf(gathering, 1)).toMatchObject({ role: 'facilitator', agreedVersion: 1 });
		const answer = await reserve(gathering, sitter(await person()));
		expect(answer).toEqual({ ok: true, seat: 2 });
		expect(await hasAgreed(gathering, 2)).toBe(true);
		expect((await look(gathering))!.format.agreements.join(' ')).not.toContain('{limit}');
	});

	test('a seat that is given back is free again, under a number nobody had: no old page looks through its eyes', async () => {
		const gathering = await planned(await circleOf(await person()), { seats: 2 });
		const [ana, jonas, sol] = [await person(), await person(), await person()];
		await reserve(gathering, sitter(ana));
		await reserve(gathering, sitter(jonas));
		expect(await reserve(gathering, sitter(sol))).toEqual({ refused: 'full' });
		expect(await giveBack(gathering, 2)).toEqual({ ok: true });
		expect(await reserve(gathering, sitter(sol))).toEqual({ ok: true, seat: 3 });
		expect(await giveBack(gathering, 2)).toEqual({ refused: 'no-seat' });
	});

	test('who sat down already keeps the seat, and a cancelled gathering gives none', async () => {
		const host = await person();
		const gathering = await planned(await circleOf(host), { startsAt: later(5 * minute) });
		await reserve(gathering, sitter(await person()));
		await send(gathering, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: (await look(gathering))!.state.context.timers.lobby!.id });
		await send(gathering, { kind: 'seat', seat: 1 }, { type: 'JOIN', identity: newSecret(), device: 'd', moveHere: false });
		expect(await giveBack(gathering, 1)).toEqual({ refused: 'begun' });
		expect(await sql()`select 1 from seats where gathering_id = ${gathering}`).toHaveLength(1);
		expect(await cancelGathering(gathering, host.id)).toEqual({ ok: true });
		expect(await reserve(gathering, sitter(await person()))).toEqual({ refused: 'over' });
	});
});

describe('credentials', () => {
	test('an operator grants one for a year at most; it is known in every gathering ahead, and the logins end', async () => {
		const operator = await person({ operator: true });
		const [host, mira] = [await person(), await person()];
		const circle = await circleOf(host);
		await addFacilitator(circle, mira.email, 'facilitator', host.id);
		const gathering = await planned(circle);
		const startsAt = later(day);
		expect((await expected(gathering, startsAt)).credentialed).toBe(false);

		const token = await beginLogin(mira.id);
		const until = later(30 * day);
		expect(await grantCredential(mira.id, later(longestCredentialMs + day), { operator: operator.id })).toEqual({ refused: 'date-far' });
		expect(await grantCredential(mira.id, later(-day), { operator: operator.id })).toEqual({ refused: 'date-past' });
		expect(await grantCredential(mira.id, until, { operator: operator.id })).toEqual({ ok: true });
		expect(await readLogin(token)).toBeNull();
		expect((await expected(gathering, startsAt)).credentialed).toBe(true);
		const seatOfMira = async () => (await look(gathering))!.state.context.seats.find(({ seat }) => seat === 1)!;
		expect((await seatOfMira()).credentialUntil).toBe(until.getTime());

		expect(await revokeCredential(mira.id, { operator: operator.id })).toEqual({ ok: true });
		expect((await seatOfMira()).credentialUntil).toBeNull();
		expect((await auditOf(mira.id)).map(({ kind }) => kind)).toEqual(['credential-revoked', 'credential-granted', 'role-given']);
	});

	test('it ends by itself, and one that ends before a gathering does not count for it', async () => {
		const [host, mira] = [await person(), await person()];
		await grantCredential(mira.id, later(day), 'command');
		expect(await credentialUntil(mira.id)).not.toBeNull();
		expect(await credentialUntil(mira.id, later(2 * day))).toBeNull();
		const circle = await circleOf(host);
		await addFacilitator(circle, mira.email, 'facilitator', host.id);
		const gathering = await planned(circle, { startsAt: later(3 * day) });
		expect((await expected(gathering, later(3 * day))).credentialed).toBe(false);
	});

	test('nobody certifies themself, and nobody but an operator certifies anyone', async () => {
		const operator = await person({ operator: true });
		const host = await person();
		expect(await grantCredential(operator.id, later(day), { operator: operator.id })).toEqual({ refused: 'not-yourself' });
		expect(await grantCredential(host.id, later(day), { operator: host.id })).toEqual({ refused: 'not-yourself' });
		expect(await grantCredential(operator.id, later(day), { operator: host.id })).toEqual({ refused: 'not-operator' });
	});

	test('a role in a circle, which any host may give, throws nobody out of where they sit', async () => {
		const [host, mira] = [await person(), await person()];
		const token = await beginLogin(mira.id);
		await addFacilitator(await circleOf(host), mira.email, 'guardian', host.id);
		expect(await readLogin(token)).not.toBeNull();
		await endLogins(mira.id);
	});
});

describe('forgetting', () => {
	test('a week after its end nobody knows who sat where, nor from the audit; before, everybody keeps their seat', async () => {
		const [host, ana] = [await person(), await person()];
		const gathering = await planned(await circleOf(host), { startsAt: later(-7 * day), minutes: 60 });
		await reserve(gathering, sitter(ana));
		await forget();
		expect((await expected(gathering, later(0))).taken).toBe(1);
		await forget(later(61 * minute));
		expect((await expected(gathering, later(0))).taken).toBe(0);
		expect(await auditOf(ana.id)).toEqual([]);
	});

	test('a used or old link goes with its address after a day, a guest without a seat with their cookie', async () => {
		const host = await person();
		const circle = await circleOf(host);
		await useInvitation(await makeInvitation(circle, 1, 7, host.id), { guest: null, name: 'A guest' });
		await sendLink('forgotten@example.org', 'https://circle.example', null);
		const belonging = () => sql()`select account_id from members where circle_id = ${circle}`;
		await forget(later(59 * day));
		expect(await sql()`select 1 from mail_links where email = 'forgotten@example.org'`).toHaveLength(0);
		expect(await belonging()).toHaveLength(2);
		await forget(later(61 * day));
		expect([...(await belonging())]).toEqual([{ account_id: host.id }]);
	});
});

test('rows of the audit can be neither changed nor taken away', async () => {
	const ana = await person();
	await setPassword(ana.id, 'another four quiet words');
	await expect(sql()`update audit set kind = 'nothing' where subject_id = ${ana.id}`).rejects.toThrow(/append/);
	await expect(sql()`delete from audit where subject_id = ${ana.id}`).rejects.toThrow(/append/);
});
