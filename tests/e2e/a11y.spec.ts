// WCAG 2.2 AA by axe: every route in both themes, and the circle in its main states.
import { globSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e.ts';
import { accessible } from '../support/e2e-axe.ts';
import { plannedFor, told, type Planned } from '../support/e2e-gathering.ts';
import { closeNow, phaseIdNow } from '../support/now.ts';
import { pagesFor } from '../support/on-call.ts';
import { person } from '../support/people.ts';
import { testCardKey } from '../support/servers.ts';
import { rehearsal } from '../../src/lib/gathering/formats/rehearsal.ts';
import type { Command, Seat } from '../../src/lib/gathering/types.ts';
import { send } from '../../src/lib/server/gatherings/gatherings.ts';
import { beginLogin } from '../../src/lib/server/accounts/login.ts';
import { wish } from '../../src/lib/server/care/check-ins.ts';
import { makeReport } from '../../src/lib/server/safety/reports.ts';
import { sql } from '../../src/lib/server/db/index.ts';
import { stopToken } from '../../src/lib/server/mails/links.ts';
import { createCircle } from '../../src/lib/server/circles/circles.ts';
import { askToJoin } from '../../src/lib/server/circles/requests.ts';
import { beginSeries, seriesOf } from '../../src/lib/server/planning/series.ts';
import { makeInvitation } from '../../src/lib/server/circles/invitations.ts';

interface Visit {
	base: string;
	plan: Planned;
}
const made = (host: { id: string; name: string }, access: 'open' | 'approval', prerequisite: string | null = null): Promise<string> =>
	createCircle(host.id, host.name, {
		title: 'A circle',
		theme: 'A theme',
		isFor: 'This',
		isNot: 'That',
		access,
		prerequisite,
		tags: ['veterans'],
		formatId: null
	});
/** How each route is reached, and what shows that it is there. */
const routes: Record<string, (page: Page, visit: Visit) => Promise<unknown>> = {
	'/': (page, { base }) => page.goto(base),
	'/sign-in': (page, { base }) => page.goto(`${base}/sign-in`),
	'/sign-in/link': (page, { base }) => page.goto(`${base}/sign-in/link`),
	'/sign-up': (page, { base }) => page.goto(`${base}/sign-up`),
	'/rehearsal': (page, { base }) => page.goto(`${base}/rehearsal`),
	'/help': async (page, { base }) => {
		await page.goto(`${base}/help`);
		// A choice before the page is awake is lost with the list that it was made in.
		await expect(async () => {
			await page.getByTestId('region').selectOption('US');
			await expect(page.getByTestId('line-us-988')).toBeVisible({ timeout: 1000 });
		}).toPass();
	},
	'/check-in/[id]': async (page, { base, plan }) => {
		const mira = plan.people[0]!.accountId;
		await wish(plan.id, mira, ['day']);
		const [row] = await sql()<{ id: string }[]>`update check_ins set sent_at = now() where account_id = ${mira} returning id`;
		await page.goto(`${base}/check-in/${row!.id}`);
		await page.getByTestId('feeling-unwell').click();
		await expect(page.getByTestId('helplines')).toBeVisible();
	},
	'/invite': async (page, { base, plan }) => {
		const secret = await makeInvitation(plan.circle, 1, 1, plan.hostId);
		await page.goto(`${base}/invite#${secret}`);
		await accessible(page, '/invite, before it is opened');
		await page.getByRole('button', { name: 'See the invitation' }).click();
		await expect(page.getByLabel('Your name in this circle')).toBeVisible();
	},
	'/circles': (page, { base }) => page.goto(`${base}/circles`),
	'/circles/new': (page, { base }) => page.goto(`${base}/circles/new`),
	'/circles/[id]': (page, { base, plan }) => page.goto(`${base}/circles/${plan.circle}`),
	'/circles/[id]/join': async (page, { base }) => {
		const other = await made(await person({ name: 'Another host' }), 'approval');
		await page.goto(`${base}/circles/${other}`);
		await accessible(page, '/circles/[id], for somebody who may ask');
		await page.getByRole('link', { name: 'Ask to join' }).click();
		await expect(page.getByRole('button', { name: 'Ask' })).toBeVisible();
	},
	'/circles/[id]/requests': async (page, { base, plan }) => {
		const own = await made({ id: plan.hostId, name: 'Mira' }, 'approval', 'first-evening');
		await askToJoin(own, plan.people[1]!.accountId, { name: 'Jonas', words: 'I would like to listen.' });
		await page.goto(`${base}/circles/${own}/requests`);
		await expect(page.getByTestId('asks')).toBeVisible();
	},
	'/circles/[id]/word': async (page, { base, plan }) => {
		await page.goto(`${base}/circles/${plan.circle}/word`);
		await accessible(page, '/circles/[id]/word, being written');
		await page.getByLabel('Your word').fill('We begin ten minutes later.');
		await page.getByRole('button', { name: 'Look at it' }).click();
		await expect(page.getByRole('button', { name: 'Send it' })).toBeVisible();
	},
	'/find': async (page, { base }) => {
		await page.goto(`${base}/find`);
		await accessible(page, '/find, all');
		await page.goto(`${base}/find?words=nothing+like+it&day=7&part=night`);
		await expect(page.getByRole('link', { name: 'Show all' })).toBeVisible();
	},
	'/calendar': async (page, { base }) => {
		await page.goto(`${base}/calendar`);
		await page.getByRole('button', { name: 'Make my address' }).click();
		await expect(page.getByLabel('Address')).toBeVisible();
	},
	'/circles/[id]/schedule': (page, { base, plan }) => page.goto(`${base}/circles/${plan.circle}/schedule`),
	'/circles/[id]/statistics': (page, { base, plan }) => page.goto(`${base}/circles/${plan.circle}/statistics`),
	'/statistics': (page, { base }) => page.goto(`${base}/statistics`),
	'/statistics/sample': async (page, { base }) => {
		await page.goto(`${base}/statistics/sample`);
		await expect(page.locator('[role="img"] .words').first()).toBeVisible();
	},
	'/circles/[id]/host': async (page, { base, plan }) => {
		const now = Date.now();
		const [localStart, zone] = [new Date(now + 86_400_000).toISOString().slice(0, 16), 'UTC'];
		await beginSeries(plan.circle, {
			format: rehearsal,
			localStart,
			zone,
			minutes: 60,
			seats: 6,
			rule: 'FREQ=WEEKLY;INTERVAL=2',
			exceptions: []
		});
		await page.goto(`${base}/circles/${plan.circle}/host`);
		await expect(page.getByTestId('series')).toBeVisible();
	},
	'/circles/[id]/series/[series]': async (page, { base, plan }) => {
		const [series] = await seriesOf(plan.circle);
		await page.goto(`${base}/circles/${plan.circle}/series/${series!.id}`);
	},
	'/asked': async (page, { base }) => {
		await page.goto(`${base}/asked`);
		await expect(page.getByTestId('held').first()).toBeVisible();
	},
	'/gatherings/[id]/change': (page, { base, plan }) => page.goto(`${base}/gatherings/${plan.id}/change`),
	'/circles/[id]/looking-back': (page, { base, plan }) => page.goto(`${base}/circles/${plan.circle}/looking-back`),
	'/formats': (page, { base }) => page.goto(`${base}/formats`),
	'/formats/[ref]': (page, { base }) => page.goto(`${base}/formats/four-evenings-3`),
	'/formats/[ref]/preview': async (page, { base }) => {
		await page.goto(`${base}/formats/listening-in-pairs/preview`);
		await expect(page.getByTestId('preview')).toBeVisible();
	},
	'/formats/[ref]/edit': async (page, { base }) => {
		await page.goto(`${base}/formats/short-check-in`);
		await page.getByRole('button', { name: 'Make my own from it' }).click();
		await page.locator('li[data-phase] summary').first().click();
		await expect(page.getByTestId('add-phase')).toBeVisible();
	},
	'/gatherings/[id]': (page, { base, plan }) => page.goto(`${base}/gatherings/${plan.id}`),
	'/gatherings/[id]/join': async (page, { base, plan }) => {
		await page.goto(`${base}/gatherings/${plan.id}/join`);
		await expect(page.getByTestId('level')).toBeVisible();
	},
	'/gatherings/[id]/circle': async (page, { base, plan }) => {
		await page.goto(`${base}/gatherings/${plan.id}/join`);
		await page.getByTestId('sit-down').click();
		await expect(page.getByTestId('circle')).toBeVisible();
	},
	'/on-call': async (page, { base }) => {
		await page.goto(`${base}/on-call`);
		await expect(page.getByRole('button', { name: 'Send me a test page' })).toBeVisible();
	},
	'/on-call/[page]': async (page, { base, plan }) => {
		const elsewhere = await plannedFor(['Ana', 'Ben']);
		await sql()`update accounts set operator = true where id = ${plan.hostId}`;
		const heads = ['A test page', 'Somebody asks for you', 'For the safety contact'];
		for (const [index, id] of (await pagesFor(elsewhere, plan.hostId)).entries()) {
			await page.goto(`${base}/on-call/${id}`);
			await expect(page.getByRole('heading', { level: 1, name: heads[index] })).toBeVisible();
			await accessible(page, `/on-call/[page], ${heads[index]}`);
		}
	},
	'/account/notifications': (page, { base }) => page.goto(`${base}/account/notifications`),
	'/unsubscribe/[token]': async (page, { base, plan }) => {
		process.env.CARD_KEY = testCardKey;
		await page.goto(`${base}/unsubscribe/${stopToken({ account: plan.hostId, kind: 'soon' }, new Date())}`);
		await accessible(page, '/unsubscribe/[token], before the press');
		await page.getByRole('button', { name: 'No more of these' }).click();
		await expect(page.getByRole('button', { name: 'Send them again' })).toBeVisible();
	},
	'/soon/[token]': (page, { base }) => page.goto(`${base}/soon/over`),
	'/code': (page, { base }) => page.goto(`${base}/code`),
	'/account': (page, { base }) => page.goto(`${base}/account`),
	'/operator': (page, { base }) => page.goto(`${base}/operator`),
	'/operator/tonight': (page, { base }) => page.goto(`${base}/operator/tonight`),
	'/operator/locks': (page, { base }) => page.goto(`${base}/operator/locks`),
	'/operator/words': (page, { base }) => page.goto(`${base}/operator/words`),
	'/privacy': (page, { base }) => page.goto(`${base}/privacy`),
	'/source': (page, { base }) => page.goto(`${base}/source`),
	'/account/data': (page, { base }) => page.goto(`${base}/account/data`),
	'/account/record': (page, { base }) => page.goto(`${base}/account/record`),
	'/circles/[id]/bans': (page, { base, plan }) => page.goto(`${base}/circles/${plan.circle}/bans`),
	'/gatherings/[id]/report': (page, { base, plan }) => page.goto(`${base}/gatherings/${plan.id}/report`),
	'/safety': (page, { base }) => page.goto(`${base}/safety`),
	'/safety/[id]': async (page, { base }) => {
		const elsewhere = await plannedFor(['Ana', 'Ben']);
		const made = await makeReport(elsewhere.id, 2, { about: null, code: 'hurtful', words: '', named: true });
		if ('refused' in made) throw new Error(made.refused);
		await page.goto(`${base}/safety/${made.id}`);
		await expect(page.getByRole('heading', { name: 'Words or conduct that hurt' })).toBeVisible();
	},
	'/consent': async (page, { base, plan }) => {
		await page.context().addCookies([{ name: 'login', value: await beginLogin(plan.hostId, new Date(), true), url: base }]);
		await page.goto(`${base}/consent`);
		await expect(page.getByRole('heading', { name: 'What you agree to' })).toBeVisible();
	},
	'/gatherings/[id]/debrief': async (page, { base }) => {
		const over = await plannedFor(['Ana', 'Ben']);
		await ended(over);
		await page.context().addCookies([{ name: 'login', value: await beginLogin(over.people[0]!.accountId), url: base }]);
		await page.goto(`${base}/gatherings/${over.id}/debrief`);
		await expect(page.getByText('Ben').first()).toBeVisible();
	}
};
/** A gathering that was led to its end while a call was open. */
async function ended({ id }: Planned): Promise<void> {
	const does = async (seat: Seat, command: Command) => expect(await send(id, { kind: 'seat', seat }, command)).toMatchObject({ ok: true });
	await expect.poll(async () => (await told(id)).lifecycle).toBe('lobby');
	for (const seat of [1, 2]) await does(seat, { type: 'JOIN', identity: `identity-${seat}`, device: `device-${seat}`, moveHere: false });
	await does(1, { type: 'BEGIN' });
	await does(2, { type: 'SUPPORT', whom: 'me' });
	await does(1, await closeNow(id));
	await does(1, { type: 'END', phaseId: await phaseIdNow(id) });
}
const signedOut = new Set([
	'/',
	'/sign-in',
	'/sign-in/link',
	'/sign-up',
	'/rehearsal',
	'/help',
	'/invite',
	'/privacy',
	'/source',
	'/unsubscribe/[token]',
	'/soon/[token]',
	'/code',
	'/consent'
]);

test('every route with a page has its case here', () => {
	const pages = globSync('src/routes/**/+page.svelte').map(
		(file) => file.replace(/^src\/routes/, '').replace(/\/\+page\.svelte$/, '') || '/'
	);
	expect(Object.keys(routes).sort()).toEqual(pages.sort());
});

test('every route by day and by night', async ({ app, seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const host = await seating.invite(plan, 1);
	const operator = await seating.stranger(1, 'Operator');
	const account = await person({ name: 'Operator', operator: true });
	await operator.context.addCookies([{ name: 'login', value: await beginLogin(account.id), url: app.url }]);
	const nobody = await seating.stranger(2, 'Nobody');
	for (const [route, visit] of Object.entries(routes)) {
		const { page } = signedOut.has(route) ? nobody : route.startsWith('/operator') ? operator : host;
		await test.step(route, async () => {
			await visit(page, { base: app.url, plan });
			await accessible(page, route);
		});
	}
	await test.step('a page that is not there', async () => {
		await nobody.page.goto(`${app.url}/nowhere`);
		await accessible(nobody.page, 'not found');
	});
});

test('the circle in its main states', async ({ seating }) => {
	const plan = await plannedFor(['Mira', 'Jonas']);
	const mira = await seating.invite(plan, 1);
	const jonas = await seating.invite(plan, 2);
	const both = async (where: string) => {
		await accessible(mira.page, `${where}, the facilitator's screen`);
		await accessible(jonas.page, `${where}, a participant's screen`);
	};
	await mira.sitsDown(plan.id, { writes: true });
	await jonas.sitsDown(plan.id, { writes: true });
	await expect(mira.the('seat-2')).toHaveAttribute('data-connection', 'present');
	await both('lobby');
	await mira.does('begin');
	await mira.does('next-phase');
	await expect(mira.the('act-receive')).toBeVisible();
	await mira.does('pass');
	await expect(jonas.the('act-receive')).toBeVisible();
	await both('offered');
	await jonas.does('receive');
	await expect(jonas.the('writing')).toBeVisible();
	await jonas.the('writing').fill('Quiet, mostly.');
	await expect(mira.the('written')).toBeVisible();
	for (const summary of await mira.the('panel').locator('summary').all()) await summary.click();
	await both('held, in writing, the panel open');
	await jonas.press('support');
	await expect(jonas.the('signal-card')).toBeVisible();
	await expect(mira.the(`signal-2`)).toBeVisible();
	await both('support asked for');
	await mira.press('pause');
	await expect(jonas.the('prompt')).toHaveText('Mira leads.');
	await both('takeover');
	await mira.press('resume-exact');
	await expect(jonas.the('act-finish')).toBeVisible();
	for (const dialog of ['leave', 'more']) {
		await jonas.press(dialog);
		await expect(jonas.page.getByRole('dialog')).toBeVisible();
		await accessible(jonas.page, `dialog ${dialog}`);
		await jonas.page.keyboard.press('Escape');
		await expect(jonas.page.getByRole('dialog')).toBeHidden();
	}
	await jonas.press('hide');
	await expect(jonas.the('cover')).toBeVisible();
	await accessible(jonas.page, 'the neutral page');
	await jonas.press('cover-back');
	await jonas.press('leave');
	await jonas.press('leave-now');
	await expect(jonas.the('screen-left')).toBeVisible();
	await accessible(jonas.page, 'left');
});
