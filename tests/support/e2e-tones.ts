// The sounds a page makes by itself, as their pitches: what rang, without listening for it.
import type { Sitter } from './e2e-sitter.ts';

/** From the next page on this browser remembers the pitches of the tones it plays. */
export const remembersTones = (sitter: Sitter): Promise<unknown> =>
	sitter.context.addInitScript(() => {
		const tones: number[] = [];
		Object.assign(window, { tones });
		const start = OscillatorNode.prototype.start;
		OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
			tones.push(Math.round(this.frequency.value));
			start.call(this, when);
		};
	});

/** In hertz, in the order they began. */
export const tones = (sitter: Sitter): Promise<number[]> => sitter.page.evaluate(() => (window as unknown as { tones: number[] }).tones);
