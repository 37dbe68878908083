// A circle that sits already, each in a browser of their own, so that a test may begin where it has something to say.
import { expect, hear } from './e2e.ts';
import type { Sitter } from './e2e-sitter.ts';

/** A browser as on a phone. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** All of them sit down, the first of whom holds it and sees that the others are here. */
export async function sitDown(id: string, all: Sitter[]): Promise<void> {
	for (const one of all) await one.sitsDown(id);
	for (const { seat } of all.slice(1)) await expect(all[0]!.the(`seat-${seat}`)).toHaveAttribute('data-connection', 'present');
}

/** All of them sit down, and the circle begins: in check-in this one speaks, whoever is asked before passes, and all others hear it. */
export async function sitAndListen(id: string, all: Sitter[], speaker: Sitter): Promise<void> {
	await sitDown(id, all);
	await all[0]!.does('begin');
	await all[0]!.does('next-phase');
	for (const one of all.slice(0, all.indexOf(speaker))) await one.does('pass');
	await speaker.does('receive');
	await hear(
		all.filter((one) => one !== speaker),
		[speaker.seat]
	);
}
