// `npm run format`: writes every file of code as the formatter would; `npm run lint` refuses what it would change.
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from './lib/paths.ts';

const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
process.exit(spawnSync(process.execPath, [prettier, '--write', '--log-level=warn', '.'], { cwd: root, stdio: 'inherit' }).status ?? 1);
