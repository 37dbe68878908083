// Before joining: nothing is promised that is not so.
import { expect, test } from 'vitest';
import { pressWords, unheldWords } from './outside-words';

const usual = { credentialed: true, onCall: true, cannot: null, rehearsal: false };

test('somebody is on call, or nobody is: each is said as it is', () => {
	expect(pressWords(usual)).toContain('somebody who is on call outside is asked to come');
	const alone = pressWords({ ...usual, onCall: false });
	expect(alone).toContain('nobody outside is on call');
	expect(alone).toContain('where else help answers');
	expect(alone).not.toContain('asked to come');
});

test('nobody trained is expected: whether it can begin, and whether anybody would come', () => {
	const without = { ...usual, credentialed: false };
	expect(unheldWords(without)).toContain('asked to come at once');
	expect(unheldWords({ ...without, onCall: false })).toContain('nobody can promise to answer');
	expect(unheldWords({ ...without, cannot: 'not-credentialed' })).toContain('It begins only when somebody with a credential is here.');
	expect(unheldWords({ ...without, cannot: 'beyond-peers' })).toContain('larger or longer');
	expect(pressWords({ ...usual, cannot: 'not-covered' })).toContain('It begins only when a second person');
	expect(unheldWords(without)).not.toContain('begins only');
});

test('a rehearsal calls nobody, whoever is on call', () => {
	for (const words of [pressWords, unheldWords]) expect(words({ ...usual, rehearsal: true })).not.toContain('asked to come');
});
