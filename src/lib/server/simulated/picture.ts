// What a simulated person looks like: a quiet drawn face in the house's colours. Pixels only; knows nothing of LiveKit.

export const WIDTH = 320;
export const HEIGHT = 180;
export const FPS = 12;
/** The drawing repeats after this many frames. */
const CYCLE = 48;

type Colour = readonly [number, number, number];
const paper: Colour = [236, 227, 214];
const warm: Colour = [240, 214, 190];
const ink: Colour = [44, 37, 32];
/** Muted, apart from each other, and none of them the accent that belongs to the piece. */
const coats: Colour[] = [
	[159, 181, 151],
	[198, 176, 140],
	[150, 166, 184],
	[178, 153, 168]
];

/** Frame `n` of the person, speaking or not, as I420 bytes. Drawn once, then kept. */
export type Picture = (n: number, speaking: boolean) => Uint8Array;

/** @param which whose face; any whole number */
export function face(which: number): Picture {
	const drawn = new Map<number, Uint8Array>();
	return (n, speaking) => {
		const key = (n % CYCLE) * 2 + Number(speaking);
		const known = drawn.get(key) ?? draw(n % CYCLE, speaking, coats[which % coats.length] ?? paper);
		drawn.set(key, known);
		return known;
	};
}

function draw(n: number, speaking: boolean, coat: Colour): Uint8Array {
	const breath = 2 * Math.sin((2 * Math.PI * n) / CYCLE);
	const sway = 3 * Math.sin((2 * Math.PI * n) / CYCLE + 1);
	const blink = n % CYCLE > CYCLE - 3;
	const mouth = speaking ? 1.5 + 5 * Math.abs(Math.sin((2 * Math.PI * n) / 6)) : 3;
	const middle = WIDTH / 2 + sway;
	const skin = mix(coat, warm, 0.62);
	const hair = mix(coat, ink, 0.55);
	const eye = blink ? 0.8 : 4.2;
	const shapes: [number, number, number, number, Colour][] = [
		[middle - sway * 0.6, 196 - breath, 84, 62, coat],
		[middle, 76 - breath, 50, 54, hair],
		[middle, 90 - breath, 41, 48, skin],
		[middle - 15, 84 - breath, 3.6, eye, ink],
		[middle + 15, 84 - breath, 3.6, eye, ink],
		[middle, 108 - breath, 9 - mouth * 0.3, mouth, mix(skin, ink, 0.6)],
		// Cut from above, a closed mouth is a small smile.
		[middle, (speaking ? 96 : 105) - breath, 11, speaking ? 2 : 3.6, skin]
	];
	return i420((x, y) => {
		let colour = mix(paper, coat, 0.12 + (0.2 * y) / HEIGHT);
		for (const [cx, cy, rx, ry, fill] of shapes) if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1) colour = fill;
		return colour;
	});
}

function mix(a: Colour, b: Colour, share: number): Colour {
	return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Colours to video levels (BT.601, limited range), brightness for every pixel, colour for every second. */
function i420(at: (x: number, y: number) => Colour): Uint8Array {
	const out = new Uint8Array((WIDTH * HEIGHT * 3) / 2);
	const u = WIDTH * HEIGHT;
	const v = u + (WIDTH * HEIGHT) / 4;
	for (let y = 0; y < HEIGHT; y++) {
		for (let x = 0; x < WIDTH; x++) {
			const [r, g, b] = at(x, y);
			out[y * WIDTH + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
			if (x % 2 || y % 2) continue;
			const half = (y / 2) * (WIDTH / 2) + x / 2;
			out[u + half] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
			out[v + half] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
		}
	}
	return out;
}
