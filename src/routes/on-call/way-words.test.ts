import { expect, test } from 'vitest';
import { untried, wayWords } from './way-words';

test('each way says what came of it', () => {
	expect(wayWords({ carrier: 'push', came: 'handed over' })).toBe('To a device: handed over.');
	expect(wayWords({ carrier: 'webhook', came: 'again', why: 'it answered 500' })).toBe(
		'To your alert topic: failed (it answered 500), and is tried again.'
	);
	expect(wayWords({ carrier: 'mail', came: 'outbox' })).toContain('not sent');
});

test('a way that was not tried is named; one this place does not have is not', () => {
	const mail = [{ carrier: 'mail', came: 'handed over' } as const];
	expect(untried(mail, { device: false, topic: undefined })).toEqual(['To a device: not tried; you allowed none yet.']);
	expect(untried(mail, { device: true, topic: null })).toEqual([
		'To a device: not tried; you allowed one afterwards.',
		'To an alert topic: not tried; you gave none yet.'
	]);
	expect(
		untried([...mail, { carrier: 'push', came: 'waiting' }, { carrier: 'webhook', came: 'waiting' }], { device: true, topic: 'rosa' })
	).toEqual([]);
});
