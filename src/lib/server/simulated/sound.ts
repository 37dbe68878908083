// What a simulated person sounds like, and what a listener makes of it: numbers in, numbers out. Knows nothing of LiveKit.

export const RATE = 48_000;
/** Samples in a frame of 10 ms. */
export const FRAME = 480;
/** Quieter than this (RMS, full scale = 1) is nobody speaking: breath, noise, the blank frames after a revoke. */
export const VOICE_FROM = 0.01;

/** Fills one frame of 10 ms with what is captured at `atMs` (milliseconds since the epoch). */
export type Waveform = (frame: Int16Array, atMs: number) => void;

/** The tone is well above this; the ends of it, blurred by the codec, are below and tell no time. */
export const CLEAR_FROM = 0.15;

const TIMED_CYCLE_MS = 1000;
const TIMED_LOW_HZ = 1000;
const TIMED_HIGH_HZ = 5000;

/** Vowels as the centres of their first three formants, in hertz. */
const vowels = [
	[730, 1090, 2440],
	[530, 1840, 2480],
	[570, 840, 2410],
	[390, 1990, 2550],
	[640, 1190, 2390]
];

/**
 * A voice-like sound: a pulse at the person's pitch, coloured by vowels, four syllables a second, a breath now and then.
 * @param pitchHz about 90 to 260
 */
export function voice(pitchHz: number): Waveform {
	let sample = 0;
	let phase = 0;
	const memory = [0, 0, 0, 0, 0, 0];
	return (frame) => {
		const syllable = Math.floor(sample / (RATE * 0.24));
		const formants = vowels[(syllable * 3 + Math.round(pitchHz)) % vowels.length] ?? [];
		const breath = syllable % 9 === 8;
		for (let i = 0; i < frame.length; i++, sample++) {
			const within = (sample / (RATE * 0.24)) % 1;
			const melody = pitchHz * (1 + 0.08 * Math.sin((2 * Math.PI * sample) / (RATE * 1.7)));
			phase += melody / RATE;
			if (phase >= 1) phase -= 1;
			// A pulse with a soft fall, as vocal folds give.
			const pulse = phase < 0.35 ? Math.sin((Math.PI * phase) / 0.35) - 0.64 : -0.2;
			let out = 0.15 * pulse;
			formants.forEach((hz, k) => (out += resonate(memory, k * 2, pulse, hz) / (k + 1)));
			const loudness = breath ? 0 : Math.sin(Math.PI * within) ** 0.7;
			frame[i] = 24_000 * Math.tanh(0.12 * out * loudness);
		}
	};
}

/** One resonator: two samples of memory starting at `at`. */
function resonate(memory: number[], at: number, input: number, hz: number): number {
	const width = Math.exp((-Math.PI * 90) / RATE);
	const before = memory[at] ?? 0;
	const out = (1 - width) * 3 * input + 2 * width * Math.cos((2 * Math.PI * hz) / RATE) * before - width * width * (memory[at + 1] ?? 0);
	memory[at + 1] = before;
	memory[at] = out;
	return out;
}

/** A tone whose pitch tells when it was captured: it climbs by 4 Hz each millisecond and starts anew every second. */
export function timed(): Waveform {
	let phase = 0;
	return (frame, atMs) => {
		for (let i = 0; i < frame.length; i++) {
			const ms = atMs + (i * 1000) / RATE;
			phase += (TIMED_LOW_HZ + ((TIMED_HIGH_HZ - TIMED_LOW_HZ) * (ms % TIMED_CYCLE_MS)) / TIMED_CYCLE_MS) / RATE;
			phase %= 1;
			frame[i] = 9000 * Math.sin(2 * Math.PI * phase);
		}
	};
}

/**
 * When what is heard was captured.
 * @param frame at least 10 ms of `timed()` sound as it arrived
 * @param rate its samples per second, 16000 or more
 * @param heardAt milliseconds since the epoch; the sound is taken to be less than a second old
 * @returns milliseconds since the epoch, good to about 5 ms
 */
export function capturedAt(frame: Int16Array, rate: number, heardAt: number): number {
	const step = 50;
	let best = 0;
	const powers: number[] = [];
	for (let hz = TIMED_LOW_HZ - 2 * step; hz <= TIMED_HIGH_HZ + 2 * step; hz += step) {
		powers.push(Math.log(power(frame, rate, hz) + 1e-12));
		if ((powers.at(-1) ?? 0) > (powers[best] ?? 0)) best = powers.length - 1;
	}
	const [left = 0, middle = 0, right = 0] = [powers[best - 1], powers[best], powers[best + 1]];
	const bend = left - 2 * middle + right;
	const shift = bend === 0 ? 0 : (left - right) / (2 * bend);
	const hz = TIMED_LOW_HZ - 2 * step + (best + shift) * step;
	const inCycle = ((hz - TIMED_LOW_HZ) / (TIMED_HIGH_HZ - TIMED_LOW_HZ)) * TIMED_CYCLE_MS;
	const age = (((heardAt - inCycle) % TIMED_CYCLE_MS) + TIMED_CYCLE_MS) % TIMED_CYCLE_MS;
	return heardAt - age;
}

/** How much of one pitch is in a frame, through a Hann window (Goertzel). */
function power(frame: Int16Array, rate: number, hz: number): number {
	const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
	let one = 0;
	let two = 0;
	for (let i = 0; i < frame.length; i++) {
		const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / frame.length);
		const now = ((frame[i] ?? 0) / 32_768) * window + turn * one - two;
		two = one;
		one = now;
	}
	return one * one + two * two - turn * one * two;
}

/** How loud a frame is: RMS with full scale = 1. */
export function loudness(frame: Int16Array): number {
	let sum = 0;
	for (const sample of frame) sum += sample * sample;
	return frame.length === 0 ? 0 : Math.sqrt(sum / frame.length) / 32_768;
}
