// The tests against the real application, PostgreSQL and LiveKit, which the global setup starts and ends.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	resolve: { alias: { $lib: path.resolve(import.meta.dirname, 'src/lib') } },
	test: {
		include: ['tests/integration/**/*.test.ts', 'tests/attacks/**/*.test.ts', 'tests/faults/**/*.test.ts'],
		globalSetup: 'tests/support/private-servers.ts',
		environment: 'node',
		execArgv: ['--import', pathToFileURL(path.resolve(import.meta.dirname, 'scripts/lib/mended-postgres.ts')).href],
		// The files share two processors and one video server: one at a time.
		fileParallelism: false,
		maxConcurrency: 2,
		testTimeout: 60_000,
		hookTimeout: 90_000,
		allowOnly: false
	}
});
