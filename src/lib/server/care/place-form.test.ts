import { expect, test } from 'vitest';
import { placeFrom } from './place-form.ts';

function read(change: Record<string, string> = {}) {
	const form = new FormData();
	for (const [name, value] of Object.entries({ title: 'The night line', about: 'To talk, at night', reach: '+49 30 123 456', ...change }))
		form.set(name, value);
	return placeFrom(form);
}

test('a number to ring, or an https address', () => {
	for (const reach of ['112', '+49 30 123 456', '(030) 123-456', 'https://help.example/now?in=de'])
		expect(read({ reach })).toMatchObject({ words: { reach } });
});

test.each([
	'javascript:alert(1)',
	'http://help.example',
	'https://name:word@help.example',
	'https://localhost',
	'data:text/html,x',
	'//help.example',
	'ring Mira',
	'12',
	'+-./'
])('%s is neither', (reach) => expect(read({ reach })).toMatchObject({ errors: { reach: expect.stringContaining('https://') as string } }));

test('nothing stays empty, nothing is longer than it may be, and everything is one line', () => {
	expect(read({ title: ' ', about: '' })).toMatchObject({
		errors: { title: expect.any(String) as string, about: expect.any(String) as string }
	});
	expect(read({ title: 'x'.repeat(61) })).toMatchObject({ errors: { title: 'At most 60 characters, please.' } });
	expect(read({ about: 'x'.repeat(160) })).toMatchObject({ words: { about: 'x'.repeat(160) } });
	expect(read({ about: 'one\n\n two' })).toMatchObject({ words: { about: 'one two' } });
});
