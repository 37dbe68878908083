// What browser tests share: one application for all of them, and people who sit down in browsers of their own.
import { expect, test as base, type Browser, type BrowserContextOptions } from '@playwright/test';
import { closeDb } from '../../src/lib/server/db/index.ts';
import type { JobName } from '../../src/lib/server/jobs/held.ts';
import { newsOf, type Planned } from './e2e-gathering.ts';
import { pitchOf, senses } from './e2e-senses.ts';
import { Sitter } from './e2e-sitter.ts';
import { due, says } from './log.ts';
import { freshDatabase, startApp, type TestApp } from './servers.ts';

export { expect };

/** On every screen, this soon after the log has it. */
const equalMs = 3000;

export interface Seating {
	/** A browser of their own for somebody of the plan; nothing is opened in it yet. */
	invite(plan: Planned, seat: number, options?: BrowserContextOptions): Promise<Sitter>;
	/** A browser that knows nobody; `seat` is the one it will get. */
	stranger(seat: number, name: string, options?: BrowserContextOptions): Promise<Sitter>;
}

export const test = base.extend<{ seating: Seating }, { env: Record<string, string>; runs: readonly JobName[]; app: TestApp }>({
	/** What the application is told beside its servers: `test.use({ env: … })`. */
	env: [{}, { scope: 'worker', option: true }],
	/** What the application begins by itself: `test.use({ runs: [['mails'], { scope: 'worker' }] })`. */
	runs: [[], { scope: 'worker', option: true }],
	app: [
		async ({ env, runs }, use) => {
			const databaseUrl = await freshDatabase();
			const app = await startApp({ databaseUrl, env, runs });
			process.env.DATABASE_URL = databaseUrl;
			await use(app);
			await closeDb();
			await app.stop();
		},
		{ scope: 'worker', timeout: 180_000 }
	],
	seating: async ({ app, browser }, use) => {
		const opened: Sitter[] = [];
		const stranger: Seating['stranger'] = async (seat, name, options) => {
			const sitter = await opens(browser, app, seat, name, options);
			opened.push(sitter);
			return sitter;
		};
		await use({
			stranger,
			async invite(plan, seat, options) {
				const { name, token } = plan.people[seat - 1]!;
				const sitter = await stranger(seat, name, options);
				await sitter.context.addCookies([{ name: 'login', value: token, url: app.url }]);
				return sitter;
			}
		});
		for (const sitter of opened) await sitter.context.close();
	}
});

/** A page of their own in this browser, with a voice, a camera and ears. */
export async function opens(browser: Browser, app: TestApp, seat: number, name: string, options?: BrowserContextOptions): Promise<Sitter> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
	const pitches = Array.from({ length: 8 }, (_, index) => pitchOf(index + 1));
	await context.addInitScript(senses, { own: pitchOf(seat), pitches });
	return new Sitter({ seat, name, page: await context.newPage(), base: app.url });
}

/** Every screen shows what it has to by the newest of the log. */
export async function agreed(id: string, sitters: Sitter[]): Promise<void> {
	await expect(async () => {
		const shown = await Promise.all(sitters.map(async (one) => ({ version: await one.version(), view: (await one.senses()).view })));
		expect(shown.map(({ version }) => version)).toEqual(shown.map(({ view }) => view?.version ?? null));
		expect(shown.map(({ view }) => view && says(view))).toEqual(await Promise.all(sitters.map(({ seat }) => due(id, seat))));
	}).toPass({ timeout: 20_000, intervals: [50] });
}

/** Each of these listeners hears exactly these seats. */
export async function hear(listeners: Sitter[], seats: number[]): Promise<void> {
	for (const listener of listeners) {
		const others = seats.filter((seat) => seat !== listener.seat);
		await expect
			.poll(() => listener.hears(), { message: `what ${listener.name} hears`, timeout: 20_000, intervals: [100] })
			.toEqual(others);
	}
}

/**
 * [I5] No page played a voice that was not to be heard then. [I8] No screen went back in version.
 * [I9] What each screen had to say anew, or something newer, was on it within three seconds.
 */
export async function nothingStrayed(id: string, sitters: Sitter[]): Promise<void> {
	for (const sitter of sitters) {
		const log = await newsOf(id, sitter.seat);
		const { strays, shown, looks } = await sitter.senses();
		expect(strays, `stray voices at ${sitter.name}`).toEqual([]);
		expect(looks, `${sitter.name} listened at all`).toBeGreaterThan(0);
		const versions = shown.map(({ version }) => version);
		expect(versions, `versions on the screen of ${sitter.name}`).toEqual([...versions].sort((a, b) => a - b));
		const since = log.filter(({ at }) => at > shown[0]!.at && at <= shown.at(-1)!.made);
		// A page's first view carries the number of what its person did last, which is lower: that one goes by when it was made.
		const late = since.map(({ version, at }) => ({
			version,
			ms: shown.find((view) => view.version >= version || view.made >= at)!.at - at
		}));
		expect(
			late.filter(({ ms }) => ms > equalMs),
			`late on the screen of ${sitter.name}`
		).toEqual([]);
	}
}
