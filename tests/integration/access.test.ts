// Who may do what: every endpoint and every form action found on disk, asked by everybody who may not, in a gathering that is
// planned and in one that is on. What is not in the list below fails, and so does whatever answers somebody it should not.
import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { closeDb, sql } from '../../src/lib/server/db/index.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { addFacilitator } from '../../src/lib/server/circles/circles.ts';
import { makeInvitation, useInvitation } from '../../src/lib/server/circles/invitations.ts';
import { reserve } from '../../src/lib/server/seats/seating.ts';
import { ban } from '../../src/lib/server/rights/bans.ts';
import { makeReport } from '../../src/lib/server/safety/reports.ts';
import { circleOf, person, planned, sitter, type Person } from '../support/people.ts';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

const roles = ['nobody', 'unasked', 'stranger', 'banned', 'member', 'seated', 'facilitator', 'host', 'operator'] as const;
type Role = (typeof roles)[number];

const signedIn: Role[] = ['stranger', 'banned', 'member', 'seated', 'facilitator', 'host', 'operator'];
/** Who may: the circle is by invitation. `unasked` signed in, and did not agree to the wording that holds. */
const may = {
	anyone: [...roles],
	asked: [...signedIn, 'unasked'],
	account: signedIn,
	belongs: ['member', 'seated', 'facilitator', 'host'],
	sits: ['seated', 'facilitator'],
	holds: ['facilitator', 'host'],
	host: ['host'],
	operator: ['operator'],
	/** Only somebody else than all of these. */
	another: []
} satisfies Record<string, Role[]>;
type May = keyof typeof may;

/** By route; where an action is for others than the page, by `route?/action`. */
const list: Record<string, May> = {
	'/': 'anyone',
	'/account': 'account',
	'/account/data': 'account',
	'/account/data/export': 'account',
	'/account/notifications': 'account',
	'/account/record': 'account',
	'/api/device': 'account',
	'/api/gatherings/[id]/card': 'sits',
	'/api/gatherings/[id]/reach': 'sits',
	'/api/gatherings/[id]/commands': 'sits',
	'/api/gatherings/[id]/here': 'sits',
	'/api/gatherings/[id]/join': 'sits',
	'/api/gatherings/[id]/pause': 'sits',
	'/api/gatherings/[id]/returners': 'sits',
	'/api/gatherings/[id]/room': 'sits',
	'/api/gatherings/[id]/stream': 'sits',
	'/api/gatherings/[id]/words': 'sits',
	'/api/livekit/webhook': 'another',
	'/api/unsubscribe/[token]': 'anyone',
	'/asked': 'account',
	'/calendar': 'account',
	'/calendar/[secret].ics': 'another',
	'/check-in/[id]': 'another',
	'/circles': 'account',
	'/code': 'anyone',
	'/circles/[id]': 'belongs',
	'/circles/[id]?/addPlace': 'holds',
	'/circles/[id]?/removePlace': 'holds',
	'/circles/[id]?/words': 'host',
	'/circles/[id]?/holder': 'host',
	'/circles/[id]?/unhold': 'host',
	'/circles/[id]?/invite': 'host',
	'/circles/[id]?/mail': 'host',
	'/circles/[id]?/withdraw': 'host',
	'/circles/[id]/bans': 'host',
	'/circles/[id]/host': 'host',
	'/circles/[id]/join': 'belongs',
	'/circles/[id]/looking-back': 'belongs',
	'/circles/[id]/looking-back?/next': 'holds',
	'/circles/[id]/looking-back?/adopt': 'holds',
	'/circles/[id]/looking-back?/drop': 'holds',
	'/circles/[id]/requests': 'host',
	'/circles/[id]/schedule': 'host',
	'/circles/[id]/series/[series]': 'host',
	'/circles/[id]/statistics': 'host',
	'/circles/[id]/statistics/csv': 'host',
	'/circles/[id]/word': 'host',
	'/circles/new': 'account',
	'/consent': 'asked',
	'/find': 'account',
	'/formats': 'account',
	'/formats/[ref]': 'another',
	'/formats/[ref]/edit': 'another',
	'/formats/[ref]/file': 'another',
	'/formats/[ref]/preview': 'another',
	'/gatherings/[id]': 'belongs',
	'/gatherings/[id]?/incident': 'sits',
	'/gatherings/[id]?/seal': 'sits',
	'/gatherings/[id]?/giveBack': 'sits',
	'/gatherings/[id]/change': 'holds',
	'/gatherings/[id]/circle': 'sits',
	'/gatherings/[id]/evenround.ics': 'belongs',
	'/gatherings/[id]/join': 'sits',
	'/gatherings/[id]/debrief': 'another',
	'/gatherings/[id]/report': 'sits',
	'/gatherings/[id]/wait': 'belongs',
	'/healthz': 'anyone',
	'/help': 'anyone',
	'/invite': 'anyone',
	'/metrics': 'another',
	'/on-call': 'account',
	'/on-call/[page]': 'another',
	'/operator': 'operator',
	'/operator/locks': 'operator',
	'/operator/tonight': 'operator',
	'/operator/words': 'operator',
	'/privacy': 'anyone',
	'/readyz': 'anyone',
	'/rehearsal': 'anyone',
	'/safety': 'account',
	'/safety/[id]': 'operator',
	'/sign-in': 'anyone',
	'/sign-in/link': 'anyone',
	'/sign-out': 'anyone',
	'/sign-up': 'anyone',
	'/soon/[token]': 'anyone',
	'/source': 'anyone',
	'/statistics': 'account',
	'/statistics/csv': 'account',
	'/statistics/sample': 'anyone',
	'/unsubscribe/[token]': 'anyone'
};

interface Door {
	route: string;
	method: string;
	action: string | null;
}

/** Every way in that there is, read from the routes themselves. */
const doors: Door[] = [
	...globSync('src/routes/**/+server.ts').flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(([, method]) => ({
			route: routeOf(file),
			method: method!,
			action: null
		}))
	),
	...globSync('src/routes/**/+page.svelte').map((file) => ({ route: routeOf(file), method: 'GET', action: null })),
	// In the file of the page's server, or by topic in files beside it.
	...globSync('src/routes/**/*.server.ts').flatMap((file) => {
		const listed = [...readFileSync(file, 'utf8').matchAll(/^export const (?:actions|\w+Actions)\b.*\{$([^]*?)^\}/gm)];
		return listed.flatMap(([, actions]) =>
			[...actions!.matchAll(/^\t(\w+): /gm)].map(([, action]) => ({ route: routeOf(file), method: 'POST', action: action! }))
		);
	})
];
function routeOf(file: string): string {
	return file.replace(/^src\/routes/, '').replace(/\/[^/]+$/, '') || '/';
}
const mayBy = ({ route, action }: Door): May | undefined => (action && list[`${route}?/${action}`]) || list[route];

let app: TestApp;
const cookies = {} as Record<Role, string>;
let circle: string;
let report: string;
const gatherings: Record<'planned' | 'on', string> = { planned: '', on: '' };

beforeAll(async () => {
	const databaseUrl = await freshDatabase();
	process.env.DATABASE_URL = databaseUrl;
	app = await startApp({ databaseUrl });
	const made = Object.fromEntries(
		await Promise.all(roles.map(async (role) => [role, await person({ name: role, operator: role === 'operator' })]))
	) as Record<Role, Person>;
	for (const role of roles)
		cookies[role] = role === 'nobody' ? '' : `login=${await beginLogin(made[role].id, new Date(), role === 'unasked')}`;
	circle = await circleOf(made.host);
	await addFacilitator(circle, made.facilitator.email, 'facilitator', made.host.id);
	const secret = await makeInvitation(circle, 9, 1, made.host.id);
	for (const role of ['banned', 'member', 'seated'] as const) await useInvitation(secret, { accountId: made[role].id, name: role });
	gatherings.planned = await planned(circle);
	gatherings.on = await planned(circle, { startsAt: new Date() });
	for (const id of Object.values(gatherings)) await reserve(id, sitter(made.seated));
	await send(gatherings.on, { kind: 'clock' }, { type: 'TIMER', name: 'lobby', id: 'lobby:0' });
	await ban(circle, 'banned', null, made.host.id);
	const elsewhere = await planned(await circleOf(await person()));
	await reserve(elsewhere, sitter(await person()));
	const answer = await makeReport(elsewhere, 1, { about: null, code: 'other', words: '', named: false });
	report = 'id' in answer ? answer.id : answer.refused;
	await sql()`update circles set format_id = null where id = ${circle}`;
});
afterAll(async () => {
	await app?.stop();
	await closeDb();
});

function pathOf({ route, action }: Door, gathering: string): string {
	const id =
		route.startsWith('/gatherings') || route.startsWith('/api/gatherings')
			? gathering
			: route.startsWith('/safety')
				? report
				: route.startsWith('/circles')
					? circle
					: crypto.randomUUID();
	const filled = route.replace('[id]', id).replace(/\[\w+\]/, crypto.randomUUID());
	return action && action !== 'default' ? `${filled}?/${action}` : filled;
}

/** Nothing was done, and nothing shown: refused, not there, or sent to sign in, to agree, or back. */
async function refused(door: Door, role: Role, gathering: string): Promise<boolean> {
	const { method, action, route } = door;
	const form = action !== null || method === 'POST';
	const aborted = new AbortController();
	const answer = await fetch(app.url + pathOf(door, gathering), {
		method,
		redirect: 'manual',
		signal: aborted.signal,
		headers: {
			cookie: cookies[role],
			'sec-fetch-site': 'same-origin',
			accept: 'text/html',
			...(form && { 'content-type': 'application/x-www-form-urlencoded' })
		},
		body: form ? '' : undefined
	});
	aborted.abort();
	const to = answer.headers.get('location') ?? '';
	const away = /^\/(sign-in|consent)\?/.test(to) || (method === 'GET' && to === `/gatherings/${gathering}` && route !== '/gatherings/[id]');
	return [401, 403, 404, 405, 409].includes(answer.status) || (answer.status === 303 && away);
}

test('every way in is in the list, and the list names none that is gone', () => {
	expect(doors.filter((door) => mayBy(door) === undefined).map(({ route, action }) => (action ? `${route}?/${action}` : route))).toEqual(
		[]
	);
	const known = new Set(doors.flatMap(({ route, action }) => [route, `${route}?/${action}`]));
	expect(Object.keys(list).filter((one) => !known.has(one))).toEqual([]);
});

test('no action that a form posts to is left out', () => {
	const posted = globSync('src/**/*.svelte').flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/\?\/(\w+)"/g)].map(([, action]) => action!)
	);
	expect(posted.length).toBeGreaterThan(60);
	const known = new Set(doors.map(({ action }) => action));
	expect(posted.filter((action) => !known.has(action))).toEqual([]);
});

describe.each(['planned', 'on'] as const)('while a gathering is %s', (state) => {
	test('nobody is let in who is not in the list', async () => {
		const letIn: string[] = [];
		for (const door of doors) {
			const allowed: readonly Role[] = may[mayBy(door) ?? 'another'];
			for (const role of roles.filter((one) => !allowed.includes(one))) {
				if (!(await refused(door, role, gatherings[state])))
					letIn.push(`${role}: ${door.method} ${door.route}${door.action ? `?/${door.action}` : ''}`);
			}
		}
		expect(letIn).toEqual([]);
	}, 120_000);
});

test('the list is not simply closed: those who may see a page do', async () => {
	const seen: [Role, string][] = [
		['member', `/circles/${circle}`],
		['seated', `/gatherings/${gatherings.planned}`],
		['seated', `/gatherings/${gatherings.planned}/report`],
		['host', `/circles/${circle}/bans`],
		['operator', `/safety/${report}`],
		['stranger', '/account/data'],
		['unasked', '/consent']
	];
	for (const [role, path] of seen)
		expect([role, path, (await fetch(app.url + path, { redirect: 'manual', headers: { cookie: cookies[role] } })).status]).toEqual([
			role,
			path,
			200
		]);
});

test('whoever was shut out gets the answer a stranger gets, to the letter', async () => {
	const plain = (text: string, role: Role) =>
		text
			.replaceAll(role, 'NAME')
			.replaceAll(/name="once" value="\w+"/g, '')
			.replaceAll(/nonce="[^"]*"|nonce-[^"']*/g, '')
			.replaceAll(/"lastModified":\d+/g, '');
	for (const path of [`/circles/${circle}`, `/gatherings/${gatherings.planned}`, `/circles/${circle}/join`]) {
		const [banned, stranger] = await Promise.all(
			(['banned', 'stranger'] as const).map(async (role) => {
				const answer = await fetch(app.url + path, { redirect: 'manual', headers: { cookie: cookies[role], accept: 'text/html' } });
				return [answer.status, plain(await answer.text(), role)];
			})
		);
		expect(banned).toEqual(stranger);
	}
});
