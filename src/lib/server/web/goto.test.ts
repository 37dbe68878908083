import { expect, test } from 'vitest';
import { signInFor, wayBack } from './goto.ts';

test('signing in leads back to where one was, and never to another site', () => {
	const here = new URL(signInFor('/gatherings/4f/join'), 'https://circle.example');
	expect(wayBack(here.searchParams.get('to'))).toBe('/gatherings/4f/join');
	for (const away of [
		null,
		'',
		'https://evil.example',
		'//evil.example',
		'/\\evil.example',
		'javascript:alert(1)',
		'/a\nb',
		'/?x=//evil'
	]) {
		expect(wayBack(away), String(away)).toBe('/circles');
	}
});
