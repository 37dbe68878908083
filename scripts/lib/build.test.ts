// What a build is known by: its sources, and the folder it was made in.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stamp } from './build.ts';

test('another source or another folder is another build; tests are none of it', () => {
	const dir = mkdtempSync(path.join(tmpdir(), 'evenround-stamp-'));
	try {
		const [here, moved] = [path.join(dir, 'here'), path.join(dir, 'moved')];
		mkdirSync(path.join(here, 'src'), { recursive: true });
		writeFileSync(path.join(here, 'src', 'a.ts'), 'one');
		const before = stamp(here);
		cpSync(here, moved, { recursive: true });
		expect(stamp(moved)).not.toBe(before);
		writeFileSync(path.join(here, 'src', 'a.test.ts'), 'a test');
		expect(stamp(here)).toBe(before);
		writeFileSync(path.join(here, 'src', 'a.ts'), 'two');
		expect(stamp(here)).not.toBe(before);
	} finally {
		rmSync(dir, { recursive: true });
	}
});
