// `docker compose`, from this machine or built here with Go. The newest release of it is not asked for: 2.20 is enough.
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { older } from '../../src/lib/server/live/livekit-versions.js';
import { step } from '../lib/say.ts';
import { docker, type Engine } from './engine.ts';
import { run, tried } from './run.ts';

const oldest = '2.20';
const module = 'github.com/docker/compose/v2';
const version = 'v2.40.3';

/** Sees to it that `docker compose` works at this engine. */
export async function haveCompose(engine: Engine, kept: string): Promise<string> {
	const here = await tried('docker', ['compose', 'version', '--short'], { env: { DOCKER_HOST: engine.env.DOCKER_HOST } });
	const plugins = path.join(engine.env.DOCKER_CONFIG, 'cli-plugins');
	if (here.code === 0 && !older(here.out, oldest)) return `compose ${here.out.trim()} of this machine`;
	const program = path.join(kept, `docker-compose-${version}`);
	if (!existsSync(program)) await step('Building compose with Go', () => build(kept, program));
	mkdirSync(plugins, { recursive: true });
	symlinkSync(program, path.join(plugins, 'docker-compose'));
	await docker(engine, ['compose', 'version']);
	return `compose ${version}, built here with Go`;
}

/** In a copy of the module's folder, since it replaces others by its go.mod, which `go install` refuses. */
async function build(kept: string, program: string): Promise<void> {
	const { Dir } = JSON.parse(await run('go', ['mod', 'download', '-json', `${module}@${version}`], { minutes: 5 })) as { Dir: string };
	const source = path.join(kept, 'compose-source');
	rmSync(source, { recursive: true, force: true });
	cpSync(Dir, source, { recursive: true });
	await run('chmod', ['-R', 'u+w', source]);
	await run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', `${program}.part`, './cmd'], {
		cwd: source,
		minutes: 25,
		env: { CGO_ENABLED: '0' }
	});
	await run('mv', [`${program}.part`, program]);
	rmSync(source, { recursive: true, force: true });
}
