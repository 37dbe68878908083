import { describe, expect, test } from 'vitest';
import { postedCommand, postedJoin, postedWords } from './commands.ts';

const commandId = '2f1c9f0e-5b1f-4f0e-9d3a-5f3f2f1c9f0e';
const posted = (command: unknown) => postedCommand({ commandId, command });

describe('what a page may post', () => {
	test('a seat’s command, as it is', () => {
		expect(posted({ type: 'FINISH', turnId: 'turn:1' })).toEqual({ commandId, command: { type: 'FINISH', turnId: 'turn:1' } });
		expect(posted({ type: 'TAKEOVER', kind: 'support', seat: null })).not.toBeNull();
	});
	test.each(['SEAT', 'CREDENTIAL', 'UNSEAT', 'CONNECTION', 'OUTAGE', 'TIMER', 'CANCEL', 'JOIN', 'OPEN_CARD'])(
		'%s is not a page’s to give',
		(type) => expect(posted({ type, seat: 1, role: 'facilitator', credentialUntil: 9e15, name: 'offer', id: 'x' })).toBeNull()
	);
	test('nothing beside it: a body that names its own actor is refused', () => {
		expect(posted({ type: 'LEAVE', by: { kind: 'host' } })).toBeNull();
		expect(posted({ type: 'LEAVE', seat: 2 })).toBeNull();
		expect(postedCommand({ commandId, command: { type: 'LEAVE' }, seat: 2 })).toBeNull();
	});
	test('every command has an id', () => {
		expect(postedCommand({ command: { type: 'LEAVE' } })).toBeNull();
		expect(postedCommand({ commandId: 'no', command: { type: 'LEAVE' } })).toBeNull();
	});
	test('values outside their range are refused', () => {
		expect(posted({ type: 'BELL', ms: -1 })).toBeNull();
		expect(posted({ type: 'ADMIT', seat: 1.5 })).toBeNull();
		expect(posted({ type: 'RESUME', mode: 'somehow' })).toBeNull();
		expect(posted('FINISH')).toBeNull();
	});
});

test('a join names its device; words are short', () => {
	expect(postedJoin({ commandId, device: 'd', moveHere: false, camera: true })).not.toBeNull();
	expect(postedJoin({ commandId, device: '', moveHere: false, camera: true })).toBeNull();
	expect(postedWords({ turnId: 't', text: 'x'.repeat(2000), revision: 1 })).not.toBeNull();
	expect(postedWords({ turnId: 't', text: 'x'.repeat(2001), revision: 1 })).toBeNull();
});
