// The page says that it is here: often enough in view, by the beats where its clocks are slowed, at once on waking.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Here } from './here';

const stream = 'a-stream';
let now = 0;
let answers: (number | null)[] = [];
let said: number[] = [];
let gone = 0;
let here: Here;

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000_000 });
	now = 1_000_000;
	[answers, said, gone] = [[], [], 0];
	vi.stubGlobal('fetch', async (path: string, { headers }: RequestInit) => {
		expect([path, headers]).toEqual(['/api/gatherings/g/here', { 'x-stream': stream }]);
		said.push((now - 1_000_000) / 1000);
		const status = answers.shift() ?? 204;
		if (status === 0) throw new TypeError('no network');
		return { status };
	});
	here = new Here('g', () => (gone += 1), now);
	here.opened(stream, now);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

async function passes(seconds: number): Promise<void> {
	now += seconds * 1000;
	await vi.advanceTimersByTimeAsync(seconds * 1000);
}
/** A page in view looks every second, and hears a beat every five. */
async function seconds(n: number, { ticks = true, beats = true } = {}): Promise<string[]> {
	const found = new Set<string>();
	for (let second = 1; second <= n; second++) {
		await passes(1);
		if (beats && second % 5 === 0) {
			found.add(here.look(now));
			here.say(now);
		}
		if (ticks) {
			found.add(here.look(now));
			here.say(now);
		}
	}
	return [...found];
}

it('in view: every nine seconds; slowed: with every second beat', async () => {
	expect(await seconds(30)).toEqual(['here']);
	expect(said).toEqual([9, 18, 27]);
	said = [];
	expect(await seconds(30, { ticks: false })).toEqual(['here']);
	expect(said.map((at) => at - 30)).toEqual([10, 20, 30]);
});

it('a word that was not taken is said again soon; without any for twenty seconds the page is away', async () => {
	answers = [0, 503, 401, 204];
	expect(await seconds(16)).toEqual(['here']);
	expect(said).toEqual([9, 11, 13, 15]);
	answers = Array<number>(20).fill(0);
	expect(await seconds(20)).toEqual(['here', 'away']);
	expect(here.saidAt).toBe(1_015_000);
});

it('a page that was stopped finds so at once, and says that it is here', async () => {
	await seconds(10);
	await passes(30);
	expect(here.look(now)).toBe('slept');
	here.say(now);
	expect(said).toEqual([9, 40]);
	await passes(1);
	expect(here.look(now)).toBe('here');
});

it('a short sleep is no absence', async () => {
	await seconds(10);
	await passes(15);
	expect(here.look(now)).toBe('here');
});

it('a stream that no node knows is opened anew, and nothing is said before it is', async () => {
	answers = [410];
	await seconds(12);
	expect([gone, said]).toEqual([1, [9]]);
	here.opened(stream, now);
	await seconds(10);
	expect([gone, said]).toEqual([1, [9, 21]]);
});
