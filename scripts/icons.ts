// Draws static/icons/*.png from the product's own mark, static/favicon.svg: `node scripts/icons.ts`, after the mark has changed.
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { browserProgram } from '../tests/support/browser-program.ts';

const ground = '#f5efe6';
/** The mark's part of the width: a phone may cut the corners to a circle. */
const part = 0.58;
const sizes = [180, 192, 512];

const program = browserProgram();
const browser = await chromium.launch({
	executablePath: program.executablePath,
	env: { ...(process.env as Record<string, string>), ...program.env },
	args: process.getuid?.() === 0 ? ['--no-sandbox'] : []
});
const mark = Buffer.from(readFileSync('static/favicon.svg')).toString('base64');
mkdirSync('static/icons', { recursive: true });
for (const size of sizes) {
	const page = await browser.newPage({ viewport: { width: size, height: size } });
	await page.setContent(
		`<body style="margin:0;height:100vh;display:grid;place-items:center;background:${ground}"><img width="${Math.round(size * part)}" src="data:image/svg+xml;base64,${mark}"></body>`
	);
	await page.screenshot({ path: `static/icons/${size}.png` });
}
await browser.close();
