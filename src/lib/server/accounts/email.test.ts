import { expect, test } from 'vitest';
import { asEmail, passwordRefusal } from './email.ts';

test('an address is stored in one form; what cannot be one, or could smuggle a second one into a mail, is refused', () => {
	expect(asEmail('  Ana.B@Example.ORG ')).toBe('ana.b@example.org');
	for (const odd of [
		'',
		'ana',
		'ana@example',
		'a@b.c, d@e.f',
		'a b@c.de',
		'Ana <a@b.cd>',
		`a@b.cd\nBcc: d@e.fg`,
		`${'a'.repeat(250)}@b.cd`
	]) {
		expect(asEmail(odd), odd).toBeNull();
	}
});

test('one mailbox is one address, however it is written', () => {
	const spelt = [
		'BÜRO@Bücher.example',
		'bu\u0308ro@xn--bcher-kva.example',
		'\u200Bbüro@bücher.example\uFEFF',
		'ｂüro＠bücher。example',
		'büro@bücher.example.',
		' b\u00ADüro@bücher.example\t'
	];
	expect(new Set(spelt.map(asEmail))).toEqual(new Set(['büro@xn--bcher-kva.example']));
	expect(asEmail('\u212Ana@example.org')).toBe('kna@example.org');
	// What a mail server does with these is its own: two addresses stay two.
	expect(new Set(['a.na@example.org', 'ana@example.org', 'ana+1@example.org'].map(asEmail)).size).toBe(3);
	for (const own of ['büro@xn--bcher-kva.example', "o'neil@example.org", 'ana+circle@mail.example.co', '李@例え.テスト'])
		expect(asEmail(asEmail(own)!), own).toBe(asEmail(own));
});

test('no name beside the mailbox: comments, groups, quotations, routes and bare machines are no addresses', () => {
	for (const odd of [
		'a0:box@example.org',
		'box(1)@example.org',
		'(x)box@example.org',
		'victim@example.org:',
		'box@example.org;',
		'"a b"@example.org',
		'a@b@example.org',
		'.a@example.org',
		'a..b@example.org',
		'a\\b@example.org',
		'a@[127.0.0.1]',
		'a@127.0.0.1',
		'a@0x7f.1',
		'a@localhost',
		'ana@example.org\nx',
		'ana@exam\u0000ple.org',
		'a@-x.org',
		'@example.org'
	]) {
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
