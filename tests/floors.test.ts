// The floors of src/lib/server, held by a machine: whoever opens a room needs to know only those that lie below it.
import { describe, expect, test } from 'vitest';
import { carriers, floors, outside, rooms, wayOutward } from './support/floors.ts';
import { code, files, importsOf, read } from './support/source.ts';

const server = 'src/lib/server/';
const all = files().filter((file) => file.startsWith(server));
const floorOf = new Map(floors.flatMap((floor, index) => Object.keys(floor).map((room) => [room, index] as const)));

/** The room in which a file lies; the file itself where it lies in none. */
const roomOf = (file: string): string => file.slice(server.length).split('/')[0]!;

describe('the floors of src/lib/server', () => {
	test('every file lies in a room that is in the list, and no room of the list is empty', () => {
		const found = new Set(all.map(roomOf));
		expect([...found].sort()).toEqual([...floorOf.keys(), ...outside].sort());
	});

	test('no room is on two floors', () => {
		const named = floors.flatMap((floor) => Object.keys(floor));
		expect(named.filter((room, index) => named.indexOf(room) !== index)).toEqual([]);
	});

	test('a room imports only from lower floors, types included', () => {
		const breaches = all
			.flatMap((file) =>
				importsOf(file)
					.filter((one) => one.file?.startsWith(server))
					.map((one) => ({ file, to: one.file! }))
			)
			.filter(({ file, to }) => roomOf(file) !== roomOf(to) && !outside.includes(roomOf(file)))
			.filter(({ file, to }) => !(floorOf.get(roomOf(to))! < floorOf.get(roomOf(file))!))
			.map(({ file, to }) => `${file} imports ${to}`);
		expect(breaches).toEqual([]);
	});

	test('one file calls the carriers', () => {
		for (const [file, name] of Object.entries(carriers)) {
			const named = new RegExp(`import[^;]*[{,]\\s*${name}\\b[^;]*from`);
			const callers = files().filter(
				(one) => /^src\/.*\.(ts|svelte)$/.test(one) && importsOf(one).some((to) => to.file === server + file) && named.test(code(one))
			);
			expect(callers, name).toEqual([server + wayOutward]);
		}
	});

	test('the README shows the rooms as they are listed', () => {
		const lines = read('README.md').split('\n');
		const from = lines.indexOf(rooms()[0]!);
		const length = lines.slice(from).findIndex((line) => line === '');
		expect(lines.slice(from, from + length)).toEqual(rooms());
	});
});
