// Presses everything on the pages that are drawn and compares it with what may be done (I18): npx playwright test -c tests/controls.
// Not a part of npm test: it takes minutes, and does not know yet that what is fresh under a finger waits a moment.
import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

export default defineConfig({ ...base, testDir: '.', testMatch: 'controls.spec.ts', globalSetup: undefined, outputDir: '../../test-results/controls' });
