// The same form twice at once, at two nodes: each thing is done once, and both presses are told what became of it.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { shortCheckIn } from '../../src/lib/gathering/formats/index.ts';
import { circleOf, person, planned, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const password = 'four quiet words here';
let nodes: TestApp[];
let host: Person;
let ana: Person;
let cookies: Map<string, string>;
let circle: string;

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	const env = { MEMBER_CIRCLE_COVER: 'no' };
	const first = await startApp({ databaseUrl, env });
	nodes = [first, await startApp({ databaseUrl, env, dataDir: first.dataDir })];
	const passwordHash = await hashPassword(password);
	[host, ana] = [await person({ name: 'Host', passwordHash }), await person({ name: 'Ana', passwordHash })];
	// Whom a report goes to.
	await person({ operator: true });
	cookies = new Map();
	for (const one of [host, ana])
		cookies.set(one.id, (await post(0, '/sign-in?/password', { email: one.email, password })).headers.getSetCookie()[0]!.split(';')[0]!);
});
afterAll(async () => {
	for (const node of nodes ?? []) await node.stop();
	await closeDb();
});
beforeEach(async () => {
	circle = await circleOf(host, 'open');
});

const newWord = (): string => randomBytes(16).toString('hex');
/** A plain form, as a page without scripts posts it. */
function post(node: number, where: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
	return fetch(nodes[node]!.url + where, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			origin: 'null',
			'sec-fetch-site': 'same-origin',
			'content-type': 'application/x-www-form-urlencoded',
			accept: 'text/html',
			...headers
		},
		body: new URLSearchParams(fields)
	});
}
const scripts = { accept: 'application/json', 'x-sveltekit-action': 'true' };
/** Three presses of one form: two at once, at both nodes, and a reload later. Returns what the last was told. */
async function pressed(who: Person, where: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
	const form = { once: newWord(), ...fields };
	const send = async (node: number) => {
		const answer = await post(node, where, form, { cookie: cookies.get(who.id)!, ...headers });
		return `${answer.status} ${answer.headers.get('location') ?? (await answer.text())}`;
	};
	const [one, two] = await Promise.all([send(0), send(1)]);
	expect(two).toBe(one);
	expect(await send(0)).toBe(one);
	return one;
}
const count = async (rows: Promise<{ n: number }[]>): Promise<number> => (await rows)[0]!.n;
const words = {
	title: 'Evening circle',
	theme: 'Looking back',
	isFor: 'This',
	isNot: 'That',
	formatId: shortCheckIn.id,
	access: 'open',
	language: 'en'
};
const soon = {
	formatId: shortCheckIn.id,
	date: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
	time: '19:00',
	zone: 'UTC',
	minutes: '30',
	seats: '4'
};

describe('two presses and a reload', () => {
	test.each([
		['without scripts', {}],
		['with scripts', scripts]
	])('begin one circle, %s', async (_, headers) => {
		const title = `Circle ${newWord()}`;
		expect(await pressed(host, '/circles/new', { ...words, title }, headers)).toContain('/circles/');
		expect(await count(sql()`select count(*)::int as n from circles where title = ${title}`)).toBe(1);
	});

	test('plan one gathering', async () => {
		await pressed(host, `/circles/${circle}/schedule?/plan`, soon);
		expect(await count(sql()`select count(*)::int as n from gatherings where circle_id = ${circle}`)).toBe(1);
	});

	test('send a host’s word once to each who subscribed', async () => {
		await post(0, `/circles/${circle}/join?/subscribe`, {}, { cookie: cookies.get(ana.id)! });
		await pressed(host, `/circles/${circle}/word?/send`, { word: 'Bring a candle.' });
		expect(await count(sql()`select count(*)::int as n from host_words where circle_id = ${circle}`)).toBe(1);
		expect(await count(sql()`select count(*)::int as n from mails where kind = 'hostWord' and circle_id = ${circle}`)).toBe(1);
	});

	test('make one invitation, and both presses are shown its link; mail one', async () => {
		expect(await pressed(host, `/circles/${circle}?/invite`, { uses: '3', days: '7' }, scripts)).toMatch(/\/invite#[\w-]{22}/);
		await pressed(host, `/circles/${circle}?/mail`, { to: 'friend@example.org' });
		expect(await count(sql()`select count(*)::int as n from invitations where circle_id = ${circle}`)).toBe(2);
		expect(await count(sql()`select count(*)::int as n from mails where kind = 'invited' and circle_id = ${circle}`)).toBe(1);
	});

	test('reserve one seat, and report once', async () => {
		const id = await planned(circle);
		expect(await pressed(ana, `/gatherings/${id}?/reserve`, { name: 'Ana', agreed: 'on' })).toBe(`303 /gatherings/${id}`);
		expect(await count(sql()`select count(*)::int as n from seats where gathering_id = ${id} and account_id = ${ana.id}`)).toBe(1);
		await pressed(ana, `/gatherings/${id}/report`, { code: 'other', words: 'Something' });
		expect(await count(sql()`select count(*)::int as n from reports where gathering_id = ${id}`)).toBe(1);
	});
});

describe('what is not the same press', () => {
	test('a form that was refused may be sent again, with the same word', async () => {
		const once = newWord();
		const send = (more: Record<string, string>) => post(0, '/circles/new', { ...words, once, ...more }, { cookie: cookies.get(host.id)! });
		expect((await send({ title: '' })).status).toBe(400);
		expect((await send({ title: '' })).status).toBe(400);
		expect((await send({})).status).toBe(303);
	});

	test('a new word, other words, or another person', async () => {
		const before = await count(sql()`select count(*)::int as n from circles`);
		const once = newWord();
		const send = (who: Person, more: Record<string, string>) =>
			post(1, '/circles/new', { ...words, once, ...more }, { cookie: cookies.get(who.id)! });
		for (const answer of [
			await send(host, {}),
			await send(host, { theme: 'Another' }),
			await send(ana, {}),
			await send(host, { once: newWord() })
		])
			expect(answer.status).toBe(303);
		expect(await count(sql()`select count(*)::int as n from circles`)).toBe(before + 4);
	});

	test('what is remembered opens by the page’s word alone, and is forgotten', async () => {
		const answer = await pressed(host, `/circles/${circle}?/invite`, { uses: '3', days: '7' }, scripts);
		const secret = /invite#([\w-]{22})/.exec(answer)![1]!;
		const rows = await sql()<{ row: string }[]>`select row_to_json(f)::text as row from form_answers f`;
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.filter(({ row }) => row.includes(secret) || row.includes(host.id))).toEqual([]);
		await sql()`update form_answers set until = now() - interval '1 second'`;
		await pressed(host, `/circles/${circle}?/invite`, { uses: '3', days: '7' }, scripts);
		expect(await count(sql()`select count(*)::int as n from form_answers`)).toBe(1);
	});
});

/** The mark that a page's form was drawn with. */
async function seenOn(where: string, who: Person, action: string, node = 0): Promise<string> {
	const page = await (await fetch(nodes[node]!.url + where, { headers: { cookie: cookies.get(who.id)! } })).text();
	const form = page.split('<form').find((one) => one.includes(`action="${action}"`) || (action === '' && one.includes('name="seen"')));
	return /name="seen" value="([^"]+)"/.exec(form ?? '')![1]!;
}

describe('two tabs', () => {
	/** Both were drawn with the same; the first one keeps its words, the second is refused once and then knows. */
	async function bothTabs(
		who: Person,
		page: string,
		action: string,
		mine: Record<string, string>,
		theirs: Record<string, string>,
		reads: () => Promise<string>
	): Promise<string> {
		const cookie = cookies.get(who.id)!;
		const seen = await seenOn(page, who, action);
		expect((await post(0, page + action, { ...theirs, seen }, { cookie })).status).toBeLessThan(400);
		const kept = await reads();
		const refused = await post(1, page + action, { ...mine, seen }, { cookie });
		expect(refused.status).toBe(409);
		expect(await reads()).toBe(kept);
		const shown = (await refused.text()).replaceAll(/<!--.*?-->| class="[^"]*"/g, '');
		expect(shown).toContain('This was changed meanwhile');
		const newer = /name="seen" value="([^"]+)"/.exec(shown.split('<form').find((one) => one.includes('This was changed meanwhile'))!)![1]!;
		expect((await post(1, page + action, { ...mine, seen: newer }, { cookie })).status).toBeLessThan(400);
		expect(await reads()).not.toBe(kept);
		// And both at the same moment, each at a node of its own.
		const last = await seenOn(page, who, action, 1);
		const atOnce = await Promise.all([0, 1].map((node) => post(node, page + action, { ...theirs, seen: last }, { cookie })));
		expect(atOnce.filter(({ status }) => status === 409)).toHaveLength(1);
		return shown;
	}
	const one = async (rows: Promise<{ it: string }[]>): Promise<string> => (await rows)[0]!.it;

	test('change a circle’s words: theirs is shown beside, and what was typed is kept', async () => {
		const shown = await bothTabs(
			host,
			`/circles/${circle}`,
			'?/words',
			{ ...words, theme: 'A theme of mine' },
			{ ...words, title: 'A circle', theme: 'Theirs' },
			() => one(sql()`select theme as it from circles where id = ${circle}`)
		);
		expect(shown).toContain('<dd>Theirs</dd>');
		expect(shown).toContain('value="A theme of mine"');
	});

	test('move a gathering', async () => {
		const id = await planned(circle);
		const shown = await bothTabs(
			host,
			`/gatherings/${id}/change`,
			'?/move',
			{ date: soon.date, time: '19:00' },
			{ date: soon.date, time: '07:15' },
			() => one(sql()`select starts_at::text as it from gatherings where id = ${id}`)
		);
		expect(shown).toMatch(/<dt>It begins<\/dt>\s*<dd>/);
	});

	test('call off what was moved meanwhile', async () => {
		const id = await planned(circle);
		const seen = await seenOn(`/gatherings/${id}/change`, host, '?/cancel');
		await post(0, `/gatherings/${id}/change?/move`, { date: soon.date, time: '07:15' }, { cookie: cookies.get(host.id)! });
		const refused = await post(1, `/gatherings/${id}/change?/cancel`, { seen }, { cookie: cookies.get(host.id)! });
		expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('moved or called off meanwhile')]);
		expect(await sql()`select 1 from gatherings where id = ${id} and cancelled_at is null`).toHaveLength(1);
	});

	test('change a series that was changed', async () => {
		const plan = { ...soon, repeat: 'weekly', every: '1', ends: 'never', time: '18:00' };
		const cookie = cookies.get(host.id)!;
		expect((await post(0, `/circles/${circle}/schedule?/plan`, plan, { cookie })).status).toBe(303);
		const page = `/circles/${circle}/series/${await one(sql()`select id as it from series where circle_id = ${circle}`)}`;
		const change = (node: number, time: string) => post(node, `${page}?/change`, { ...plan, time }, { cookie });
		expect((await change(0, '18:30')).status).toBe(303);
		const refused = await change(1, '20:00');
		expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('changed or ended meanwhile')]);
		expect(
			await sql()`select 1 from series where circle_id = ${circle} and ends_before is null and local_start like '%18:30'`
		).toHaveLength(1);
	});

	test('change one’s account', async () => {
		const about = { name: 'Host', timeZone: 'UTC', country: '' };
		await bothTabs(host, '/account', '?/about', { ...about, country: 'AT' }, { ...about, country: 'DE' }, () =>
			one(sql()`select country as it from accounts where id = ${host.id}`)
		);
	});

	test('change how one hears of things', async () => {
		const kind = 'hostWord';
		await bothTabs(host, '/account/notifications', '', { [kind]: 'mail' }, { [kind]: 'none' }, async () =>
			JSON.stringify(await sql()`select * from mail_choices where account_id = ${host.id}`)
		);
	});

	test('change what this place says', async () => {
		const keeper = await person({ operator: true, passwordHash: await hashPassword(password) });
		cookies.set(
			keeper.id,
			(await post(0, '/sign-in?/password', { email: keeper.email, password })).headers.getSetCookie()[0]!.split(';')[0]!
		);
		await bothTabs(keeper, '/operator/words', '', { helpText: 'Mine' }, { helpText: 'Theirs' }, async () =>
			JSON.stringify(await sql()`select value from settings where name = 'helpText'`)
		);
	});
});

describe('titles', () => {
	test('of circles hold nothing that hides or turns what they say, and are not blank', async () => {
		const cookie = cookies.get(host.id)!;
		const theme = newWord();
		expect((await post(0, '/circles/new', { ...words, theme, title: 'Evening \u202eelcric' }, { cookie })).status).toBe(303);
		expect(await sql()`select title from circles where theme = ${theme}`).toEqual([{ title: 'Evening elcric' }]);
		for (const title of ['\u200b', '\u3164', '\u2800\u2060'])
			expect((await post(0, '/circles/new', { ...words, title }, { cookie })).status, JSON.stringify(title)).toBe(400);
	});
});

describe('a fault of the sender is said as theirs', () => {
	const faults = () => count(sql()`select count(*)::int as n from circles`);

	test('NUL in a form, in an address, and in JSON', async () => {
		const cookie = cookies.get(host.id)!;
		const before = await faults();
		const form = await post(0, '/circles/new', { ...words, title: 'a\0b' }, { cookie });
		expect([form.status, await form.text()]).toEqual([400, expect.stringContaining('no text can hold')]);
		const withScripts = await post(0, '/circles/new', { ...words, title: 'a\0b' }, { cookie, ...scripts });
		expect([withScripts.status, await withScripts.json()]).toEqual([
			400,
			{ type: 'error', error: { message: expect.stringContaining('no text can hold') } }
		]);
		expect((await fetch(`${nodes[0]!.url}/find?q=a%00b`, { headers: { cookie } })).status).toBe(400);
		for (const endpoint of ['a\0b', '\ud800']) {
			const body = JSON.stringify({ endpoint: `https://push.example/${endpoint}`, keys: { p256dh: 'a', auth: 'b' } });
			const json = await fetch(`${nodes[0]!.url}/api/device`, {
				method: 'POST',
				headers: { cookie, origin: nodes[0]!.url, 'content-type': 'application/json' },
				body
			});
			expect([json.status, await json.json()]).toEqual([400, { refused: 'bad-request', sentence: expect.any(String) }]);
		}
		expect(await faults()).toBe(before);
	});

	test.each([
		['without scripts', {}],
		['with scripts', scripts]
	])('a file over the limit is too much, %s', async (_, headers) => {
		const body = new FormData();
		body.set('file', new Blob(['x'.repeat(600 * 1024)]), 'format.json');
		const answer = await fetch(`${nodes[0]!.url}/formats?/file`, {
			method: 'POST',
			headers: { origin: nodes[0]!.url, cookie: cookies.get(host.id)!, accept: 'text/html', ...headers },
			body
		});
		expect(answer.status).toBe(413);
		expect(await answer.text()).toContain('512 KB');
	});
});
