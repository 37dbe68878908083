import { describe, expect, it } from 'vitest';
import { capturedAt, FRAME, loudness, RATE, timed, voice, VOICE_FROM } from './sound.ts';

const said = (sound: ReturnType<typeof voice>, frames: number, fromMs = 0) =>
	Array.from({ length: frames }, (_, n) => {
		const frame = new Int16Array(FRAME);
		sound(frame, fromMs + n * 10);
		return frame;
	});

describe('a simulated voice', () => {
	it.each([95, 140, 200, 250])('at %i Hz is heard most of the time and never clips', (pitchHz) => {
		const frames = said(voice(pitchHz), 500);
		const loud = frames.filter((frame) => loudness(frame) >= VOICE_FROM).length;
		expect(loud).toBeGreaterThan(350);
		const all = Int16Array.from(frames.flatMap((frame) => [...frame]));
		expect(all.some((sample) => Math.abs(sample) >= 32_000)).toBe(false);
		const average = loudness(all);
		expect(average).toBeGreaterThan(0.04);
		expect(average).toBeLessThan(0.3);
	});

	it('silence is not a voice', () => {
		expect(loudness(new Int16Array(FRAME))).toBe(0);
		expect(loudness(new Int16Array(0))).toBe(0);
	});
});

describe('the tone that tells its time', () => {
	it('says when it was captured, up to most of a second later', () => {
		const start = 1_795_000_000_123;
		said(timed(), 180, start).forEach((frame, n) => {
			const from = start + n * 10;
			// The one frame in a hundred over which the tone starts anew tells nothing.
			if (from % 1000 > 985) return;
			for (const later of [15, 80, 400, 900]) {
				expect(Math.abs(capturedAt(frame, RATE, from + later) - (from + 5))).toBeLessThan(3);
			}
		});
	});
});
