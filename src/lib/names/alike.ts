// Names that one could take for one another: told apart by a number, so that nobody looks like whoever holds the circle. Pure.
// The table is short on purpose. It has the letters that draw the same in Latin, Cyrillic, Greek and a few others; what it lacks
// is a gap in a picture and not in a lock, for whoever holds the circle bears a mark beside their name too.

/** Capitals that look like Latin ones, though their small letters do not. */
const capitals: Record<string, string> = pairs(
	'АaВbЕeЅsІiЈjКkМmНhОoРpСcТtУyХxАa ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧx ՏsՍuՕoԼl ᎪaᏴbᏟcᎠdᎬeᎻhᎫjᏦkᏞlᎷmᎾoᏢpᎡrᏚsᎢtᏙvᎳwᏃz'
);
/** Small letters, and what looks like one. */
const small: Record<string, string> = pairs(
	'аaвbгrеeѕsіiїiјjкkмmнhоoпnрpсcтtуyхxһhԁdԛqԝwөoӏiѵvүyєeѐeёeиu αaβbγyδdεeηnιiκkμmνvοoρpςcσoτtυuχxωw աwհhսuոnօoցgզqյjքp ɑaɪiɡgıiɩiʟlɴnʀrꜱsᴀaʙbᴄcᴅdᴇeʜhᴊjᴋkʟlᴍmᴏoᴘpᴛtᴜuᴠvᴡwʏyᴢzøołlđdħhŧtŋnƅbƨsʋu ⲟoⲣpⲥc'
);
/** Told apart by nobody at a glance. */
const strokes: Record<string, string> = { l: 'i', '1': 'i', '|': 'i', '!': 'i', j: 'i', '0': 'o', '5': 's' };

function pairs(text: string): Record<string, string> {
	const chars = [...text.replaceAll(' ', '')];
	return Object.fromEntries(chars.flatMap((char, i) => (i % 2 === 0 ? [[char, chars[i + 1]!]] : [])));
}
const through = (table: Record<string, string>, text: string): string => [...text].map((char) => table[char] ?? char).join('');

/** What is left of a name when all that could be overlooked is taken away: two of the same look alike. */
export function skeleton(name: string): string {
	// Accents and the like are those that no script owns: vowel signs of Indian scripts are letters and stay.
	const bare = name.normalize('NFKD').replace(/\p{Script=Inherited}|\p{Cf}|\p{Default_Ignorable_Code_Point}/gu, '');
	const latin = through(
		small,
		through(capitals, bare)
			.toLowerCase()
			.normalize('NFKD')
			.replace(/\p{Script=Inherited}/gu, '')
	);
	const letters = through(strokes, latin.replace(/rn/g, 'm').replace(/vv/g, 'w')).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
	return letters || name.normalize('NFKC').toLowerCase();
}

interface Named {
	name: string;
	/** Holds the circle: their name stays as it is. */
	holds: boolean;
}

/**
 * Names as everybody reads them: whoever looks like somebody who holds the circle, and does not, gets a number.
 * @param people in the order in which they came
 */
export function toldApart<K>(people: Map<K, Named>): Map<K, string> {
	const all = [...people];
	const holders = new Set(all.filter(([, { holds }]) => holds).map(([, { name }]) => skeleton(name)));
	const taken = new Set(all.map(([, { name }]) => skeleton(name)));
	return new Map(
		all.map(([key, { name, holds }]) => {
			if (holds || !holders.has(skeleton(name))) return [key, name];
			let n = 2;
			while (taken.has(skeleton(numbered(name, n)))) n += 1;
			taken.add(skeleton(numbered(name, n)));
			return [key, numbered(name, n)];
		})
	);
}

const numbered = (name: string, n: number): string => `${name} (${n})`;

/** The name without the number by which it was told apart: somebody is called as they are read. */
export const unnumbered = (name: string): string => name.replace(/ \(\d+\)$/, '');
