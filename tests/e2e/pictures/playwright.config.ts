// Takes pictures of the main screens in real rehearsals, to choose from for docs/pictures: npx playwright test -c tests/e2e/pictures
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.ts';
import { film } from './film.ts';

// One's own camera shows a drawn face, as the simulated people's cameras do.
const own = film(path.join(mkdtempSync(path.join(tmpdir(), 'evenround-pictures-')), 'face.y4m'));
const launch = base.use?.launchOptions ?? {};

export default defineConfig({
	...base,
	testDir: '.',
	testMatch: 'pictures.ts',
	globalSetup: '../../support/private-servers.ts',
	outputDir: '../../../test-results/pictures',
	timeout: 400_000,
	use: {
		...base.use,
		trace: 'off',
		launchOptions: { ...launch, args: [...(launch.args ?? []), `--use-file-for-fake-video-capture=${own}`] }
	}
});
