// People at the place that is tried: an account with a browser's cookies, by the forms of the pages. Reads mails from the outbox.
import { voice } from '../../src/lib/server/simulated/sound.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { Plain } from '../lib/say.ts';
import { origin, type Place } from './place.ts';

const password = 'four quiet words here';

export interface Account {
	name: string;
	email: string;
	client: PageClient;
}

/** Posts a form that must be taken, and says where it leads. */
export async function posts(client: PageClient, where: string, fields: Record<string, string>): Promise<string> {
	const answer = await client.form(where, fields);
	const text = await answer.text();
	if (answer.status >= 400)
		throw new Plain(
			`POST ${where} was refused with ${answer.status}: ${/class="[^"]*error[^"]*"[^>]*>([^<]+)/.exec(text)?.[1]?.trim() ?? text.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 300)}`
		);
	return answer.headers.get('location') ?? '';
}

/** The text of a page. */
export async function page(client: PageClient, where: string): Promise<string> {
	const answer = await client.request(where, { headers: { accept: 'text/html' } });
	const text = await answer.text();
	if (answer.status !== 200)
		throw new Plain(`GET ${where} answered ${answer.status}, ${answer.headers.get('location') ?? text.slice(0, 200)}`);
	return text;
}

/** Signs up on the page, with the link from the mail that lies in the place's outbox. */
export async function signsUp(place: Place, name: string): Promise<Account> {
	const client = new PageClient({ base: origin });
	const email = `${name.toLowerCase()}@example.org`;
	const consent = /name="consent"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="consent"/.exec(await page(client, '/sign-up'));
	await posts(client, '/sign-up', { name, email, password, consent: consent?.[1] ?? consent?.[2] ?? '' });
	const mails = await place.compose([
		'exec',
		'-T',
		'app',
		'sh',
		'-c',
		'for mail in /data/outbox/*.eml; do cat "$mail"; printf "\\f"; done'
	]);
	const mail = mails
		.replaceAll(/=\r?\n/g, '')
		.split('\f')
		.find((text) => text.includes(`To: ${email}`));
	const code = /\/sign-in\/link#([\w-]+)/.exec(mail ?? '')?.[1];
	if (!code) throw new Plain(`There is no link for ${email} in the outbox.`);
	await posts(client, '/sign-in/link', { code, zone: 'UTC' });
	return { name, email, client };
}

/** Signs in anew, as everybody must after a restore and after they were made operator. */
export async function signsIn(account: Account): Promise<void> {
	account.client = new PageClient({ base: origin });
	await posts(account.client, '/sign-in?/password', { email: account.email, password });
}

/** A circle of this host's, open to everybody. */
export async function makesCircle({ client }: Account, title: string): Promise<string> {
	const where = await posts(client, '/circles/new', {
		title,
		theme: 'A theme',
		isFor: 'Who tries this',
		isNot: 'Anybody else',
		formatId: 'round-the-circle',
		access: 'open',
		language: 'en'
	});
	return where.split('/').pop()!;
}

/** Says that they hold the circle, and plans a gathering in so many minutes. */
export async function plans({ client, email }: Account, circle: string, inMinutes: number): Promise<string> {
	await posts(client, `/circles/${circle}?/holder`, { email, role: 'facilitator' });
	const at = new Date(Date.now() + inMinutes * 60_000).toISOString();
	const where = await posts(client, `/circles/${circle}/schedule?/plan`, {
		formatId: 'round-the-circle',
		date: at.slice(0, 10),
		time: at.slice(11, 16),
		zone: 'UTC',
		minutes: '60',
		seats: '6'
	});
	return where.split('/').pop()!;
}

/** Takes a seat. */
export const reserves = ({ name, client }: Account, gathering: string): Promise<string> =>
	posts(client, `/gatherings/${gathering}?/reserve`, { name, agreed: 'on' });

/** Opens the page of the circle and enters its room, until `leaves` is called. */
export async function enters({ name, client }: Account, gathering: string): Promise<{ native: Native; leaves(): Promise<void> }> {
	client.follow(gathering);
	const entered = await client.join(gathering);
	if ('refused' in entered) throw new Plain(`${name} was not let in: ${entered.sentence}`);
	const native = await Native.connect({ url: entered.url, token: entered.token, sound: voice(150) });
	return {
		native,
		async leaves() {
			client.unfollow();
			await native.leave();
		}
	};
}
