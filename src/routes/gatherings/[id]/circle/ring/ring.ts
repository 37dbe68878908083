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
	/** The place in the arc that the speaker came forward from; it stays theirs. */
	left: Place | null;
	/** The free middle, for the prompt: y is where its words are centred as long as they fit between top and bottom. */
	middle: { x: number; y: number; width: number; height: number; top: number; bottom: number };
}

/** The name under a tile, and air around both. */
const label = 30;
const gap = 16;
const narrowLabel = 30;
/** On a narrow screen a word beside a name may stand on a line of its own. */
const secondLine = 20;
/** Air over and under the words in the middle, and how narrow they may be. */
const air = 8;
const narrowest = 180;

/**
 * Places `n` seats in a stage of `width` × `height` pixels. `forward` (0 is the own seat) comes forward on a narrow
 * screen: it is drawn large in the middle, and its place in the arc stays. `tall`: seats whose name takes two lines there.
 */
export function ringSeats(n: number, width: number, height: number, forward: number | null = null, tall: boolean[] = []): Ring {
	return width < 640 && height > width * upright ? arc(n, width, height, forward, tall) : ellipse(n, width, height);
}

/** A stage so much higher than wide, on a narrow screen, holds an arc. */
const upright = 0.9;

/** How tall an arc must be at least, so that words of this height in its middle lie over nobody. */
export function arcHeight(n: number, width: number, forward: number | null, tall: boolean[], words: number): number {
	let height = Math.ceil(width * upright) + 1;
	for (let rounds = 0; rounds < 12; rounds++) {
		const missing = words + 2 * air - arc(n, width, height, forward, tall).middle.height;
		if (missing <= 0) break;
		height += Math.ceil(missing);
	}
	return height;
}

/** The largest tiles, then the roundest ring, that leave the middle to the prompt. */
function ellipse(n: number, width: number, height: number): Ring {
	const tall = Math.min(232, height * 0.38);
	for (let size = Math.min(150, Math.floor(height * 0.2)); ; size -= 4) {
		const ry = (height - size - label) / 2 - 14;
		for (const aspect of [1.25, 1.4, 1.55, 1.7]) {
			const rx = Math.min((width - size) / 2 - 18, ry * aspect);
			const centre = { x: width / 2, y: 14 + size / 2 + ry };
			const places = along(n, rx, ry).map(({ x, y }) => ({ x: centre.x + x, y: centre.y + y, size }));
			const y = centre.y + label / 2;
			const middle = { x: centre.x, y, width: 2 * (rx - size / 2 - gap), height: tall, top: y - tall / 2, bottom: y + tall / 2 };
			while (middle.width > 120 && places.some((place) => covers(place, middle))) middle.width -= 10;
			const roomy = middle.width >= Math.min(330, width * 0.42) && !collide(places);
			if (roomy || (size <= 48 && aspect === 1.7)) return { shape: 'ring', places, left: null, middle };
		}
	}
}

/** Whether a tile or its name reaches into the middle. */
function covers({ x, y, size }: Place, middle: Ring['middle']): boolean {
	return (
		Math.abs(x - middle.x) < (size + middle.width) / 2 + 12 &&
		y - size / 2 < middle.y + middle.height / 2 + 6 &&
		y + size / 2 + label > middle.y - middle.height / 2
	);
}

/** `n` points at even distances along an ellipse, clockwise from its bottom. */
function along(n: number, rx: number, ry: number): Point[] {
	const turn = sampled(720, (t) => [Math.cos(Math.PI * (0.5 + 2 * t)) * rx, Math.sin(Math.PI * (0.5 + 2 * t)) * ry]);
	return evenly(turn, n, n);
}

/** Whether two tiles, with the name under each, are nearer than `air` pixels to each other; `wide`: beside each other, where a name is wider than its tile. */
function collide(places: Place[], air = gap, name: (i: number) => number = () => label, wide = air): boolean {
	return places.some((a, i) =>
		places.some(
			(b, j) =>
				i !== j && a.y <= b.y && (i < j || a.y < b.y) && Math.abs(a.x - b.x) < a.size + wide && b.y - a.y < a.size + name(i) + air / 2
		)
	);
}

/** Between two faces beside each other on a narrow screen, for the names under them. */
const narrowWide = 18;
/** Of many the arc is flat, so that its sides have room: its height, and the name under a tile, with the frame of the one below. */
const manyFlat = 54;
const manyLabel = 26;

/** An arc over the top; the more seats, the longer its sides. The own seat is below, the speaker between. */
function arc(n: number, width: number, height: number, forward: number | null, tall: boolean[]): Ring {
	const others = n - 1;
	const many = others > 8;
	const size = many ? 44 : others > 6 ? 54 : 60;
	const one = many ? manyLabel : narrowLabel;
	const name = (i: number) => (tall[i + 1] && i + 1 !== forward ? narrowLabel + secondLine : one);
	const rx = (width - size) / 2 - 12;
	const top = size / 2 + 6;
	const ry = many ? manyFlat : Math.min(rx, Math.max(78, height * 0.2));
	const big = Math.min(168, width * 0.42, width - 2 * (size + 36), height * (forward === 0 ? 0.22 : many ? 0.2 : 0.27));
	let sides = 0;
	const seats = () => onArc(others, rx, ry, sides).map(({ x, y }) => ({ x: width / 2 + x, y: top + ry + y, size }));
	while (sides < height * (many ? 0.52 : 0.45) && collide(seats(), 4, name, many ? narrowWide : 4)) sides += 6;
	const places = seats();
	const foot = top + ry + sides + size / 2 + Math.max(name(0), name(others - 1));
	const own = { x: width / 2, y: height - size / 2 - narrowLabel - (tall[0] ? secondLine : 0) - 4, size };
	const speaker = { x: width / 2, y: top + ry * 0.55 + big / 2 + label + 14, size: big };
	const under = forward === null ? top + ry * 0.7 : speaker.y + big / 2 + label + 10;
	const until = forward === 0 ? height : own.y - size / 2;
	/** Where words of this width come to lie under everybody's name. */
	const clear = (wide: number) =>
		Math.max(
			under,
			...places.map(({ x, y }, i) => (i + 1 !== forward && Math.abs(x - width / 2) < (size + wide) / 2 ? y + size / 2 + name(i) : 0))
		);
	// Between the sides where there is room for words, and else below them.
	const between = width - 2 * (size + 20);
	const beside = foot > clear(between) + 24 && between >= narrowest;
	const wide = beside ? between : width - 24;
	const from = clear(wide);
	return {
		shape: 'arc',
		places: [own, ...places].map((place, i) => (i === forward ? speaker : place)),
		left: forward === null || forward === 0 ? null : (places[forward - 1] ?? null),
		middle: {
			x: width / 2,
			y: (Math.max(from, forward === null ? foot - 30 : 0) + until) / 2,
			width: wide,
			height: until - from,
			top: from,
			bottom: until
		}
	};
}

/** Words of this height, moved so that they stay in the middle where they fit there, and never begin above it. */
export function within(middle: Ring['middle'], words: number): Ring['middle'] {
	const y = Math.max(Math.min(middle.y, middle.bottom - words / 2 - air), middle.top + words / 2 + air);
	return { ...middle, y };
}

/** `n` points from the left foot of an arc, over its top, to the right foot; (0, 0) is the middle of its spring line. */
function onArc(n: number, rx: number, ry: number, sides: number): Point[] {
	const bow = sampled(360, (t) => [-Math.cos(Math.PI * t) * rx, -Math.sin(Math.PI * t) * ry]);
	const line = [...sampled(90, (t) => [-rx, sides * (1 - t)]), ...bow, ...sampled(90, (t) => [rx, sides * t])];
	return n === 1 ? [{ x: 0, y: -ry }] : evenly(line, n, n - 1);
}

interface Point {
	x: number;
	y: number;
}

const sampled = (steps: number, at: (t: number) => [x: number, y: number]): Point[] =>
	Array.from({ length: steps + 1 }, (_, i) => {
		const [x, y] = at(i / steps);
		return { x, y };
	});

/** The first `n` of the points that cut a line into so many equal parts. */
function evenly(line: Point[], n: number, parts: number): Point[] {
	let whole = 0;
	const lengths = line.map((point, i) => (whole += i ? Math.hypot(point.x - line[i - 1]!.x, point.y - line[i - 1]!.y) : 0));
	return Array.from({ length: n }, (_, i) => line[lengths.findIndex((length) => length >= (whole * i) / parts - 1e-6)]!);
}
