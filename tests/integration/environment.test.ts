// A place with a faulty environment does not start: it says what is wrong, every part of it, and shows no secret.
import { expect, test } from 'vitest';
import { freshDatabase, startApp, testCardKey } from '../support/servers.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { Plain } from '../../scripts/lib/say.ts';

const refused = async (env: Record<string, string>) => {
	const databaseUrl = await freshDatabase();
	const answer = await startApp({ databaseUrl, dataDir: temporaryDir(), env }).then(
		async (app) => (await app.stop(), 'it started'),
		(error: unknown) => (error instanceof Plain ? error.message : String(error))
	);
	return answer;
};

test('each fault is one sentence, and no value is printed', async () => {
	const said = await refused({
		PUSH_SERVICES: 'https://one',
		CARD_KEY: testCardKey.slice(2),
		SMPT_URL: 'smtps://ana:hidden-word@mail.example.org',
		ALERT_WEBHOOK_URL: 'https://bridge.example.org/hidden-word'
	});
	for (const sentence of [
		'Evenround does not start, because of its environment',
		'CARD_KEY must be 64 hexadecimal characters.',
		'PUSH_SERVICES must be names of hosts with spaces between them.',
		'Only ALERT_WEBHOOK_URL of ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET is set',
		'SMPT_URL is nothing that Evenround reads: SMTP_URL is probably meant.'
	])
		expect(said).toContain(sentence);
	expect(said).not.toMatch(/hidden-word|c4c4/);
}, 180_000);

test('without a database it does not pretend to run', async () => {
	expect(await refused({ DATABASE_URL: '' })).toContain('DATABASE_URL is not set.');
}, 180_000);
