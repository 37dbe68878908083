import { expect, test } from 'vitest';
import { draftOf } from '../../formats/draft.ts';
import { formats } from '../../gathering/formats/index.ts';
import { checked } from './checking.ts';

test('one thread answers one after the other, also what comes at the same time, and says what the gate says', async () => {
	const [first, second, third] = formats.map(draftOf);
	expect(await checked(first, 'somebody')).toEqual({ draft: first });
	const both = await Promise.all([checked(second, 'somebody'), checked({ ...third, title: ' ' }, 'somebody else')]);
	expect(both).toEqual([{ draft: second }, { errors: { title: 'A few words are needed here.' } }]);
}, 60_000);
