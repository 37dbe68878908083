// GLOSSARY.md points at things that are there: each path, table and name it gives for a word; and no word has two lines in a part.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../scripts/lib/paths.ts';
import { files, read } from './support/source.ts';

const [meanings, doubled] = read('GLOSSARY.md').split('## Words that still carry two meanings') as [string, string];
const rows = (text: string): string[][] =>
	[...text.matchAll(/^\| (.+) \|$/gm)].map(([, cells]) => cells!.split(' | ')).filter(([word]) => !/^(word|-+)/.test(word!));
const ticked = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

const source = files()
	.filter((file) => /^src\/.*\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
	.map(read)
	.join('\n');
const tables = new Set([...source.matchAll(/pgTable\(\s*'(\w+)'/g)].map(([, name]) => name!));

function isThere(name: string, column: string): boolean {
	if (name.includes('/')) return existsSync(path.join(root, 'src', name)) || existsSync(path.join(root, name));
	if (new RegExp(`\\btables? [^.;]*\`${name}\``).test(column)) return tables.has(name);
	return new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(source);
}

test('each word has a meaning and a place, and stands once', () => {
	const all = rows(meanings);
	expect(all.length).toBeGreaterThan(80);
	expect(all.filter((cells) => cells.length !== 3 || ticked(cells[2]!).length === 0)).toEqual([]);
	const words = all.map(([word]) => word);
	expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
});

test('what a line points at is there', () => {
	const gone = rows(meanings).flatMap(([word, , where]) =>
		ticked(where!)
			.filter((name) => !isThere(name, where!))
			.map((name) => `${word}: ${name}`)
	);
	expect(gone).toEqual([]);
});

test('what still carries two meanings is still called so', () => {
	const done = rows(doubled).flatMap(([today]) => ticked(today!).filter((name) => !isThere(name, '')));
	expect(done).toEqual([]);
});
