// The journey of the piece from one seat to the next, along the ring.

export interface Spot {
	/** Names the place: another key is another place, the same key is the same place in a resized window. */
	key: string;
	x: number;
	y: number;
}

const journeyMs = 1100;
const steps = 14;

/** Points from one spot to another, going round a centre the shorter way. Pure. */
export function path(from: { x: number; y: number }, to: { x: number; y: number }, around: { x: number; y: number }) {
	const a = polar(from, around);
	const b = polar(to, around);
	const turn = Math.atan2(Math.sin(b.angle - a.angle), Math.cos(b.angle - a.angle));
	return Array.from({ length: steps + 1 }, (_, i) => {
		const t = i / steps;
		const angle = a.angle + turn * t;
		const radius = a.radius + (b.radius - a.radius) * t;
		return { x: around.x + Math.cos(angle) * radius, y: around.y + Math.sin(angle) * radius };
	});
}

const polar = (point: { x: number; y: number }, around: { x: number; y: number }) => ({
	angle: Math.atan2(point.y - around.y, point.x - around.x),
	radius: Math.hypot(point.x - around.x, point.y - around.y)
});

/** Moves the element. With reduced motion it fades out here and in there. */
export function travel(element: HTMLElement, from: Spot, to: Spot, around: { x: number; y: number }) {
	if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
		element.animate({ opacity: [0, 1] }, { duration: 400, easing: 'ease' });
		return;
	}
	const translate = path(from, to, around).map(({ x, y }) => `${x}px ${y}px`);
	element.animate({ translate }, { duration: journeyMs, easing: 'cubic-bezier(0.45, 0, 0.2, 1)' });
}
