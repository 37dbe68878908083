// Names that people have stay as they wrote them; names of nothing are none; look-alikes of whoever holds the circle get a number.
import { expect, test } from 'vitest';
import { skeleton, toldApart, unnumbered } from './alike.ts';
import { asName } from './name.ts';

test('names that people have stay as they wrote them: joiners, marks, choosers of a shape, any script', () => {
	const theirs = [
		'ශ්\u200Dරීමතී',
		'علی\u200Cرضا',
		'പ്രവീണ്\u200D',
		'🏳️\u200D⚧️ Ash',
		'👩\u200D🦽 Kim',
		'👨\u200D👩\u200D👧',
		'Zoë 🌿',
		'Zoe\u0308',
		'Nguyễn Thị Ánh',
		'Ngu\u0302\u0303n',
		'O’Connor-Łuczak',
		"D'Arcy",
		'李小龍',
		'葛\u{E0100}城',
		'မြတ်နိုး',
		'ནོར་བུ',
		'עֲדִינָה',
		'مُحَمَّد',
		'ᠮᠣᠩᠭᠣᠯ',
		'ᠰᠠᠷ\u180Eᠠ',
		'ܬܐܘܡܐ',
		'🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} Jo',
		'X Æ',
		'J.',
		'7',
		'★',
		'नीना',
		'கிருஷ்ணா',
		'🇺🇦 Olha',
		'1️⃣'
	];
	expect(theirs.map(asName)).toEqual(theirs);
});

test('a name in which there is nothing to see is none', () => {
	for (const nothing of [
		'',
		' ',
		'\u200B ',
		'\u3164',
		'\u2800',
		'\u115F',
		'\u1160',
		'\uFFA0',
		'\u200D',
		'\u200C\u200D',
		'\uFE0F',
		'\u0301\u0302',
		'\uE000',
		'\u{F0000}',
		'\u0378',
		'\uFEFF',
		'\u00AD',
		'\u2060',
		'\u{E0067}',
		'.',
		'…',
		'—',
		'()',
		'\uD800',
		'\u180E',
		'\u034F',
		'\u061C'
	])
		expect(asName(nothing), JSON.stringify(nothing)).toBeNull();
});

test('what nobody sees is taken out, spaces are tidied, towers of marks are cut, forty characters are enough', () => {
	expect(asName('  Ana   Maria ')).toBe('Ana Maria');
	expect(asName('A\u202Ena\u200B')).toBe('Ana');
	expect(asName('F\u3164')).toBe('F');
	expect(asName('Ana\u2800\u2800B')).toBe('Ana B');
	expect(asName('\u2066Ana\u2069\u0000')).toBe('Ana');
	expect(asName('A\u200D\u200D\u200Dna\u200D')).toBe('A\u200Dna');
	expect(asName(`A${'\u0300'.repeat(36)}na`)).toBe(`A${'\u0300'.repeat(6)}na`);
	expect(asName('\u0300Ana')).toBe('Ana');
	expect(asName('Ana\uFE0F\uFE0F\uFE0F')).toBe('Ana\uFE0F');
	expect(asName('Ana \u200D Bo')).toBe('Ana Bo');
	expect(asName('🌿'.repeat(40))).not.toBeNull();
	expect(asName('a'.repeat(41))).toBeNull();
});

test('what could be taken for one another has the same skeleton; what people tell apart has not', () => {
	for (const like of [
		'MIRA',
		'Міra',
		'Мirа',
		'Ｍｉｒａ',
		'ΜΙRA',
		'Míra',
		'M i r a',
		'Mira.',
		'Mira ◉',
		'Mirа\u200D',
		'Mıra',
		'M1ra',
		'ᴍɪʀᴀ',
		'𝓜𝓲𝓻𝓪',
		'Mira 🌿',
		'Mlra'
	])
		expect(skeleton(like), like).toBe(skeleton('Mira'));
	expect(skeleton('F\u3164')).toBe(skeleton('F'));
	expect(skeleton('Arno')).toBe(skeleton('Amo'));
	for (const [one, other] of [
		['Mira', 'Mara'],
		['Mira', 'Mira K.'],
		['नीना', 'नाना'],
		['李', '王'],
		['🌿', '🌱'],
		['علی', 'علا'],
		['Anna', 'Ana']
	])
		expect(skeleton(one!), `${one} ${other}`).not.toBe(skeleton(other!));
});

test('whoever looks like somebody who holds the circle gets a number; nobody else does, and holders keep their names', () => {
	const people = new Map([
		[1, { name: 'Mira', holds: true }],
		[2, { name: 'Міra', holds: false }],
		[3, { name: 'Ana', holds: false }],
		[4, { name: 'ana', holds: false }],
		[5, { name: 'mira ', holds: false }],
		[6, { name: 'Mira (2)', holds: false }],
		[7, { name: 'MIRA', holds: true }]
	]);
	expect([...toldApart(people).values()]).toEqual(['Mira', 'Міra (3)', 'Ana', 'ana', 'mira  (4)', 'Mira (2)', 'MIRA']);
	expect(unnumbered('Міra (3)')).toBe('Міra');
	expect(unnumbered('Ana (née Kos)')).toBe('Ana (née Kos)');
});
