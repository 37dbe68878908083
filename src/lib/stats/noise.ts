// Two-sided geometric noise, drawn exactly. Chance comes in as bytes; everything is done in whole numbers, so that no rounding
// of a floating point number gives anything away (Mironov 2012 shows how it would).

import type { NextByte } from './types.ts';

/**
 * Draws X with P(X = x) proportional to exp(-ε·|x|) for ε = numerator/denominator: the discrete Laplace, or two-sided geometric,
 * distribution. It is Algorithm 2 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020), with
 * the Bernoulli(exp(-γ)) of their Algorithm 1; both are exact and use whole numbers only.
 * @param numerator of ε, a whole number ≥ 1
 * @param denominator of ε, a whole number ≥ 1; the product of both stays far below 2^24
 * @returns a whole number, 0 most often
 */
export function noise(numerator: number, denominator: number, next: NextByte): number {
	for (;;) {
		const rest = below(denominator, next);
		if (!bernoulliExp(rest, denominator, next)) continue;
		let whole = 0;
		while (bernoulliExp(1, 1, next)) whole++;
		const size = Math.floor((rest + denominator * whole) / numerator);
		const minus = below(2, next) === 1;
		if (minus && size === 0) continue;
		return minus ? -size : size;
	}
}

/** True with probability exp(-n/d), for 0 ≤ n ≤ d. */
function bernoulliExp(n: number, d: number, next: NextByte): boolean {
	let k = 1;
	while (below(d * k, next) < n) k++;
	return k % 2 === 1;
}

/** A whole number from 0 to `most` - 1, each equally likely: draws again where the bytes do not divide evenly. */
function below(most: number, next: NextByte): number {
	if (most === 1) return 0;
	const bytes = most <= 0x100 ? 1 : most <= 0x10000 ? 2 : 3;
	const range = 0x100 ** bytes;
	const fair = range - (range % most);
	for (;;) {
		let drawn = 0;
		for (let i = 0; i < bytes; i++) drawn = drawn * 0x100 + next();
		if (drawn < fair) return drawn % most;
	}
}
