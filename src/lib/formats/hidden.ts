// Characters that a text may not hold, for forms and for files: they could hide what it says, or cannot be kept. Pure.

/** Control characters but line breaks and tabs, marks that turn the direction of what follows, and halves of characters. */
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;
/** Letters to a computer, and nothing to an eye. */
const unseen = /[\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** A text without them, its lines ended one way, and without space around it. */
export const plainText = (text: string): string => text.replaceAll('\r\n', '\n').replace(hidden, '').trim();

/** Whether nobody would see anything. */
export const isBlank = (text: string): boolean => text.replace(unseen, '') === '';
