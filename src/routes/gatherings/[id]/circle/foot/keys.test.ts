// The keys as keyboards of other scripts and countries send them.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen, type Keys } from './keys.ts';

let press: (event: KeyboardEvent) => void;
let heard: string[] = [];
let stop: () => void;

beforeEach(() => {
	heard = [];
	Object.assign(globalThis, {
		window: { addEventListener: (_: string, pressed: typeof press) => (press = pressed), removeEventListener: () => {} }
	});
	const says = (what: keyof Keys) => () => void heard.push(what);
	stop = listen({
		mic: says('mic'),
		camera: says('camera'),
		help: says('help'),
		where: says('where'),
		hide: says('hide'),
		support: says('support')
	});
});
afterEach(() => {
	stop();
	Reflect.deleteProperty(globalThis, 'window');
});

/** What Ctrl and a key do, and whether the browser's own meaning is kept away from it. */
function ctrl(key: string, code: string, shiftKey = false): string | undefined {
	let prevented = false;
	heard = [];
	press({
		key,
		code,
		shiftKey,
		ctrlKey: true,
		metaKey: false,
		altKey: false,
		repeat: false,
		timeStamp: 0,
		preventDefault: () => (prevented = true)
	} as unknown as KeyboardEvent);
	expect(prevented).toBe(heard.length > 0);
	return heard[0];
}

test.each([
	['English', 'd', 'e', 'i'],
	['Russian', 'в', 'у', 'ш'],
	['Greek', 'δ', 'ε', 'ι'],
	['Hebrew', 'ג', 'ק', 'ן'],
	['Arabic', 'ي', 'ث', 'ه'],
	['Turkish', 'd', 'e', 'ı']
])('microphone, camera and who speaks, on a keyboard that is %s', (_, d, e, i) => {
	expect([ctrl(d, 'KeyD'), ctrl(e, 'KeyE'), ctrl(i, 'KeyI')]).toEqual(['mic', 'camera', 'where']);
	expect([ctrl(d.toUpperCase(), 'KeyD', true), ctrl(e.toUpperCase(), 'KeyE', true), ctrl(i.toUpperCase(), 'KeyI', true)]).toEqual([
		undefined,
		undefined,
		undefined
	]);
});

test.each([
	['English', '.', 'Period', false],
	['English, with Shift', '>', 'Period', true],
	['German, with Shift', ':', 'Period', true],
	['French: the dot above the semicolon', '.', 'Comma', true],
	['French: where the dot lies elsewhere', ':', 'Period', false],
	['Russian: the dot itself', '.', 'Slash', false],
	['Russian: where the dot lies elsewhere', 'ю', 'Period', false],
	['Greek', '.', 'Period', false],
	['Hebrew: the dot itself', '.', 'Slash', false],
	['Hebrew: where the dot lies elsewhere', 'ץ', 'Period', false],
	['Arabic: the dot itself', '.', 'KeyL', true],
	['Arabic: where the dot lies elsewhere', 'ز', 'Period', false],
	['Dvorak: the dot where others have E', '.', 'KeyE', false]
])('support, %s', (_, key, code, shift) => expect(ctrl(key, code, shift)).toBe('support'));

test.each([
	['English', '?', 'Slash'],
	['German', '/', 'Digit7'],
	['French: the stroke above the colon', '/', 'Period'],
	['French: the question mark', '?', 'KeyM'],
	['Russian', ',', 'Slash'],
	['Hebrew', '?', 'Slash']
])('the list of keys, %s', (_, key, code) => expect(ctrl(key, code, true)).toBe('help'));

test('what a Latin keyboard has elsewhere is left to the browser', () => {
	expect([ctrl('v', 'Period'), ctrl('Z', 'Slash', true), ctrl('c', 'KeyI'), ctrl('/', 'Slash'), ctrl('f', 'KeyF')]).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
		undefined
	]);
	expect([ctrl('e', 'KeyD'), ctrl("'", 'KeyE')]).toEqual(['camera', undefined]);
});
