// What an e-mail address and a password must look like. Knows no account.

import { authLimits } from './limits.ts';

const shape = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/;
const common = ['password', 'passwort', 'qwerty', 'qwertz', 'letmein', 'iloveyou', 'welcome', 'evenround', '123456789', 'abcdefgh'];

/** The address as it is stored; null when it cannot be one. */
export function asEmail(text: string): string | null {
	const email = text.trim().toLowerCase();
	return email.length <= authLimits.maxEmailChars && shape.test(email) ? email : null;
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
