// Where everybody sits, on a desk and on a phone.
import { expect, it } from 'vitest';
import { arcHeight, ringSeats, within, type Place } from './ring';

const desk = [940, 630] as const;
const phone = [354, 560] as const;
const sizes = [4, 5, 6, 7, 8, 9, 10, 11, 12];

const over = (a: Place, b: Place) => Math.abs(a.x - b.x) < a.size && Math.abs(a.y - b.y) < a.size;

function apart(places: Place[]) {
	for (const [i, a] of places.entries()) for (const b of places.slice(i + 1)) expect(over(a, b)).toBe(false);
}

it.each(sizes)('on a desk %i faces are of one size, none covers another, the own one is lowest', (n) => {
	const { shape, places } = ringSeats(n, ...desk);
	expect(shape).toBe('ring');
	expect(places).toHaveLength(n);
	expect(new Set(places.map(({ size }) => size)).size).toBe(1);
	expect(Math.max(...places.map(({ y }) => y))).toBe(places[0]?.y);
	apart(places);
});

it.each(sizes)('clockwise from the own seat: the next of %i sits to the left', (n) => {
	const { places } = ringSeats(n, ...desk);
	expect(places[1]!.x).toBeLessThan(places[0]!.x);
	expect(places.at(-1)!.x).toBeGreaterThan(places[0]!.x);
	const narrow = ringSeats(n, ...phone).places;
	expect(narrow[1]!.x).toBeLessThan(narrow.at(-1)!.x);
});

it.each(sizes)('the middle stays free of all %i faces and is wide enough for a question', (n) => {
	const { places, middle } = ringSeats(n, ...desk);
	expect(middle.width).toBeGreaterThanOrEqual(300);
	for (const { x, y, size } of places) {
		const beside = Math.abs(x - middle.x) >= (size + middle.width) / 2;
		const above = Math.abs(y - middle.y) >= (size + middle.height) / 2;
		expect(beside || above).toBe(true);
	}
});

it.each(sizes)('on a phone %i people make an arc, and nobody is drawn outside', (n) => {
	const { shape, places } = ringSeats(n, ...phone);
	expect(shape).toBe('arc');
	apart(places);
	for (const { x, y, size } of places) {
		expect(x - size / 2).toBeGreaterThanOrEqual(0);
		expect(x + size / 2).toBeLessThanOrEqual(phone[0]);
		expect(y - size / 2).toBeGreaterThanOrEqual(0);
	}
});

it('on a phone the speaker comes forward, larger, and their place in the arc stays empty', () => {
	const rest = ringSeats(7, ...phone);
	const forward = ringSeats(7, ...phone, 2);
	expect(forward.left).toEqual(rest.places[2]);
	expect(forward.places[2]!.size).toBeGreaterThan(2 * rest.places[2]!.size - 20);
	expect(forward.places.filter((_, i) => i !== 2)).toEqual(rest.places.filter((_, i) => i !== 2));
});

const wide = [285, 354, 380];
it.each(wide)(
	'on a phone %i wide words have their place under whoever came forward and above one’s own face, as tall as they are',
	(width) => {
		for (const n of sizes)
			for (const forward of [null, 0, 2])
				for (const words of [60, 110, 200]) {
					const height = arcHeight(n, width, forward, [], words);
					const { places, middle } = ringSeats(n, width, height, forward);
					const { y } = within(middle, words);
					const said = { x: middle.x, y, width: middle.width, height: words };
					for (const place of places) expect(lieOver(place, said), `${n} people, ${forward} forward, words of ${words}`).toBe(false);
					expect(y + words / 2).toBeLessThanOrEqual(height);
				}
	}
);

it('on a phone a name with two lines ends above the face under it', () => {
	const tall = [false, false, true, false, false, true, false];
	const { places } = ringSeats(7, ...phone, 0, tall);
	for (const i of [2, 5])
		for (const other of places)
			if (other.y > places[i]!.y && Math.abs(other.x - places[i]!.x) < 70)
				expect(other.y - other.size / 2 - 6).toBeGreaterThan(places[i]!.y + places[i]!.size / 2 + 40);
});

const lieOver = ({ x, y, size }: Place, box: { x: number; y: number; width: number; height: number }) =>
	Math.abs(x - box.x) < (size + box.width) / 2 && Math.abs(y - box.y) < (size + box.height) / 2;
