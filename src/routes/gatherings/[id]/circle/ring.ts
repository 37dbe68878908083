// Where everybody sits: a true ring on a wide screen, an arc with room for the speaker on a narrow one. Pure.

export interface Place {
	/** Centre of the tile, in pixels from the stage's top left. */
	x: number;
	y: number;
	/** Side of the tile. */
	size: number;
}
export interface Ring {
	shape: 'ring' | 'arc';
	/** Clockwise from the own seat, which is at the bottom. */
	places: Place[];
	/** The free middle, for the prompt. */
	middle: { x: number; y: number; width: number; height: number };
}

/** The name under a tile, and air around both. */
const label = 30;
const gap = 16;

/**
 * Places `n` seats in a stage of `width` × `height` pixels. `forward` (0 is the own seat) comes forward on a narrow
 * screen: it is drawn large in the middle, and its place in the arc stays.
 */
export function ringSeats(n: number, width: number, height: number, forward: number | null = null): Ring {
	return width < 640 && height > width * 0.9
		? arc(n, width, height, forward)
		: ellipse(n, width, height);
}

function ellipse(n: number, width: number, height: number): Ring {
	const most = Math.min(168, height * 0.3);
	for (let size = most; ; size -= 4) {
		const ry = (height - size - label) / 2 - 14;
		const rx = Math.min((width - size) / 2 - 18, ry * 1.55);
		const centre = { x: width / 2, y: 14 + size / 2 + ry };
		const places = along(n, rx, ry).map(({ x, y }) => ({ x: centre.x + x, y: centre.y + y, size }));
		if (size > 44 && (collide(places) || 2 * rx - size < 330)) continue;
		return {
			shape: 'ring',
			places,
			middle: { ...centre, width: Math.max(180, 2 * rx - size - 2 * gap), height: 2 * ry - size - label }
		};
	}
}

/** `n` points at even distances along an ellipse, clockwise from its bottom. */
function along(n: number, rx: number, ry: number): { x: number; y: number }[] {
	const steps = 720;
	const at = (i: number) => {
		const angle = Math.PI / 2 + (i / steps) * 2 * Math.PI;
		return { x: Math.cos(angle) * rx, y: Math.sin(angle) * ry };
	};
	const lengths = [0];
	for (let i = 1; i <= steps; i++) {
		const [a, b] = [at(i - 1), at(i)];
		lengths.push((lengths[i - 1] ?? 0) + Math.hypot(a.x - b.x, a.y - b.y));
	}
	const whole = lengths[steps] ?? 0;
	return Array.from({ length: n }, (_, seat) => at(lengths.findIndex((length) => length >= (whole * seat) / n - 1e-6)));
}

function collide(places: Place[]): boolean {
	return places.some((a, i) =>
		places
			.slice(i + 1)
			.some((b) => Math.abs(a.x - b.x) < a.size + gap && Math.abs(a.y - b.y) < a.size + label + gap / 2)
	);
}

/** An arc over the top; the more seats, the longer its sides. */
function arc(n: number, width: number, height: number, forward: number | null): Ring {
	const others = n - 1;
	const size = others > 8 ? 50 : others > 6 ? 54 : 60;
	const rx = (width - size) / 2 - 12;
	const top = size / 2 + 6;
	const ry = Math.min(rx, Math.max(78, height * 0.2));
	const step = size + label;
	const big = Math.min(168, width * 0.42, height * 0.28);
	const sides = Math.max(0, Math.ceil((others - 5) / 2) * step - ry * 0.35);
	const places = onArc(others, rx, ry, sides).map(({ x, y }) => ({ x: width / 2 + x, y: top + ry + y, size }));
	const own = { x: width / 2, y: height - size / 2 - label, size };
	const speaker = { x: width / 2, y: Math.max(top + ry * 0.55 + big / 2 + label, 0) + 14, size: big };
	const all = [own, ...places].map((place, i) => (i === forward ? speaker : place));
	const from = speaker.y + big / 2 + label;
	const until = forward === 0 ? height : own.y - size / 2;
	return {
		shape: 'arc',
		places: all,
		middle: {
			x: width / 2,
			y: forward === null ? (top + ry + until) / 2 : (from + until) / 2,
			width: width - 2 * (forward === null && sides > 0 ? size + 24 : 18),
			height: until - from
		}
	};
}

/** `n` points from the left foot of an arc, over its top, to the right foot; (0, 0) is the middle of its spring line. */
function onArc(n: number, rx: number, ry: number, sides: number): { x: number; y: number }[] {
	const steps = 360;
	const points: { x: number; y: number }[] = [];
	for (let i = 0; i <= steps; i++) points.push({ x: -rx, y: sides * (1 - i / steps) });
	for (let i = 0; i <= steps; i++) {
		const angle = Math.PI + (i / steps) * Math.PI;
		points.push({ x: Math.cos(angle) * rx, y: Math.sin(angle) * ry });
	}
	for (let i = 0; i <= steps; i++) points.push({ x: rx, y: sides * (i / steps) });
	const lengths = [0];
	for (let i = 1; i < points.length; i++) {
		const [a, b] = [points[i - 1]!, points[i]!];
		lengths.push((lengths[i - 1] ?? 0) + Math.hypot(a.x - b.x, a.y - b.y));
	}
	const whole = lengths.at(-1) ?? 0;
	return Array.from({ length: n }, (_, i) => {
		const want = n === 1 ? whole / 2 : (whole * i) / (n - 1);
		return points[lengths.findIndex((length) => length >= want - 1e-6)] ?? points.at(-1)!;
	});
}
