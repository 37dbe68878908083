// A call that is on its way out of the browser: kept until it is through or taken back, and never twice.
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../../../tests/stories/views';
import { added, isCall, keptNew, read, seen, takenBack, tried, waiting, unsent, written, type Kept } from './kept-call';

const now = 1_000_000;
const call = { type: 'SUPPORT', whom: 'me' } as const;
const one = keptNew('one', call, 3, now);
const open = viewOf('signalSent', 7);
const none = viewOf('held', 7);

describe('what is kept', () => {
	it('a second press while the first is on its way is the same call', () => {
		expect(added([one], keptNew('two', call, 3, now))).toEqual([one]);
	});
	it('a call that passes the circle by goes out beside it', () => {
		expect(added([one], keptNew('two', { type: 'SUPPORT', whom: 'aside' }, 3, now))).toHaveLength(2);
	});
	it('a try of the button is none', () => {
		expect([isCall(call), isCall({ type: 'SUPPORT', whom: 'me', practice: true }), isCall({ type: 'LEAVE' })]).toEqual([
			true,
			false,
			false
		]);
	});
	it('outlives a reload, for the same seat and the same evening', () => {
		expect(read(written([one]), 3, now + 60_000)).toEqual([one]);
		expect(read(written([one]), 4, now)).toEqual([]);
		expect(read(written([one]), 3, now + 13 * 3_600_000)).toEqual([]);
		expect(read('no json', 3, now)).toEqual([]);
	});
	it('is told of by a page that knows nobody here, unless it was taken back or is of another evening', () => {
		expect([
			unsent(written([one]), now),
			unsent(written([{ ...one, back: true }]), now),
			unsent(written([one]), now + 13 * 3_600_000),
			unsent(null, now)
		]).toEqual([true, false, false, false]);
	});
	it('what is through is not sent again by a reload', () => {
		expect(written(tried([one], 'one', { ok: true, version: 9 }))).toBe('[]');
	});
});

describe('what a try came to', () => {
	it.each(['line', 'silence', 'foreign', 'unsaved', 'login'] as const)('%s: it waits on, and says why', (lost) => {
		const [kept] = tried([one], 'one', { lost });
		expect([waiting(kept!), kept!.why]).toEqual([true, lost]);
	});
	it('accepted: it stays told until the page has seen it', () => {
		const all = tried([one], 'one', { ok: true, version: open.version });
		expect(waiting(all[0]!)).toBe(false);
		expect(seen(all, { ...open, version: open.version - 1 }, now).left).toBe(all);
		expect(seen(all, open, now)).toEqual({ left: [], withdraw: [] });
	});
	it('a call that is open already is what was wanted', () => {
		expect(tried([one], 'one', { refused: 'nothing-to-do', sentence: '' })).toEqual([]);
	});
	it('a refusal is told, and not repeated', () => {
		const [kept] = tried([one], 'one', { refused: 'over', sentence: 'It is over.' });
		expect([waiting(kept!), kept!.refused]).toEqual([false, 'It is over.']);
	});
});

describe('taken back on its way', () => {
	const back = takenBack(tried([{ ...one, tries: 1 }], 'one', { lost: 'silence' }), 'one');
	it('is not sent again, and a new press begins anew', () => {
		expect(back.some(waiting)).toBe(false);
		expect(added(back, keptNew('two', call, 3, now)).map(({ commandId }) => commandId)).toEqual(['two']);
	});
	it('is withdrawn when it was carried all the same', () => {
		expect(seen(back, open, now)).toEqual({ left: [], withdraw: ['s'] });
	});
	it('is forgotten when it was not', () => {
		expect(seen(back, none, now + 1000).left).toBe(back);
		expect(seen(back, none, now + 20_000)).toEqual({ left: [], withdraw: [] });
	});
	it('a repeated call that is taken back leaves the open one', () => {
		const again: Kept = keptNew('again', { type: 'CALL_AGAIN', signalId: 's' }, 3, now);
		expect(takenBack([again], 'again')).toEqual([]);
	});
});
