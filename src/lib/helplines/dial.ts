// Numbers as links that a person presses themself. Nothing here rings by itself.

import type { Line } from './types.ts';

const digits = (number: string): string => number.replace(/(?!^\+)\D/g, '');

/** `tel:` with the digits of a number as people write it. */
export const tel = (number: string): string => `tel:${digits(number)}`;

/** `sms:` with the word to send already written, where there is one. */
export const sms = ({ to, word }: NonNullable<Line['text']>): string =>
	`sms:${digits(to)}${word ? `?body=${encodeURIComponent(word)}` : ''}`;
