import { expect, test } from 'vitest';
import { asEmail, passwordRefusal } from './email.ts';

test('an address is stored lower-cased; what cannot be one, or could smuggle a second one into a mail, is refused', () => {
	expect(asEmail('  Ana.B@Example.ORG ')).toBe('ana.b@example.org');
	for (const odd of ['', 'ana', 'ana@example', 'a@b.c, d@e.f', 'a b@c.de', 'Ana <a@b.cd>', `a@b.cd\nBcc: d@e.fg`, `${'a'.repeat(250)}@b.cd`]) {
		expect(asEmail(odd), odd).toBeNull();
	}
});

test('a password is judged by its length and by how easily it is guessed, not by kinds of characters', () => {
	expect(passwordRefusal('tree lamp river', 'ana@example.org')).toBeNull();
	expect(passwordRefusal('elevenchars', 'ana@example.org')).toBe('password-short');
	expect(passwordRefusal('x'.repeat(257), 'ana@example.org')).toBe('password-long');
	for (const common of ['password1234', '123456789123', 'qwertyqwerty', 'aaaaaaaaaaaa', 'evenround2026', 'ana-maria-1!']) {
		expect(passwordRefusal(common, 'ana-maria@example.org'), common).toBe('password-common');
	}
});
