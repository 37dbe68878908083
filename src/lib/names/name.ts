// What may be a name to show to others: as its person wrote it, but for what nobody sees and what would reach beyond it. Pure.

/** Longer than any name here, in characters as people count them. */
export const maxNameChars = 40;

/** Marks over or under one letter; more is a tower that hides its neighbours. */
const maxMarks = 6;
const joiners = '\u200C\u200D\u180E';
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u;
/** Shown as a gap, though they count as letters or signs. */
const blank = /[\s\u2800]+/gu;
/** Chooses the shape of the sign before it: in emoji, Han and Mongolian names. */
const variation = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u180B-\u180D\u180F]/u;
const mark = /\p{M}/u;
/** The flags of England, Scotland and Wales are spelt out behind a black flag. */
const tag = /[\u{E0020}-\u{E007F}]/u;
/** Signs of scripts that are seen, though they are filed among the unseen. */
const seen = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]/u;
/** Without one of these it is a name of nothing. */
const something = /[\p{L}\p{N}\p{So}]/u;

/** A name to show to others, spaces tidied; null when there is nothing to see in it, or too much. */
export function asName(text: string): string | null {
	const kept = trimmed(visible([...text.replace(blank, ' ')]));
	const counted = [...kept].filter((char) => !variation.test(char) && !joiners.includes(char) && !tag.test(char));
	return something.test(kept) && counted.length <= maxNameChars ? kept : null;
}

/** What is seen, with what shapes it: joiners and choosers of a shape only behind something that they can shape. */
function visible(chars: string[]): string {
	let out = '';
	let marks = 0;
	let flag = false;
	for (const char of chars) {
		const before = out === '' || out.endsWith(' ') ? '' : [...out].at(-1)!;
		const shaped = before !== '' && !joiners.includes(before);
		if (
			joiners.includes(char)
				? !shaped
				: variation.test(char)
					? !shaped || variation.test(before)
					: tag.test(char)
						? !flag
						: !seen.test(char) && unseen.test(char)
		)
			continue;
		marks = mark.test(char) && !variation.test(char) ? marks + 1 : joiners.includes(char) || variation.test(char) ? marks : 0;
		if (marks > maxMarks || (marks > 0 && before === '')) continue;
		flag = char === '\u{1F3F4}' || (flag && tag.test(char));
		out += char;
	}
	return out;
}

/** No spaces around it or twice within, and no joiner that joins nothing: at a word's end one stays behind a mark only. */
const trimmed = (name: string): string =>
	name
		.replace(new RegExp(`(?<!\\p{M})[${joiners}]+(?=\\s|$)`, 'gu'), '')
		.replace(/ +/g, ' ')
		.trim();
