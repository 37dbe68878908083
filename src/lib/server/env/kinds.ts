// What a variable of the environment may look like: each kind reads a text, or says in one sentence's end what it must be.
// Never repeats the text, which may be a secret.

import * as v from 'valibot';

const matching = (pattern: RegExp, mustBe: string) => v.pipe(v.string(), v.regex(pattern, mustBe));
const holding = (holds: (text: string) => boolean, mustBe: string) => v.pipe(v.string(), v.check(holds, mustBe));

const urlOf =
	(protocols: string[]) =>
	(text: string): boolean =>
		URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1));

/** Any text. */
export const anyText = v.string();

/** @param example of how one looks */
export const url = (protocols: string[], example: string) => holding(urlOf(protocols), `must be an address like ${example}`);

/** What stands in a browser before the first slash. */
export const origin = holding(
	(one) => urlOf(['https', 'http'])(one) && new URL(one).origin === one.toLowerCase(),
	'must be an address like https://circles.example.org, with nothing after the name and the port'
);

const inside =
	/^(localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1\]|\[f[cd][0-9a-f:]+\]|[a-z0-9-]+|.+\.(internal|local))$/;

/** Whether an address may be posted to: https anywhere, plain http only where no foreign wire lies between. */
export function mayPostTo(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || (protocol === 'http:' && inside.test(hostname));
}

export const postable = holding(mayPostTo, 'must be an https address, or an http address on this machine or a private network');

/** A whole number. */
export const wholeNumber = (least: number, most: number) =>
	v.pipe(
		matching(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`),
		v.transform(Number),
		v.minValue(least, `must be a whole number from ${least} to ${most}`),
		v.maxValue(most, `must be a whole number from ${least} to ${most}`)
	);

/** Kept as text, for what is also set on a page. */
export const wholeText = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.check((one) => v.is(wholeNumber(least, most), one), `must be a whole number from ${least} to ${most}`)
	);

export const pace = v.pipe(
	matching(/^\d+(\.\d+)?$/, 'must be a number above 0, like 0.5'),
	v.transform(Number),
	v.check((n) => n > 0, 'must be a number above 0, like 0.5')
);

export const yesOrNo = v.picklist(['yes', 'no'], 'must be yes or no');

export const oneWordOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
	v.picklist(words, `must be one of ${words.join(', ')}`);

export const key = matching(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal characters');

export const base64url = matching(/^[\w-]{10,200}$/, 'must be a key as `npx web-push generate-vapid-keys` prints it');

export const address = matching(/^\S+@\S+$/, 'must be an e-mail address');

export const sender = matching(
	/^([^<>]*<\S+@[^\s<>]+>|\S+@\S+)$/,
	'must be an e-mail address, or a name with one like Evenround <circles@example.org>'
);

export const contact = holding((one) => /^mailto:\S+@\S+$/.test(one) || urlOf(['https'])(one), 'must be a mailto: or https: address');

export const bytes = matching(/^\d+[KMG]?$/i, 'must be a number of bytes, like 512K');

export const header = matching(/^[\w-]+$/, 'must be the name of a header, like X-Forwarded-For');

export const hosts = matching(/^(\*\.)?[\w.-]+(\s+(\*\.)?[\w.-]+)*$/, 'must be names of hosts with spaces between them');

/** A word that opens something. */
export const secret = v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters'));
