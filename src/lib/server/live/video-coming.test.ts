import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { comingFile } from '../../../../scripts/lib/video-coming.ts';
import { videoComing } from './video-coming.ts';

test('what is coming is said as it is now, and no more when it stands', () => {
	const dir = mkdtempSync(path.join(tmpdir(), 'evenround-coming-'));
	try {
		const coming = comingFile(dir);
		const said = () => videoComing(coming.env);
		expect(said()).toBeNull();
		coming.is('download');
		expect(said()).toMatch(/being downloaded/);
		coming.is('go');
		expect(said()).toMatch(/being built on this machine/);
		coming.is(null);
		expect(said()).toBeNull();
		expect(videoComing({})).toBeNull();
	} finally {
		rmSync(dir, { recursive: true });
	}
});
