// `npm run picture`: writes the pictures of the machine into docs/machine.md, below the line that begins them. Changes nothing else.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { picture } from './lib/machine-picture.ts';
import { root } from './lib/paths.ts';

const file = path.join(root, 'docs/machine.md');
const begins = '<!-- npm run picture writes what follows -->\n';
const [above] = readFileSync(file, 'utf8').split(begins);
writeFileSync(file, `${above}${begins}\n${picture()}`);
