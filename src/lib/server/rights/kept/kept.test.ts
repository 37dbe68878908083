// The inventory says who sees to each end: what it names is there.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { elsewhere, kept } from './index.ts';

test('every file and folder that sees to an end is there', () => {
	const server = path.resolve(import.meta.dirname, '../..');
	const named = Object.values({ ...kept, ...elsewhere })
		.flatMap(({ by }) => by.split(', '))
		.filter((one) => /^[a-z-]+\/([a-z-]+\.ts)?$/.test(one));
	expect(named.length).toBeGreaterThan(20);
	expect([...new Set(named)].filter((one) => !existsSync(path.join(server, one)))).toEqual([]);
});
