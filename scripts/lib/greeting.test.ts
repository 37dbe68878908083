// What a start says: whole, or with the video server still coming, or where nobody could sign in.
import { expect, test } from 'vitest';
import { greeting } from './greeting.ts';

const about = {
	dir: '/data',
	url: 'http://localhost:3000',
	origin: 'http://localhost:3000',
	there: true,
	database: 'PostgreSQL',
	video: 'LiveKit',
	people: ''
};

test('whole, it says that it is ready', () => {
	expect(greeting(about)).toMatch(/^\nEvenround is ready: http:\/\/localhost:3000\n/);
	expect(greeting(about)).not.toMatch(/coming|soon/);
});

test('before the video server stands it says what waits, and not that it is ready', () => {
	const said = greeting({ ...about, there: false });
	expect(said).toMatch(/^\nThe pages are there: http:\/\/localhost:3000\nOnly rehearsals and rooms wait/);
	expect(said).toContain('LiveKit, soon');
	expect(said).not.toContain('is ready');
});

test('at an address where no login would be kept it says so', () => {
	expect(greeting({ ...about, origin: 'http://circles.example.org' })).toContain('Nobody can sign in at http://circles.example.org');
});
