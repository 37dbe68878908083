// [I18] Every field of a view has a reader: what is sent to a page and read by nobody there is a sentence that nobody writes, or
// something that should not leave the server.
import { expect, test } from 'vitest';
import { code, files } from './support/source.ts';

const shape = code('src/lib/gathering/viewed.ts');
/** Where pages, their media and simulated people read views; the tests beside them read nothing for anybody. */
const readers = files().filter(
	(file) =>
		/^src\/(routes|lib\/media|lib\/ui|lib\/server\/simulated)\//.test(file) && /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts')
);
const read = readers.map((file) => code(file)).join('\n');

const named = (text: string): string[] => [...new Set([...text.matchAll(/(?:^|[{;])\s*(\w+)\??:/gm)].map(([, name]) => name!))];
/** The fields of a view itself stand one tab in; what is in them, deeper or in interfaces of its own. */
const view = shape.slice(shape.indexOf('export interface View {'));
const own = [...view.matchAll(/^\t(\w+)\??:/gm)].map(([, name]) => name!);
const deeper = named(shape).filter((name) => !own.includes(name));

/** `view.field`, or taken out of a view: `{ field } = view`, `({ field }: View)`. */
const isReadOfView = (name: string): boolean =>
	new RegExp(
		`\\b(?:view|v)\\??[.]${name}\\b|[{,]\\s*${name}\\b[^{}=;]*\\}\\s*(?:=\\s*(?:\\$derived\\()?\\(?view\\b|:\\s*(?:Pick<)?View\\b)`
	).test(read);
/** `.field`, `{ field }`, or `{ field: … }` where it is compared or passed on. */
const isRead = (name: string): boolean => new RegExp(`[.?]${name}\\b|[{,]\\s*${name}\\s*(?:[,}]|:|=)`).test(read);

test('[I18] each field of a view is read by a page', () => {
	expect(own.length).toBeGreaterThan(30);
	expect(readers.length).toBeGreaterThan(50);
	expect(own.filter((name) => !isReadOfView(name))).toEqual([]);
});

test('and so is each of what is in them', () => {
	expect(deeper.length).toBeGreaterThan(60);
	expect(deeper.filter((name) => !isRead(name))).toEqual([]);
});
