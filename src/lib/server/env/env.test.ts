import { afterEach, expect, test } from 'vitest';
import { env, faults } from './index.ts';
import { names, variables } from './variables.ts';

const good = {
	DATABASE_URL: 'postgres://a:b@127.0.0.1:5432/c',
	LIVEKIT_URL: 'wss://video.example.org',
	LIVEKIT_API_KEY: 'k',
	LIVEKIT_API_SECRET: 's'
};

afterEach(() => {
	delete process.env.REHEARSAL_PACE;
});

test('what is needed and nothing else: no fault; without it each is named', () => {
	expect(faults(good, true)).toEqual([]);
	expect(faults({}, false)).toEqual([]);
	expect(faults({}, true)).toEqual([
		'DATABASE_URL is not set.',
		'LIVEKIT_URL is not set.',
		'LIVEKIT_API_KEY is not set.',
		'LIVEKIT_API_SECRET is not set.'
	]);
});

test.each([
	['PORT', '70000', 'PORT must be a whole number from 0 to 65535.'],
	['PORT', 'three', 'PORT must be a whole number from 0 to 65535.'],
	[
		'ORIGIN',
		'circles.example.org',
		'ORIGIN must be an address like https://circles.example.org, with nothing after the name and the port.'
	],
	[
		'ORIGIN',
		'https://circles.example.org/',
		'ORIGIN must be an address like https://circles.example.org, with nothing after the name and the port.'
	],
	['DATABASE_URL', 'mysql://a/b', 'DATABASE_URL must be an address like postgres://name:password@127.0.0.1:5432/evenround.'],
	['SMTP_URL', 'mail.example.org', 'SMTP_URL must be an address like smtps://user:password@mail.example.org.'],
	['CARD_KEY', 'c4c4', 'CARD_KEY must be 64 hexadecimal characters.'],
	['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error.'],
	['DEEP_WORK_WITHOUT_COVER', 'true', 'DEEP_WORK_WITHOUT_COVER must be yes or no.'],
	['MEMBER_CIRCLE_SEATS', '12', 'MEMBER_CIRCLE_SEATS must be a whole number from 0 to 6.'],
	['REHEARSAL_PACE', '0', 'REHEARSAL_PACE must be a number above 0, like 0.5.'],
	['SAFETY_CONTACT_EMAIL', 'nobody', 'SAFETY_CONTACT_EMAIL must be an e-mail address.'],
	['BODY_SIZE_LIMIT', '1 MB', 'BODY_SIZE_LIMIT must be a number of bytes, like 512K.']
])('%s=%s', (name, value, sentence) => {
	expect(faults({ ...good, [name]: value }, true)).toEqual([sentence]);
});

test('half of what belongs together is one fault, whichever half', () => {
	expect(faults({ ...good, ALERT_WEBHOOK_URL: 'https://bridge.example.org/' })).toEqual([
		'Only ALERT_WEBHOOK_URL of ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET is set: set all of them, or none.'
	]);
	expect(faults({ LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 's' })).toEqual([
		'Only LIVEKIT_API_KEY and LIVEKIT_API_SECRET of LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET is set: set all of them, or none.'
	]);
});

test.each([
	['SMPT_URL', 'SMTP_URL'],
	['VAPID_PUBLICKEY', 'VAPID_PUBLIC_KEY'],
	['alert_webhook_url', 'ALERT_WEBHOOK_URL'],
	['SAFTEY_CONTACT_EMIAL', 'SAFETY_CONTACT_EMAIL']
])('%s is a misspelt name', (name, meant) => {
	expect(faults({ ...good, [name]: 'x' })).toEqual([`${name} is nothing that Evenround reads: ${meant} is probably meant.`]);
});

test('names of others are left alone, and a second spelling of what is set too', () => {
	const others = {
		PATH: '/bin',
		NODE_ENV: 'production',
		npm_config_cache: 'x',
		POSTGRES_PASSWORD: 'x',
		TEST_DATABASE_URL: 'x',
		DATABASE_URI: 'x',
		LIVEKIT_CONFIG: 'x',
		HOSTNAME: 'x',
		LOGNAME: 'x'
	};
	expect(faults({ ...good, ...others })).toEqual([]);
});

test('an empty text is what is not set, as a compose file passes it on', () => {
	expect(faults({ ...good, ...Object.fromEntries(names.filter((name) => !(name in good)).map((name) => [name, ''])) }, true)).toEqual([]);
});

test('no sentence repeats a value', () => {
	const value = 'pass word 1234';
	const all = faults(Object.fromEntries(names.map((name) => [name, value])), true);
	expect(all.length).toBeGreaterThan(15);
	expect(all.filter((sentence) => sentence.includes(value))).toEqual([]);
});

test('it is read when it is asked for, in its type, and what is not set has its default', () => {
	expect([env.PORT, env.REHEARSAL_PACE, env.MAIL_FROM]).toEqual([3000, 1, variables.MAIL_FROM.or]);
	process.env.REHEARSAL_PACE = ' 0.25 ';
	expect(env.REHEARSAL_PACE).toBe(0.25);
	process.env.REHEARSAL_PACE = 'quick';
	expect(() => env.REHEARSAL_PACE).toThrow('REHEARSAL_PACE must be a number above 0');
});
