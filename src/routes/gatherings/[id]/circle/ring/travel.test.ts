// The journey of the piece keeps to the ring.
import { expect, it } from 'vitest';
import { path } from './travel';

it('goes from one place to the other round the centre, the shorter way, never through it', () => {
	const centre = { x: 0, y: 0 };
	const points = path({ x: 100, y: 0 }, { x: 0, y: 100 }, centre);
	expect(points[0]).toEqual({ x: 100, y: 0 });
	expect(points.at(-1)!.y).toBeCloseTo(100);
	for (const { x, y } of points) {
		expect(Math.hypot(x, y)).toBeCloseTo(100);
		expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
	}
});
