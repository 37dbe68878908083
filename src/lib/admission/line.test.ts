// Lines that people come to, leave and wait in, at random: the rules Q1 to Q6 hold after every step.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitingLimits } from './limits.ts';
import { answerBy, free, isDue, offeredSeats, mayTakeSeat, advance, type Line, type Waiter } from './line.ts';

const hourMs = 60 * 60_000;
const startsAt = 100 * hourMs;
const person = fc.integer({ min: 0, max: 11 }).map((n) => `person ${n}`);
const step = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ does: fc.constant('comes' as const), who: person }) },
	{ weight: 3, arbitrary: fc.record({ does: fc.constant('goes' as const), who: person }) },
	{ weight: 3, arbitrary: fc.record({ does: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 8 * hourMs }) }) },
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('looks' as const) }) }
);

/** A gathering in memory, which asks the rule exactly as the real one does: advance first, then decide. */
class World {
	now = 0;
	sitting = new Set<string>();
	waiters: Waiter[] = [];
	places = 0;
	seats: number;

	startsAt: number;

	constructor(seats: number, starts = startsAt) {
		this.seats = seats;
		this.startsAt = starts;
	}
	line = (): Line => ({ startsAt: this.startsAt, cancelled: false, seats: this.seats, taken: this.sitting.size, waiters: this.waiters });

	look() {
		const advanced = advance(this.line(), this.now);
		this.waiters = advanced.line.waiters;
		return advanced;
	}
	/** Takes a seat if there is one for them, else waits. */
	comes(who: string): void {
		if (this.sitting.has(who)) return;
		this.look();
		if (mayTakeSeat(this.line(), who)) {
			this.waiters = this.waiters.filter(({ id }) => id !== who);
			this.sitting.add(who);
		} else if (this.now < this.startsAt && !this.waiters.some(({ id }) => id === who)) {
			this.waiters = [...this.waiters, { id: who, place: ++this.places, offerUntil: null }];
		}
	}
	/** Gives their seat, or their place in the line, back. */
	goes(who: string): void {
		this.look();
		this.sitting.delete(who);
		this.waiters = this.waiters.filter(({ id }) => id !== who);
		this.look();
	}
}

describe('whatever people do, and however time goes by', () => {
	/** Seats, what happens, and how far off the start is. */
	const walks = fc.tuple(
		fc.integer({ min: 1, max: 4 }),
		fc.array(step, { maxLength: 80 }),
		fc.constantFrom(5 * hourMs, 30 * hourMs, startsAt)
	);

	test('the rules of the line hold at every step', () => {
		fc.assert(
			fc.property(walks, ([seats, steps, starts]) => {
				const world = new World(seats, starts);
				for (const one of steps) {
					const before = world.waiters;
					if (one.does === 'comes') world.comes(one.who);
					else if (one.does === 'goes') world.goes(one.who);
					else if (one.does === 'time') world.now += one.ms;
					else world.look();
					// [Q2] at every moment, looked at or not.
					expect(world.sitting.size).toBeLessThanOrEqual(seats);
					expect(world.sitting.size + offeredSeats(world.line())).toBeLessThanOrEqual(seats);
					// [Q3] an offer that has not ended is still there, unless its holder took it or let it go.
					const actor = 'who' in one ? one.who : null;
					for (const had of before) {
						if (had.offerUntil === null || had.offerUntil <= world.now || had.id === actor) continue;
						expect(world.waiters.find(({ id }) => id === had.id)?.offerUntil).toBe(had.offerUntil);
					}
					if (one.does === 'time') continue;
					// [Q1] nobody is offered a seat while somebody who came before them waits.
					const waits = world.waiters.filter(({ offerUntil }) => offerUntil === null).map(({ place }) => place);
					const fresh = world.waiters.filter(
						(w) => w.offerUntil !== null && before.every((had) => had.id !== w.id || had.offerUntil === null)
					);
					for (const { place } of fresh) expect(Math.min(Infinity, ...waits)).toBeGreaterThan(place);
				}
				const { line } = world.look();
				expect(isDue(line, world.now)).toBe(world.now >= starts);
				// [Q5] no seat is lost: none lies free while somebody waits.
				if (line.waiters.some(({ offerUntil }) => offerUntil === null)) expect(free(line)).toBe(0);
				// [Q4] no offer outlives its end. [Q6] nobody waits for what has begun.
				for (const { offerUntil } of line.waiters) expect(offerUntil ?? Infinity).toBeGreaterThan(world.now);
				if (world.now >= starts) expect(line.waiters).toEqual([]);
			}),
			{ numRuns: 2000 }
		);
	});

	test('[Q4] a seat that nobody takes is offered to each in turn, once', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 8 }), (many) => {
				const world = new World(1);
				world.comes('the first');
				for (let n = 1; n <= many; n++) world.comes(`waiter ${n}`);
				world.goes('the first');
				const asked: string[] = [];
				for (
					let offer = world.waiters.find((w) => w.offerUntil !== null);
					offer;
					offer = world.waiters.find((w) => w.offerUntil !== null)
				) {
					asked.push(offer.id);
					world.now = offer.offerUntil!;
					if (world.now >= startsAt) break;
					expect(world.look().passed).toEqual([offer.id]);
				}
				expect(asked.length).toBeGreaterThan(0);
				expect(asked).toEqual(Array.from({ length: asked.length }, (_, n) => `waiter ${n + 1}`));
			})
		);
	});

	test('advancing twice is advancing once', () => {
		fc.assert(
			fc.property(walks, ([seats, steps]) => {
				const world = new World(seats);
				for (const one of steps) if (one.does === 'comes') world.comes(one.who);
				world.sitting.clear();
				const once = advance(world.line(), world.now);
				expect(advance(once.line, world.now)).toEqual({ line: once.line, passed: [], offered: [], ended: once.ended });
			})
		);
	});
});

test('something is due when an offer ran out, when a seat is free for whoever waits, and when a line is over', () => {
	const waits = (offerUntil: number | null): Waiter => ({ id: 'ana', place: 1, offerUntil });
	const line = (more: Partial<Line>): Line => ({ startsAt, cancelled: false, seats: 1, taken: 1, waiters: [], ...more });
	expect(isDue(line({}), 0)).toBe(false);
	expect(isDue(line({ waiters: [waits(null)] }), 0)).toBe(false);
	expect(isDue(line({ taken: 0, waiters: [waits(null)] }), 0)).toBe(true);
	expect(isDue(line({ taken: 0, waiters: [waits(hourMs)] }), hourMs - 1)).toBe(false);
	expect(isDue(line({ taken: 0, waiters: [waits(hourMs)] }), hourMs)).toBe(true);
	expect(isDue(line({ cancelled: true }), 0)).toBe(true);
	expect(isDue(line({}), startsAt)).toBe(true);
});

describe('how long there is to answer', () => {
	test('is never longer than until the start, and never negative', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: startsAt }), (now) => {
				expect(answerBy(now, startsAt)).toBeLessThanOrEqual(startsAt);
				expect(answerBy(now, startsAt)).toBeGreaterThanOrEqual(now);
			})
		);
	});

	test('grows shorter as the start comes nearer', () => {
		const times = waitingLimits.answers.map(({ leftMs }) => answerBy(startsAt - leftMs, startsAt) - (startsAt - leftMs));
		expect(times).toEqual([24 * hourMs, 6 * hourMs, 2 * hourMs, hourMs / 3, 0]);
		expect(answerBy(startsAt - 5 * 60_000, startsAt)).toBe(startsAt);
	});
});
