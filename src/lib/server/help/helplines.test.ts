import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emergencyIn, linesIn, shippedLines } from '../../helplines/index.ts';
import { laidOver, listing, readHelplines } from './helplines.ts';

const line = {
	id: 'se-sam',
	country: 'SE',
	name: 'Sam',
	call: ['08-555 01 00'],
	hours: null,
	forWhom: ['distress'],
	sources: ['https://example.org/sam'],
	verifiedAt: '2026-11-01'
};
const now = Date.parse('2026-11-21');
const over = (file: object) => laidOver(shippedLines, JSON.stringify(file));
const accepted = (file: object) => {
	const read = over(file);
	if ('refused' in read) throw new Error(read.why);
	return read;
};
const why = (file: object) => {
	const read = over(file);
	return 'refused' in read ? read.why : null;
};

test('an operator adds a line', () => {
	expect(linesIn(accepted({ lines: [line] }), 'SE', now).map(({ name }) => name)).toEqual(['Sam']);
});

test('a line of the same id replaces the shipped one; a removed one is gone', () => {
	const read = accepted({ lines: [{ ...line, id: 'gb-shout', country: 'GB' }], remove: ['gb-childline'] });
	expect(linesIn(read, 'GB', now).map(({ id, name }) => [id, name])).toEqual([
		['gb-shout', 'Sam'],
		['gb-samaritans', 'Samaritans']
	]);
});

test('an emergency number of the operator’s own stands instead of ours, and is marked as theirs', () => {
	const read = accepted({ emergency: { DE: '110', MA: '150' } });
	expect([emergencyIn(read, 'DE'), emergencyIn(read, 'MA'), emergencyIn(read, 'AT')]).toEqual(['110', '150', '112']);
	expect(read.emergency.own).toEqual(['DE', 'MA']);
});

test('a malformed file is refused with the place and the reason', () => {
	expect(laidOver(shippedLines, '{ "lines": [')).toMatchObject({ refused: 'malformed', why: expect.stringContaining('not JSON') });
	expect(why({ lines: [{ ...line, country: 'Sweden' }] })).toBe('lines.0.country: a country is two capital letters, such as DE');
	expect(why({ lines: [{ ...line, call: ['ring Sam'] }] })).toContain('lines.0.call.0: a number has digits');
	expect(why({ lines: [{ ...line, call: undefined }] })).toContain('a line has numbers to call');
	expect(why({ lines: [{ ...line, sources: [] }] })).toContain('lines.0.sources');
	expect(why({ lines: [{ ...line, verifiedAt: 'lately' }] })).toContain('verifiedAt is a date');
	expect(why({ lines: [line, line] })).toContain('se-sam stands there twice');
	expect(why({ remove: ['gb-nobody'] })).toContain('gb-nobody');
	expect(why({ linse: [] })).toContain('linse');
});

test('the file is read at the start; one that is not there or is malformed stops it', () => {
	const dir = mkdtempSync(path.join(tmpdir(), 'evenround-helplines-'));
	onTestFinished(() => rmSync(dir, { recursive: true }));
	const at = (name: string, text: string) => {
		const file = path.join(dir, name);
		writeFileSync(file, text);
		return file;
	};
	expect(() => readHelplines('/nowhere/helplines.json')).toThrow('HELPLINES_FILE (/nowhere/helplines.json) cannot be read');
	expect(() => readHelplines(at('bad.json', '[]'))).toThrow('is malformed');
	expect(listing()).toBe(shippedLines);
	readHelplines(at('good.json', JSON.stringify({ lines: [line] })));
	expect(linesIn(listing(), 'SE', now)).toHaveLength(1);
});
