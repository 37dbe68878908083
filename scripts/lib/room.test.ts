// A folder in which Evenround can be built: said before anything is fetched.
import { expect, test } from 'vitest';
import { oddName, tooFull } from './room.mjs';

test.each(['/srv/evenround', '/home-of/me/my circles', '/srv/evenround-1.2', 'C:\\circles\\evenround', '/srv/ünder_way'])(
	'%s is well',
	(folder) => {
		expect(oddName(folder)).toBeNull();
	}
);

test.each(['/srv/evenround-main (1)', '/srv/[circles]', '/srv/{a}', '/srv/hello!', '/srv/what?', '/srv/a*', '/srv/a|b'])(
	'%s is told of',
	(folder) => {
		const said = oddName(folder);
		expect(said).toContain(folder);
		expect(said).toMatch(/Rename the folder/);
	}
);

test('names what is odd once', () => {
	expect(oddName('/srv/(a)(b)')).toContain('holds ( )\n');
});

test('a disk that is too full says how much there is and how much is needed', () => {
	expect(tooFull(2e9, 1e9, 'it')).toBeNull();
	expect(tooFull(3.2e8, 1e9, 'Evenround in /srv')).toBe(
		'there is too little room for Evenround in /srv: 320 MB are free, and 1000 MB are needed'
	);
});
