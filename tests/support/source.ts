// Reads the product's own source as text: which files there are and what each imports. For the tests of its borders.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.ts';

export interface Import {
	/** As written. */
	from: string;
	/** Erased when the program runs. */
	typeOnly: boolean;
	/** The file it means, relative to the top folder; absent for packages. */
	file?: string;
}

/** Files of this clone that git knows or would add, relative to the top folder. */
export function files(): string[] {
	const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
	return [...new Set(list.split('\n'))].filter((file) => file !== '' && existsSync(path.join(root, file)));
}

export function read(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}

/** The text without comments, so that a rule can be explained beside the code that keeps it. */
export function code(file: string): string {
	return read(file)
		.replaceAll(/\/\*[\s\S]*?\*\//g, '')
		.replaceAll(/(^|[\s;{}()])\/\/.*$/gm, '$1')
		.replaceAll(/<!--[\s\S]*?-->/g, '');
}

const statement = /(?:^|[\n;>])\s*(import|export)\s+(type\s)?(?:[\w*${}\s,]+?\sfrom\s*)?['"]([^'"]+)['"]/g;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** Every import and re-export of a file, in order. */
export function importsOf(file: string): Import[] {
	const text = code(file);
	const written = [...text.matchAll(statement)].map((match) => ({ from: match[3]!, typeOnly: match[2] !== undefined }));
	const later = [...text.matchAll(dynamic)].map((match) => ({ from: match[1]!, typeOnly: false }));
	return [...written, ...later].map((one) => ({ ...one, file: resolve(file, one.from) }));
}

function resolve(from: string, wanted: string): string | undefined {
	const target = wanted.startsWith('$lib')
		? wanted.replace('$lib', 'src/lib')
		: wanted.startsWith('.')
			? path.posix.join(path.posix.dirname(from), wanted)
			: undefined;
	if (!target) return undefined;
	const candidates = [target, `${target}.ts`, target.replace(/\.js$/, '.ts'), `${target}/index.ts`, `${target}.svelte.ts`];
	return candidates.find((file) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile()) ?? target;
}

/** The rings of files that import each other at run time; each ring once. */
export function cycles(all: string[]): string[][] {
	const found: string[][] = [];
	const done = new Set<string>();
	const walk = (file: string, trail: string[]): void => {
		const seen = trail.indexOf(file);
		if (seen >= 0) return void found.push([...trail.slice(seen), file]);
		if (done.has(file) || !all.includes(file)) return;
		for (const one of importsOf(file)) if (one.file && !one.typeOnly) walk(one.file, [...trail, file]);
		done.add(file);
	};
	for (const file of all) walk(file, []);
	return found;
}
