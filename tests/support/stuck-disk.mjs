// Loaded into an application before it starts (node --import): while the file `stuck` lies in STUCK_DISK, whatever is asked of the
// disk under DATA_DIR keeps a real thread of the process waiting, in opening a pipe that nobody writes to. Its log is a pipe too.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const { STUCK_DISK: dir = '', DATA_DIR: data = '' } = process.env;
const [gate, flag] = [path.join(dir, 'gate'), path.join(dir, 'stuck')];
const { accessSync, closeSync, openSync } = fs;
const { open } = fs.promises;

closeSync(1);
// The lowest number that is free: the output of this process from now on.
openSync(path.join(dir, 'log'), 'r+');

/** @param {unknown} file */
function isStuck(file) {
	try {
		accessSync(flag);
		return String(file).startsWith(data);
	} catch {
		return false;
	}
}
for (const name of ['access', 'mkdir', 'readFile', 'readdir', 'rename', 'rm', 'stat', 'statfs', 'writeFile']) {
	const real = fs.promises[name];
	fs.promises[name] = async (/** @type {unknown[]} */ ...given) => {
		if (isStuck(given[0])) await (await open(gate, 'r')).close();
		return real(...given);
	};
}
for (const name of ['existsSync', 'readFileSync', 'statSync', 'writeFileSync']) {
	const real = fs[name];
	fs[name] = (/** @type {unknown[]} */ ...given) => {
		if (isStuck(given[0])) closeSync(openSync(gate, 'r'));
		return real(...given);
	};
}
syncBuiltinESMExports();
