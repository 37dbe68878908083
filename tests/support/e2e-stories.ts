// The stories of the screens, built once for the tests of one file and served to them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { build, preview } from 'vite';

const stories = path.resolve(import.meta.dirname, '../stories');

/** A test that is given the address of the built stories. @param page the file of tests/stories that it opens */
export const storyTest = (page: 'index.html' | 'pressing.html') =>
	base.extend<object, { site: string }>({
		site: [
			async ({}, use) => {
				const outDir = mkdtempSync(path.join(tmpdir(), 'evenround-stories-'));
				const config = { configFile: path.join(stories, 'vite.config.ts'), logLevel: 'error' as const };
				await build({
					...config,
					build: { outDir, emptyOutDir: true, minify: false, rolldownOptions: { input: path.join(stories, page) } }
				});
				const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
				await use(server.resolvedUrls!.local[0]!);
				await server.close();
				rmSync(outDir, { recursive: true, force: true });
			},
			{ scope: 'worker', timeout: 120_000 }
		]
	});
