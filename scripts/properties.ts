// `npm run properties`: a million random steps of gatherings against the rules that always hold; `npm test` takes a tenth of it.
import path from 'node:path';
import { root } from './lib/paths.ts';
import { launch } from './lib/processes.ts';

const million = 5000;

const child = launch({
	...{ name: 'vitest', command: process.execPath, cwd: root, log: 'inherit', stopSignals: ['SIGINT'], graceMs: 5000 },
	args: [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/fuzz/gathering.test.ts'],
	env: { ...process.env, FUZZ_RUNS: process.env.FUZZ_RUNS ?? String(million) }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.stop());
process.exitCode = (await child.exited) ?? 1;
