// js_first_load: the JavaScript a browser fetches to show a page for the first time, compressed, beside livekit-client alone.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'vite';
import { browserProgram } from '../../tests/support/browser-program.ts';
import { seated } from '../../tests/support/seated.ts';
import { root } from '../lib/paths.ts';
import { figure, loadNow, type Figure } from './figures.ts';
import { benchFormat } from './format.ts';
import type { Pace } from './interleave.ts';
import type { Servers } from './servers.ts';

/** When nothing new was fetched for so long, the page has what it fetches without a person doing anything. */
const stillMs = 5000;
const kB = 1000;
const compressed = (code: string | Uint8Array): number => gzipSync(code, { level: 9 }).length / kB;

/**
 * What one page fetches in a browser that has never been here, in kB. Throws when the page sends the browser elsewhere.
 * @param device what this tab remembers, as one that came through the door
 */
async function fetched(
	browser: Browser,
	servers: Servers,
	page: string,
	cookies: Record<string, string>,
	device: Record<string, string> = {}
): Promise<number> {
	const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
	try {
		await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: servers.origin })));
		await context.addInitScript((kept) => Object.entries(kept).forEach(([name, value]) => sessionStorage.setItem(name, value)), device);
		const tab = await context.newPage();
		const files = new Set<string>();
		let last = performance.now();
		tab.on('response', (response) => {
			const { pathname } = new URL(response.url());
			if (!pathname.endsWith('.js') || !response.ok()) return;
			files.add(pathname);
			last = performance.now();
		});
		const answer = await tab.goto(`${servers.origin}${page}`);
		while (performance.now() - last < stillMs) await nap(100);
		if (!answer?.ok() || new URL(tab.url()).pathname !== page) throw new Error(`${page} answers ${answer?.status()} at ${tab.url()}`);
		return [...files].reduce((sum, file) => sum + compressed(readFileSync(path.join(root, 'build', 'client', file))), 0);
	} finally {
		await context.close();
	}
}

/** livekit-client bundled and minified as the product's build does it, with nothing around it, in kB. */
async function libraryAlone(): Promise<number> {
	const entry = 'virtual:livekit-client-alone';
	const made = await build({
		root,
		configFile: false,
		logLevel: 'silent',
		build: { write: false, minify: true, rollupOptions: { input: entry, output: { format: 'es' }, preserveEntrySignatures: 'strict' } },
		plugins: [
			{
				name: 'entry',
				resolveId: (id) => (id === entry ? id : null),
				load: (id) => (id === entry ? "export { Room, RoomEvent, Track, createLocalTracks } from 'livekit-client';" : null)
			}
		]
	});
	const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
	return outputs.reduce((sum, one) => sum + (one.type === 'chunk' ? compressed(one.code) : 0), 0);
}

export async function firstLoad(servers: Servers, _: Pace): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const program = browserProgram();
	const at = await seated(['facilitator', 'participant', 'participant'], benchFormat);
	const cookies = at.cookies.get(2)!;
	const browser = await chromium.launch({
		executablePath: program.executablePath,
		env: { ...(process.env as Record<string, string>), ...program.env },
		args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
	});
	try {
		const alone = await libraryAlone();
		const page = async (
			name: string,
			where: string,
			goal: string,
			floor: number | null,
			met: (kB: number) => boolean | null,
			device?: Record<string, string>
		) => ({
			[name]: figure(
				{ unit: 'kB', goal, loadBefore, notes: ['gzip'] },
				[await fetched(browser, servers, where, cookies, device)],
				floor === null ? null : [floor],
				({ p50 }) => met(p50)
			)
		});
		return {
			...(await page('js_first_load_home', '/', '≤ 50 kB', null, (size) => size <= 50)),
			...(await page('js_first_load_pre_join', `/gatherings/${at.id}/join`, 'beside it', alone, () => null)),
			...(await page(
				'js_first_load',
				`/gatherings/${at.id}/circle`,
				'circle ≤ livekit-client + 60 kB',
				alone,
				(size) => size <= alone + 60,
				{ [`evenround.device.${at.id}`]: randomUUID() }
			))
		};
	} finally {
		await browser.close();
	}
}
