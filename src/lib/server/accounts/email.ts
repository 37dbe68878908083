// What an e-mail address and a password must look like. Knows no account.

import { domainToASCII } from 'node:url';
import { authLimits } from './limits.ts';

/** The dotted word before the @, in any script. No comment, group, quotation or route: a mail program reads a second address into those. */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** At least two labels, the last of them no number: never the bare address of a machine. */
const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
const common = ['password', 'passwort', 'qwerty', 'qwertz', 'letmein', 'iloveyou', 'welcome', 'evenround', '123456789', 'abcdefgh'];

/**
 * The address as it is stored and compared, one for each mailbox: small letters, compatibility forms made one (NFKC), the domain as
 * the name system has it (punycode, no dot at its end), and nothing that cannot be seen. Dots and `+` before the @ stay: what they
 * mean is for each mail server to say. Null when it cannot be an address. Every door that takes an address takes it by this.
 */
export function asEmail(text: string): string | null {
	if (text.length > authLimits.maxEmailChars * 4) return null;
	const one = text.normalize('NFKC').replace(unseen, '').trim().toLowerCase().normalize('NFKC');
	if (/[\s\p{Cc}]/u.test(one)) return null;
	const at = one.lastIndexOf('@');
	const [name, host] = [one.slice(0, at), domainToASCII(one.slice(at + 1)).replace(/\.$/, '')];
	const email = `${name}@${host}`;
	return at > 0 && email.length <= authLimits.maxEmailChars && local.test(name) && domain.test(host) ? email : null;
}

export type PasswordRefusal = 'password-short' | 'password-long' | 'password-common';

/** Why a password cannot be taken; null when it can. Length counts, not kinds of characters. */
export function passwordRefusal(password: string, email: string): PasswordRefusal | null {
	const length = [...password].length;
	if (length < authLimits.minPasswordChars) return 'password-short';
	if (length > authLimits.maxPasswordChars) return 'password-long';
	const flat = password.toLowerCase();
	const rest = [email.split('@')[0]!, ...common].reduce((left, word) => left.replaceAll(word, ''), flat);
	const guessable = new Set(flat).size < 5 || rest.length < authLimits.minPasswordChars / 2;
	return guessable ? 'password-common' : null;
}
