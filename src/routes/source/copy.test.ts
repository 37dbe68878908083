// What is said about the source, and that every page leads there.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { waitsForConsent } from '../../lib/server/web/goto.ts';
import { sourceOf } from './copy.ts';

const read = (file: string): string => readFileSync(file, 'utf8');

test('once the operator has said where it is, everybody is led there', () => {
	const told = sourceOf('https://forge.example.org/you/evenround', false);
	expect(told).toMatch(/is there:$/);
	expect(sourceOf('https://forge.example.org/you/evenround', true)).toBe(told);
});

test('until then people read that they may ask, and the operator what to set', () => {
	expect(sourceOf(null, false)).toContain('has not said');
	expect(sourceOf(null, false)).not.toContain('SOURCE_URL');
	expect(sourceOf(null, true)).toContain('Set SOURCE_URL');
});

test('the frame of every page leads there, and so does the circle, which brings its own frame', () => {
	const footer = /<footer>[^]*<\/footer>/.exec(read('src/routes/+layout.svelte'))?.[0];
	expect(footer).toContain('<a href="/source">');
	expect(read('src/routes/gatherings/[id]/circle/dialogs/MoreDialog.svelte')).toContain('<a href="/source" target="_blank">');
});

test('it is open before one has agreed to anything', () => {
	expect(waitsForConsent('/source')).toBe(false);
	expect(waitsForConsent('/circles')).toBe(true);
});
