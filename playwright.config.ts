// The tests in real browsers, on the real application, PostgreSQL and LiveKit, which the global setup starts and ends.
import { defineConfig } from '@playwright/test';
import { browserProgram } from './tests/support/browser-program.ts';

const program = browserProgram();

export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/support/private-servers.ts',
	// Four pages with video fill two processors: one test at a time.
	workers: 1,
	fullyParallel: false,
	forbidOnly: true,
	retries: 0,
	// No test is about how quick this machine is: each of its waits has an end of its own, and this one is for what hangs.
	timeout: 900_000,
	expect: { timeout: 20_000 },
	outputDir: 'test-results/e2e',
	use: {
		browserName: 'chromium',
		actionTimeout: 60_000,
		navigationTimeout: 60_000,
		// Pictures of every frame would cost more than the pages themselves.
		trace: { mode: 'retain-on-failure', screenshots: false },
		launchOptions: {
			executablePath: program.executablePath,
			env: { ...(process.env as Record<string, string>), ...program.env },
			args: [
				'--use-fake-ui-for-media-stream',
				'--use-fake-device-for-media-stream',
				'--autoplay-policy=no-user-gesture-required',
				...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
			]
		}
	}
});
