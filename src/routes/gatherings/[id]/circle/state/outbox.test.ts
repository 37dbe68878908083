// The calls of one page through every kind of broken line: each reaches the circle once, also over a reload.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import type { Answer } from './answer';
import type { Call, Kept } from './kept-call';
import { keptUnder } from './kept-under';
import { Outbox, slowMs, tryMs } from './outbox';

const call: Call = { type: 'SUPPORT', whom: 'me' };
const ok: Answer = { ok: true, version: 40 };
let stored: Map<string, string>;
let events: EventTarget;

/** The circle as a page reaches it: what it accepted, by the id it came with. */
class Far {
	accepted = new Set<string>();
	says: (first: boolean) => Answer | null = () => ok;
	withdrawn: string[] = [];
	kept: Kept[] = [];

	/** A page with an outbox of its own. */
	page(seat = 3) {
		const box = new Outbox('g', seat, {
			post: (commandId, _call, signal) =>
				new Promise((resolve) => {
					const answer = this.says(!this.accepted.has(commandId));
					signal.addEventListener('abort', () => resolve({ lost: 'silence' }));
					if (answer && 'ok' in answer) this.accepted.add(commandId);
					if (answer) resolve(answer);
				}),
			withdraw: (id) => this.withdrawn.push(id),
			changed: (kept) => (this.kept = kept)
		});
		return { box, close: box.open() };
	}
}

beforeEach(() => {
	vi.useFakeTimers();
	stored = new Map();
	events = new EventTarget();
	vi.stubGlobal('window', events);
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, text: string) => stored.set(key, text),
		removeItem: (key: string) => stored.delete(key)
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('a call', () => {
	it.each(['line', 'foreign', 'unsaved', 'login'] as const)('through %s goes out by itself when that is over, once', async (lost) => {
		const far = new Far();
		far.says = () => ({ lost });
		const { box } = far.page();
		void box.call(call);
		await vi.advanceTimersByTimeAsync(60_000);
		expect([far.kept[0]!.why, far.accepted.size, far.kept[0]!.tries > 10]).toEqual([lost, 0, true]);
		far.says = () => ok;
		await vi.advanceTimersByTimeAsync(2000);
		expect([far.accepted.size, far.kept[0]!.through]).toEqual([1, 40]);
		box.seen(viewOf('signalSent', 7));
		await vi.advanceTimersByTimeAsync(60_000);
		expect([far.accepted.size, far.kept, stored.size]).toEqual([1, [], 0]);
	});

	it('whose view came before its answer is settled by that view, and settling sends nothing', async () => {
		const far = new Far();
		far.says = () => ({ lost: 'line' });
		const { box } = far.page();
		void box.call(call);
		await vi.advanceTimersByTimeAsync(0);
		const { tries } = far.kept[0]!;
		for (let i = 0; i < 20; i++) box.settle(viewOf('held', 7));
		await vi.advanceTimersByTimeAsync(0);
		expect(far.kept[0]!.tries).toBe(tries);
		far.says = () => ok;
		await vi.advanceTimersByTimeAsync(2000);
		box.settle(viewOf('signalSent', 7));
		expect(far.kept).toEqual([]);
	});

	it('that nothing answers is told of within two seconds, and tried anew', async () => {
		const far = new Far();
		far.says = () => null;
		void far.page().box.call(call);
		await vi.advanceTimersByTimeAsync(slowMs);
		expect(slowMs).toBeLessThan(2000);
		expect(far.kept[0]!.why).toBe('silence');
		far.says = () => ok;
		await vi.advanceTimersByTimeAsync(tryMs);
		expect(far.accepted.size).toBe(1);
	});

	it('whose answer was lost on the way back is sent with the same id: it happens once', async () => {
		const far = new Far();
		const { box } = far.page();
		far.says = (first) => (first ? (far.accepted.add([...far.kept][0]!.commandId), { lost: 'line' }) : ok);
		void box.call(call);
		await vi.advanceTimersByTimeAsync(5000);
		expect([far.accepted.size, far.kept[0]!.through]).toEqual([1, 40]);
	});

	it('is taken up by the page that a reload brings, and by nobody else’s', async () => {
		const far = new Far();
		far.says = () => ({ lost: 'line' });
		const first = far.page();
		void first.box.call(call);
		await vi.advanceTimersByTimeAsync(500);
		first.close();
		far.says = () => ok;
		far.page(5);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(far.accepted.size).toBe(0);
		far.page();
		await vi.advanceTimersByTimeAsync(100);
		expect(far.accepted.size).toBe(1);
	});

	it('goes out at once when the browser is on the net again', async () => {
		const far = new Far();
		far.says = () => ({ lost: 'line' });
		void far.page().box.call(call);
		await vi.advanceTimersByTimeAsync(10_100);
		far.says = () => ok;
		events.dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(1);
		expect(far.accepted.size).toBe(1);
	});

	it('that was taken back does not go out; had it been carried, it is withdrawn', async () => {
		const far = new Far();
		far.says = () => ({ lost: 'line' });
		const { box } = far.page();
		void box.call(call);
		await vi.advanceTimersByTimeAsync(500);
		box.takeBack(far.kept[0]!.commandId);
		far.says = () => ok;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(far.accepted.size).toBe(0);
		box.seen(viewOf('signalSent', 7));
		expect([far.withdrawn, far.kept]).toEqual([['s'], []]);
	});

	it('that another tab of this browser took back is given up here too', async () => {
		const far = new Far();
		far.says = () => ({ lost: 'line' });
		void far.page().box.call(call);
		await vi.advanceTimersByTimeAsync(500);
		stored.delete(keptUnder('g'));
		events.dispatchEvent(Object.assign(new Event('storage'), { key: keptUnder('g') }));
		far.says = () => ok;
		await vi.advanceTimersByTimeAsync(60_000);
		expect([far.accepted.size, far.kept]).toEqual([0, []]);
	});
});
