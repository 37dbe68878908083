// The gate in sound, on elements that do what a browser does before a first press: they play when muted, and refuse when not.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Voices } from './voices.ts';

let pressed = false;

class Element {
	dataset = {};
	muted = false;
	srcObject: unknown = null;
	play() {
		const may = pressed || this.muted;
		return may ? Promise.resolve() : Promise.reject(Object.assign(new Error('no press yet'), { name: 'NotAllowedError' }));
	}
	remove() {}
}

beforeEach(() => {
	pressed = false;
	vi.stubGlobal('document', { createElement: () => new Element(), body: { append: () => {} } });
	vi.stubGlobal('MediaStream', class {});
});
afterEach(() => vi.unstubAllGlobals());

const track = () => ({ enabled: true }) as MediaStreamTrack;
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** What was told since the beginning. */
function listening() {
	const voices = new Voices();
	const told: boolean[] = [];
	voices.onblocked = (blocked) => told.push(blocked);
	return { voices, told };
}

for (const order of [
	['holder', 'other'],
	['other', 'holder']
])
	test(`“Hear the circle” stays until it is pressed, voices arriving as ${order.join(', ')}`, async () => {
		const { voices, told } = listening();
		for (const who of order) voices.add(who, who, track());
		for (let look = 0; look < 4; look++) {
			voices.let(new Set(['holder']));
			await settled();
		}
		expect(told).toEqual([true]);
		pressed = true;
		voices.start();
		await settled();
		expect(told).toEqual([true, false]);
	});

test('what should sound no more, or is gone, needs no press', async () => {
	const { voices, told } = listening();
	voices.add('a', 'holder', track());
	voices.let(new Set(['holder']));
	await settled();
	voices.let(new Set());
	await settled();
	expect(told).toEqual([true, false]);
	voices.let(new Set(['holder']));
	await settled();
	voices.remove('a');
	expect(told).toEqual([true, false, true, false]);
});

test('one person’s second track takes nothing from the first, and each is silent once it is gone or outside the gate', () => {
	const { voices } = listening();
	const [first, second] = [track(), track()];
	voices.add('first', 'Ana', first);
	voices.add('second', 'Ana', second);
	expect([first.enabled, second.enabled]).toEqual([false, false]);
	voices.let(new Set(['Ana']));
	expect([first.enabled, second.enabled]).toEqual([true, true]);
	voices.remove('first');
	expect([first.enabled, second.enabled]).toEqual([false, true]);
	voices.let(new Set());
	expect([first.enabled, second.enabled]).toEqual([false, false]);
});
