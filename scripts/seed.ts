// `npm run seed`, and what `npm start` runs by itself: the first people, so that a newcomer can try. An operator, two facilitators,
// four participants, a circle and a gathering that begins soon. Only into a database where nobody is; who can sign in stands in
// DATA_DIR/first-people.txt afterwards.
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formats } from '../src/lib/gathering/formats/index.ts';
import { hashPassword } from '../src/lib/server/accounts/password.ts';
import { addFacilitator, createCircle } from '../src/lib/server/circles/circles.ts';
import { grantCredential } from '../src/lib/server/accounts/credentials.ts';
import { closeDb, db } from '../src/lib/server/db/index.ts';
import { accounts } from '../src/lib/server/db/schema-accounts.ts';
import { members } from '../src/lib/server/db/schema-circles.ts';
import { giveConsent, wording } from '../src/lib/server/accounts/consent.ts';
import { schedule } from '../src/lib/server/planning/schedule.ts';

const minuteMs = 60_000;
const beginsInMs = 14 * minuteMs;
const credentialMs = 365 * 24 * 60 * minuteMs;

if (!process.env.DATABASE_URL) {
	console.error('DATABASE_URL is not set.');
	process.exit(2);
}
const dir = process.env.DATA_DIR || '.data';
const kept = path.join(dir, 'first-people.txt');
try {
	const [somebody] = await db().select({ id: accounts.id }).from(accounts).limit(1);
	const lines = somebody ? [] : await seed();
	mkdirSync(dir, { recursive: true });
	if (lines.length > 0 || !existsSync(kept)) writeFileSync(kept, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
	console.log(somebody ? 'Somebody has an account here already: nobody was added.' : lines.join('\n'));
} finally {
	await closeDb();
}

/** Returns the lines that say who can sign in. */
async function seed(): Promise<string[]> {
	const password = newPassword();
	const passwordHash = await hashPassword(password);
	const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
	const person = async (name: string, operator = false) => {
		const email = `${name.toLowerCase()}@example.org`;
		const [made] = await db().insert(accounts).values({ email, name, passwordHash, timeZone, operator }).returning();
		await giveConsent({ accountId: made!.id }, wording().version);
		return made!;
	};
	const host = await person('Hanna', true);
	const mira = await person('Mira');
	const tomas = await person('Tomas');
	const others = [await person('Ana'), await person('Jonas'), await person('Sol'), await person('Wren')];
	for (const { id } of [mira, tomas]) await grantCredential(id, new Date(Date.now() + credentialMs), 'command');

	const format = formats[0]!;
	const circleId = await createCircle(host.id, host.name, {
		title: 'Thursday circle',
		theme: 'What is still with us',
		isFor: 'People who had an experience that stays with them and would like company while it settles.',
		isNot: 'Treatment, advice, or a place to plan the next one.',
		access: 'open',
		formatId: format.id
	});
	await addFacilitator(circleId, mira.email, 'facilitator', host.id);
	await addFacilitator(circleId, tomas.email, 'coFacilitator', host.id);
	await db()
		.insert(members)
		.values(others.map(({ id, name }) => ({ circleId, accountId: id, name })));
	const startsAt = new Date(Math.ceil((Date.now() + beginsInMs) / minuteMs) * minuteMs);
	await schedule(circleId, { format, startsAt, zone: timeZone, minutes: format.minutes, seats: format.maxSeats });

	const emails = (people: { email: string }[]) => people.map(({ email }) => email).join(', ');
	return [
		'Who can sign in, to try it (they are made up, and share one password):',
		`  password      ${password}`,
		`  host          ${host.email} (also the operator, who gives credentials)`,
		`  facilitators  ${emails([mira, tomas])}`,
		`  participants  ${emails(others)}`
	];
}

/** Four groups of four letters that are not mistaken for each other. */
function newPassword(): string {
	const letters = 'abcdefghjkmnpqrstuvwxyz';
	const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
	return [group(), group(), group(), group()].join('-');
}
