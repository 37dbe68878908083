import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a hash is an argon2id PHC string with the cost written in it, and never the same twice', async () => {
	const [one, other] = await Promise.all([hashPassword('tree lamp river'), hashPassword('tree lamp river')]);
	expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
	expect(other).not.toBe(one);
});

test('only the same password fits; the same letters typed on another keyboard do, too', async () => {
	const stored = await hashPassword('caf\u00e9 am fluss');
	expect(await verifyPassword('cafe\u0301 am fluss', stored)).toBe(true);
	expect(await verifyPassword('cafe am fluss', stored)).toBe(false);
	expect(await verifyPassword('café am fluss', null)).toBe(false);
});

test('a hash another program made is verified with the cost it names', async () => {
	// argon2 -id -t 2 -k 65536 -p 1, password "password", salt "somesalt": from the reference implementation's own tests.
	const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
	expect(await verifyPassword('password', reference)).toBe(true);
	expect(await verifyPassword('passwort', reference)).toBe(false);
});

test('what is no hash is a bug, not a wrong password', async () => {
	await expect(verifyPassword('password', 'plain text')).rejects.toThrow('PHC');
});
