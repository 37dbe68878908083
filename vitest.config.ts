// The quick tests: pure rules, whole gatherings as transcripts, random walks, and the borders of the code. No server runs.
import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	// The application's Vite plugins stay out: the rules need none of them, and they slow the runner's end.
	resolve: { alias: { $lib: path.resolve(import.meta.dirname, 'src/lib') } },
	test: {
		include: [
			'src/**/*.test.ts',
			'scripts/**/*.test.ts',
			'tests/scripts/**/*.test.ts',
			'tests/fuzz/**/*.test.ts',
			'tests/privacy/**/*.test.ts',
			'tests/mutants/*.test.ts',
			'tests/*.test.ts'
		],
		environment: 'node',
		testTimeout: 60_000,
		allowOnly: false
	}
});
