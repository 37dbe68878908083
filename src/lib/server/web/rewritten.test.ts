// The links of the mails, as they come back from gateways.
import { expect, test } from 'vitest';
import { asMeant } from './rewritten.ts';

const secret = 'q7xv_RkT-2yWm0cL9aBdEf';
const meant = (path: string): string | null => asMeant(new URL(path, 'https://circle.example'));

test.each([
	['the sign of a fragment as a part of the path', `/invite%23${secret}`, `/invite#${secret}`],
	['the same, in small letters and over a deeper path', `/sign-in/link%23${secret}`, `/sign-in/link#${secret}`],
	['written anew twice', `/invite%2523${secret}`, `/invite#${secret}`],
	['with the way back before it', `/sign-in/link?to=%2Fcalendar%23${secret}`, `/sign-in/link?to=%2Fcalendar#${secret}`],
	['with what a tracker adds behind it', `/invite%23${secret}?utm_source=mail`, `/invite?utm_source=mail#${secret}`],
	[
		'with that added in the query',
		`/sign-in/link?to=%2Fcalendar%23${secret}&utm_source=mail`,
		`/sign-in/link?to=%2Fcalendar&utm_source=mail#${secret}`
	],
	['of a fragment that is not ours', '/help%23numbers', '/help#numbers']
])('%s is led to the link that was meant', (_, asked, to) => expect(meant(asked)).toBe(to));

test.each(['/invite', '/formats/a%20b', '/circles?to=%2Fhelp', '/find?q=%23grief', '/a%23b/c'])('%s stays what it is', (asked) =>
	expect(meant(asked)).toBeNull()
);

test('never leads to another host', () => {
	for (const asked of [`//evil.example%23${secret}`, `/\\evil.example%23${secret}`, `//evil.example?a=%23${secret}`]) {
		const to = asMeant(new URL(`https://circle.example${asked}`));
		expect(new URL(to!, 'https://circle.example').host).toBe('circle.example');
	}
});
