// The images that ours are made from, by the names that the files in deploy/ say: pulled where that works, and else stood in for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { say, step } from '../lib/say.ts';
import { docker, type Engine } from './engine.ts';
import { tried } from './run.ts';
import { standIns } from './stand-ins.ts';

const pullMinutes = 10;

/** @param folders each a deploy/ whose files name images */
export function named(folders: string[]): string[] {
	const texts = folders.flatMap((folder) =>
		['Dockerfile', 'Caddy.Dockerfile', 'compose.yaml'].map((file) => readFileSync(path.join(folder, file), 'utf8'))
	);
	const all = texts.flatMap((text) => [...text.matchAll(/^(?:FROM|\s*image:)\s+(\S+)/gm)].map(([, image]) => image!));
	return [...new Set(all)].filter((image) => image.includes(':')).sort();
}

/** Sees to it that the engine has every one of these. Returns which are stood in for. */
export async function haveBases(engine: Engine, images: string[], kept: string): Promise<string[]> {
	const [first = ''] = images;
	const official = async (image: string): Promise<boolean> => (await labelOf(engine, image)) === '';
	const pull = async (image: string): Promise<boolean> =>
		(await official(image)) || (await tried('docker', ['pull', '--quiet', image], { env: engine.env, minutes: pullMinutes })).code === 0;
	if (await step('Looking for the images that ours are made from', () => pull(first))) {
		for (const image of images)
			if (!(await step(`Getting ${image}`, () => pull(image)))) throw new Error(`${image} is not to be had, though ${first} is`);
		return [];
	}
	say('  Images cannot be pulled here: each is stood in for by one made on this machine.');
	const make = standIns(engine, kept);
	for (const image of images) await make(image, async (hash) => (await labelOf(engine, image)) === hash);
	return images;
}

/** Of which making a stand-in is; '' for an official image, null where there is none of this name. */
async function labelOf(engine: Engine, image: string): Promise<string | null> {
	const { code, out } = await tried('docker', ['image', 'inspect', '--format', '{{ index .Config.Labels "stand-in" }}', image], {
		env: engine.env
	});
	return code === 0 ? out.trim() : null;
}

/** How big it is, in megabytes as the engine counts them. */
export const sizeOf = async (engine: Engine, image: string): Promise<number> =>
	Math.round(Number(await docker(engine, ['image', 'inspect', '--format', '{{ .Size }}', image])) / 1e6);
